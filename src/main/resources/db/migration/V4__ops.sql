-- Records that a stage could not handle. Rows are never deleted by the program: a replay is counted on the row.
create table dead_letter (
    id              bigint generated always as identity primary key,
    record_key      uuid        not null,
    stage           text        not null,
    topic           text        not null,
    kafka_partition integer     not null,
    kafka_offset    bigint      not null,
    error           text        not null,
    reason          text        not null,
    bytes           bytea       not null,
    failed_at       timestamptz not null,
    stored_at       timestamptz not null,
    replays         integer     not null default 0,
    replayed_at     timestamptz,
    unique (topic, kafka_partition, kafka_offset, stage)
);

create index dead_letter_by_cause on dead_letter (stage, error, id desc);
