-- What polling remembers: how each channel fares, what it is to fetch next, and how its hosts want to be treated.

-- One row a route made from a template; a route that was taken away stays, inactive, with what is known of it.
create table channel (
    id             text        primary key,
    source         text        not null,
    kind           text        not null,
    -- what the route's file says; parameters is a JSON object
    url            text        not null,
    parameters     text        not null,
    active         boolean     not null default true,
    paused         boolean     not null default false,
    registered_at  timestamptz not null,
    -- what is asked: url, or where it moved for good, or the feed that its page names
    address        text        not null,
    moving_to      text,
    moves          integer     not null default 0,
    -- the copy we have: validators byte for byte, and when it last came whole
    etag           text,
    last_modified  text,
    dated          text,
    body_hash      text        not null default '',
    whole_at       timestamptz,
    flaw           text        not null default '',
    -- what the server and the feed wish; hours and days as bits, of UTC
    lifetime       bigint      not null default 0,
    ttl            bigint      not null default 0,
    skip_hours     integer     not null default 0,
    skip_days      integer     not null default 0,
    -- while a WebSub subscription works
    pushed_until   timestamptz,
    next_at        timestamptz,
    why            text        not null default 'new',
    last_attempt   timestamptz,
    last_success   timestamptz,
    failing_since  timestamptz,
    streak         integer     not null default 0,
    fault          text        not null default '',
    status         integer     not null default 0,
    detail         text        not null default '',
    -- seconds between polls, as it is now
    cadence        bigint      not null,
    -- when its newest items came, in seconds since 1970, oldest first
    rhythm         bigint[]    not null default '{}',
    -- seconds of silence that are longer than usual; null while that is unknown
    quiet_after    bigint,
    newest_item_at timestamptz,
    -- how much the rule found when it last found anything, and in how many polls since it found nothing
    matched        integer     not null default 0,
    barren         integer     not null default 0,
    polls          bigint      not null default 0
) with (fillfactor = 70);

create index channel_by_source on channel (source);

-- What is to be fetched: each channel's poll, further pages of lists, and articles' pages.
-- due_at is when it may be taken; taking it moves due_at to where the claim expires.
create table errand (
    no       bigint generated always as identity primary key,
    channel  text        not null references channel on delete cascade,
    -- 0 poll, 1 further page of a list, 2 article's page: the order in which a host's errands are done
    rank     smallint    not null,
    -- empty for a poll: the channel knows its address
    url      text        not null default '',
    host     text        not null,
    due_at   timestamptz not null,
    attempts integer     not null default 0,
    -- JSON object of what the list told
    hints    text        not null default '{}',
    token    uuid,
    -- why it was given up, and when
    failed   text        not null default '',
    failed_at timestamptz,
    unique (channel, rank, url)
) with (fillfactor = 80);

create index errand_of_host on errand (host, rank, due_at);
create index errand_due on errand (due_at);

-- How a host is treated. Two leases: never more than two requests at once.
create table host (
    name          text        primary key,
    -- a lower bound of when there is something to do
    ready_at      timestamptz not null,
    next_start_at timestamptz not null,
    gap           bigint      not null,
    lease_1       timestamptz not null default '-infinity',
    lease_2       timestamptz not null default '-infinity',
    robots        text,
    robots_until  timestamptz
) with (fillfactor = 70);

create index host_ready on host (ready_at);

-- What a channel named lately: 16 bytes of the item's identity and 8 of its content, newest first.
create table seen_item (
    channel text  primary key references channel on delete cascade,
    items   bytea not null
);

-- The last polls of each channel, a ring of 50.
create table poll (
    channel text        not null references channel on delete cascade,
    slot    smallint    not null,
    at      timestamptz not null,
    outcome text        not null,
    status  integer     not null,
    millis  bigint      not null,
    bytes   bigint      not null,
    found   integer     not null,
    fresh   integer     not null,
    changed integer     not null,
    detail  text        not null,
    primary key (channel, slot)
) with (fillfactor = 70);
