-- A trained model: where it came from, and in `description` (JSON) what is needed to use it besides its parameters.
create table model (
    id                varchar(40)              not null primary key,
    version           bigint                   not null,
    name              text,
    job_id            varchar(40)              not null,
    dataset_id        varchar(40)              not null,
    dataset_name      text                     not null,
    dataset_sha256    varchar(64)              not null,
    seed              bigint                   not null,
    trainyard_version varchar(100)             not null,
    parameters        bigint                   not null,
    state_bytes       bigint                   not null,
    description       text                     not null,
    created_at        timestamp with time zone not null
);

create index model_job on model (job_id);

-- Its parameters: one safetensors file, cut into parts of a few MB.
create table model_state (
    model_id varchar(40) not null references model (id) on delete cascade,
    part     integer     not null,
    bytes    bytea       not null,
    primary key (model_id, part)
);
