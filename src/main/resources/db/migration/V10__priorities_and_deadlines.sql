-- Which of the jobs that wait goes first, and when a job has to end.
alter table training_job add column priority integer default 0 not null;
alter table training_job add column max_seconds double precision;
alter table training_job add column deadline timestamp with time zone;
create index training_job_by_deadline on training_job (deadline);

update scheduled_tasks set priority = 0 where priority is null;
create index scheduled_tasks_by_priority on scheduled_tasks (priority desc, execution_time);
