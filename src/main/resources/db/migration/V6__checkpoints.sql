-- What a running job can go on from: seen only when all of it is there.
create table job_checkpoint (
  id varchar(40) primary key,
  job_id varchar(40) not null,
  number integer not null,
  attempt integer not null,
  epoch integer not null,
  step bigint not null,
  size_bytes bigint not null,
  sha256 varchar(64) not null,
  created_at timestamp with time zone not null
);

create unique index job_checkpoint_by_number on job_checkpoint (job_id, number);

-- Its bytes, cut into parts of a few MB.
create table job_checkpoint_part (
  checkpoint_id varchar(40) not null references job_checkpoint (id) on delete cascade,
  part integer not null,
  bytes bytea not null,
  primary key (checkpoint_id, part)
);

-- How many a job has had, and how many when its latest attempt began.
alter table training_job add column checkpoints integer default 0 not null;
alter table training_job add column checkpoints_before integer default 0 not null;
