-- What operators are told of by themselves. The table incident is another thing: it tells readers about sources, for good
-- and in public; an alert is of the program as well, may be silenced, and belongs to operators.

-- One row a span in which something was wrong. While it is not sure yet, began_at is null.
create table alert (
    id         uuid        primary key,
    kind       text        not null,
    subject    text        not null,
    -- the instance that alone can see it; empty: all of them see the same
    observer   text        not null,
    severity   text        not null,
    chinese    text        not null,
    english    text        not null,
    -- looks in a row that found it before it begins, or that didn't before it ends
    looks      integer     not null,
    first_at   timestamptz not null,
    seen_at    timestamptz not null,
    began_at   timestamptz,
    ended_at   timestamptz,
    -- the severity that was told; empty: nobody was told
    told       text        not null
);

-- However many instances look: one that lasts.
create unique index alert_open on alert (kind, subject, observer) where ended_at is null;
create index alert_newest on alert (began_at desc, id);
create index alert_ended on alert (ended_at);

-- When somebody looked last at what all instances see alike: the lock by which one of them does it.
create table alert_round (
    at timestamptz not null
);

insert into alert_round values ('-infinity');

-- What is to be sent, and what was: written with the alert it tells of, so that neither is there without the other.
create table alert_message (
    no            bigint      generated always as identity primary key,
    id            uuid        not null,
    alert         uuid        not null,
    -- webhook or mail
    output        text        not null,
    -- a JSON object: what to say
    body          text        not null,
    created_at    timestamptz not null,
    due_at        timestamptz not null,
    claimed_until timestamptz not null default '-infinity',
    attempts      integer     not null default 0,
    sent_at       timestamptz,
    given_up_at   timestamptz,
    last_error    text        not null default ''
);

create index alert_message_due on alert_message (due_at) where sent_at is null and given_up_at is null;
create index alert_message_age on alert_message (created_at);

-- What operators don't want to be told for a while, by kind and subject.
create table alert_silence (
    kind     text        not null,
    subject  text        not null,
    until    timestamptz not null,
    reason   text        not null,
    operator text        not null,
    made_at  timestamptz not null,
    primary key (kind, subject)
);

-- Tokens that open the feed of incidents to readers that can't log in: SHA-256, for it is shown once and kept nowhere.
create table feed_token (
    id         text        primary key,
    hash       bytea       not null unique,
    name       text        not null,
    operator   text        not null,
    created_at timestamptz not null,
    revoked_at timestamptz
);
