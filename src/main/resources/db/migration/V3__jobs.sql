-- A job, one row. The columns from epochs_recorded on are written together with job_loss, by the
-- attempt that trains and by nobody else.
create table training_job (
  id varchar(40) primary key,
  version bigint not null,
  name varchar(500),
  labels varchar(200000) not null,
  status varchar(16) not null,
  status_reason varchar(32),
  error varchar(2000),
  attempt integer not null,
  lost_attempts integer not null,
  dataset_id varchar(40) not null,
  dataset_name varchar(500) not null,
  dataset_sha256 varchar(64) not null,
  spec varchar(1048576) not null,
  has_initial_state boolean not null,
  epochs integer not null,
  parameters bigint not null,
  train_rows integer not null,
  test_rows integer not null,
  features integer not null,
  outputs integer not null,
  memory_bytes bigint not null,
  model_id varchar(40),
  created_at timestamp with time zone not null,
  queued_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  epochs_recorded integer default 0 not null,
  samples bigint default 0 not null,
  training_seconds double precision default 0 not null,
  latest_train_loss double precision,
  latest_test_loss double precision,
  latest_learning_rate double precision,
  best_epoch integer,
  best_loss double precision
);

create index training_job_by_status on training_job (status, id);
create index training_job_by_dataset on training_job (dataset_id);

-- Parameters that were written out in a request: too many to be read with every job.
create table job_initial_state (
  job_id varchar(40) primary key references training_job (id) on delete cascade,
  state text not null
);

-- The history of a job: a row for each epoch, only ever appended.
create table job_loss (
  job_id varchar(40) not null references training_job (id) on delete cascade,
  epoch integer not null,
  train_loss double precision not null,
  test_loss double precision,
  learning_rate double precision not null,
  metrics varchar(2000),
  seconds double precision not null,
  primary key (job_id, epoch)
);

-- db-scheduler's own: who works on which job, with its heartbeat.
create table scheduled_tasks (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data bytea,
  execution_time timestamp with time zone not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures integer,
  last_heartbeat timestamp with time zone,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);

create index scheduled_tasks_by_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_last_heartbeat on scheduled_tasks (last_heartbeat);
