-- What each stage did in a minute, by instance; rows of the last two days.
create table pulse (
    minute   timestamptz not null,
    instance text        not null,
    stage    text        not null,
    received bigint      not null,
    sent     bigint      not null,
    dead     bigint      not null,
    -- at the end of the minute, in records; null where nobody knew
    lag      bigint,
    -- 95 of 100 articles were through this stage in so many milliseconds; null where none came
    delay    bigint,
    primary key (minute, instance, stage)
);
