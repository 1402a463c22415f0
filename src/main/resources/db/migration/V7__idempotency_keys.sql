-- What a client calls a request that it may have to send again, with the job that came of it.
create table idempotency_key (
  id varchar(255) primary key,
  request_sha256 varchar(64) not null,
  job_id varchar(40) not null references training_job (id) on delete cascade,
  created_at timestamp with time zone not null
);

create index idempotency_key_by_time on idempotency_key (created_at);
create index idempotency_key_by_job on idempotency_key (job_id);
