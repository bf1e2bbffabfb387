-- A poll writes its mark beside those of its hour, not beside those of its whole day. What stands there by the day stays so,
-- and goes with its day.
alter table poll_mark
    -- of the day in China
    add column hour smallint not null default 0,
    drop constraint poll_mark_pkey,
    add primary key (channel, day, hour);
