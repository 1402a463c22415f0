-- How a data set's bytes are read, as JSON: what was said, and with what was found out; null for those stored before.
alter table data_set add column read_options text;
