-- What operators see of a source beside how it is now: how punctual it was, what it answered last, how its declaration
-- changed, and what was pushed.

alter table channel
    -- of the last seven days that had a poll, five numbers each: the day since 1970, polls, those that came too late,
    -- polls that brought news of known age, those that brought it too late
    add column punctuality bigint[] not null default '{}',
    -- how many times faster than allowed it used up what may be late; null while nothing is known
    add column burn        real;

-- The last answer of each channel and the last document that came with one; written over with the next.
create table channel_answer (
    channel      text        primary key references channel on delete cascade,
    at           timestamptz not null,
    -- 0: nobody answered
    status       integer     not null,
    -- why it is of no use; empty: it is
    fault        text        not null,
    -- a JSON object; values that open something are masked
    headers      text        not null,
    -- what it says about a failure, packed by gzip, 16 KB at most before
    said         bytea       not null,
    -- the document: null until one came
    document_at  timestamptz,
    url          text,
    content_type text,
    -- its size as it came, unpacked
    bytes        bigint,
    -- packed by gzip, 64 KB at most: all of it, or its beginning
    body         bytea,
    whole        boolean
);

alter table channel_answer alter column body set storage external;

-- How each channel was declared, the last twenty times that this changed.
create table channel_version (
    channel    text        not null references channel on delete cascade,
    no         integer     not null,
    at         timestamptz not null,
    -- declared, changed, returned or removed
    event      text        not null,
    source     text        not null,
    kind       text        not null,
    -- a JSON object, without a password
    parameters text        not null,
    primary key (channel, no)
);

-- A mailbox has a password among its parameters: its history begins with its next change.
insert into channel_version (channel, no, at, event, source, kind, parameters)
select id, 1, registered_at, 'declared', source, kind, parameters from channel where active and kind <> 'MAIL';

-- What was pushed, by source: nobody asks for it, so nobody would notice that it stopped.
create table pushed_source (
    source      text        primary key,
    last_at     timestamptz not null,
    articles    bigint      not null,
    -- as the columns of the same names in channel; one moment for what came within a quarter of an hour
    rhythm      bigint[]    not null,
    quiet_after bigint
);
