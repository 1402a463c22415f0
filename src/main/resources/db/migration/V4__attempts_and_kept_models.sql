-- After which epoch a network was what the model holds. Of those stored before, only where it follows from the job.
alter table model add column epoch integer;
update model set epoch = (
  select j.epochs_recorded - 1 from training_job j
  where j.id = model.job_id and j.epochs_recorded > 0 and j.spec like '%"early_stopping":null%');

-- Whom the latest attempt belongs to, how far the history went when it began, how many epochs it has finished
-- itself; and as JSON the attempts that were lost without having finished an epoch that was new.
alter table training_job add column node_id varchar(40);
alter table training_job add column node_machine varchar(300);
alter table training_job add column node_pid bigint;
alter table training_job add column node_started_at timestamp with time zone;
alter table training_job add column node_memory_kills bigint;
alter table training_job add column recorded_before integer default 0 not null;
alter table training_job add column epochs_reached integer default 0 not null;
alter table training_job add column lost varchar(2000) default '[]' not null;
alter table training_job drop column lost_attempts;
