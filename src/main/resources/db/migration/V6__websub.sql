-- What we subscribed to at hubs (W3C WebSub), one row a channel. pending is the mode of the request whose verification
-- is awaited. next_at is when something is to be done: subscribe, ask again, renew, unsubscribe.
create table hub_subscription (
    channel          text primary key,
    topic            text        not null,
    hub              text        not null,
    sha1             boolean     not null,
    token            text        not null unique,
    secret           text        not null,
    state            text        not null check (state in ('wanted', 'requested', 'active', 'denied', 'ending')),
    pending          text        check (pending in ('subscribe', 'unsubscribe')),
    next_at          timestamptz not null,
    requested_at     timestamptz,
    lease_until      timestamptz,
    last_delivery_at timestamptz,
    missed_at        timestamptz,
    deliveries       bigint      not null default 0,
    unsigned         bigint      not null default 0,
    failures         integer     not null default 0,
    last_error       text        not null default ''
);

create index hub_subscription_due on hub_subscription (next_at);
