-- What looked doubtful when a data set was read, as a JSON list; null for those stored before it was noted.
alter table data_set add column warnings text;
