create table data_set (
    id           varchar(40)              not null primary key,
    version      bigint                   not null,
    name         varchar(1000)            not null,
    row_count    integer                  not null,
    column_count integer                  not null,
    size_bytes   bigint                   not null,
    sha256       varchar(64)              not null,
    content_type varchar(100)             not null,
    read_only    boolean                  not null,
    created_at   timestamp with time zone not null,
    constraint data_set_name unique (name)
);

-- What is known of each column. `classes` is a JSON list: the categories, or the distinct numbers when they are few.
create table data_set_column (
    data_set_id        varchar(40)      not null references data_set (id) on delete cascade,
    ordinal            integer          not null,
    name               text             not null,
    type               varchar(20)      not null,
    minimum            double precision,
    maximum            double precision,
    mean               double precision,
    std                double precision,
    missing            bigint           not null,
    first_missing_line bigint           not null,
    classes            text,
    primary key (data_set_id, ordinal)
);

-- The bytes as they were sent, deflated in parts of a few MB.
create table data_set_content (
    data_set_id varchar(40) not null references data_set (id) on delete cascade,
    part        integer     not null,
    bytes       bytea       not null,
    primary key (data_set_id, part)
);

-- The values, in blocks of rows; inside a block column after column, each deflated by itself.
create table data_set_block (
    data_set_id varchar(40) not null references data_set (id) on delete cascade,
    block       integer     not null,
    row_count   integer     not null,
    bytes       bytea       not null,
    primary key (data_set_id, block)
);
