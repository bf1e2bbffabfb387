-- What the hub tells subscribers of, and whom.

-- Written by publish with every batch that changed something readers see: whoever has read up to a number misses nothing by
-- going on from there. Without compression: a row is read some seconds after it was written, and once a subscriber.
create table change_log (
    -- the highest change sequence number of the batch; numbers in between are of the same batch
    seq     bigint      primary key,
    at      timestamptz not null,
    feeds   text[]      not null,
    stories uuid[]      not null
);

alter table change_log alter column feeds set storage external, alter column stories set storage external;
create index change_log_age on change_log using brin (at) with (pages_per_range = 16);

-- Changes up to this number are not in the log: they are older than it, or too old to be kept.
create table change_memory (
    forgotten bigint not null
);

insert into change_memory select last from change_number;

-- Subscriptions at our own hub (W3C WebSub), owned by deliver, each verified by its callback.
create table subscription (
    id               bigint      generated always as identity primary key,
    -- path and query of a feed, in its one spelling
    topic            text        not null,
    -- the name by which changes tell of the topic; "search?" for searches, of which they don't
    feed             text        not null,
    -- the topic's address as the subscriber wrote it
    written          text        not null,
    callback         text        not null,
    -- the callback's host, for limits
    host             text        not null,
    secret           text,
    subscribed_at    timestamptz not null,
    lease_until      timestamptz not null,
    -- everything up to this change sequence number was delivered
    seq              bigint      not null,
    -- tag of the document that was delivered last, where whole documents are compared
    etag             text        not null default '',
    -- when there is something to deliver, since when; null: nothing. Set while a delivery is under way it means another one
    due_at           timestamptz,
    -- a delivery under way; when its time is over, whoever had it has crashed
    claim            uuid,
    claimed_until    timestamptz,
    -- failures in a row
    attempt          integer     not null default 0,
    failing_since    timestamptz,
    last_error       text        not null default '',
    looked_at        timestamptz not null,
    last_delivery_at timestamptz,
    deliveries       bigint      not null default 0
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1);

create unique index subscription_once on subscription (topic, callback);
create index subscription_feed on subscription (feed);
create index subscription_host on subscription (host);
create index subscription_due on subscription (due_at) where due_at is not null;
create index subscription_claimed on subscription (claimed_until) where claimed_until is not null;

-- Requests whose intent is still to be verified, the newest of each topic and callback.
create table subscription_request (
    id            bigint      generated always as identity primary key,
    subscribe     boolean     not null,
    topic         text        not null,
    feed          text        not null,
    -- the topic's address as the subscriber wrote it, which is how it is to be asked about it
    written       text        not null,
    callback      text        not null,
    host          text        not null,
    secret        text,
    lease_seconds integer     not null,
    requested_at  timestamptz not null,
    claimed_until timestamptz
);

create unique index subscription_request_once on subscription_request (topic, callback);
create index subscription_request_host on subscription_request (host);

-- How far the log of changes has been gone through.
create table hub_progress (
    seq bigint not null
);

insert into hub_progress select last from change_number;
