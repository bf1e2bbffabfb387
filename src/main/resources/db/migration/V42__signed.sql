-- Pushes that are signed instead of carrying their key.

-- Which signing key the secret of this push key was derived from; null: from before there was one, any.
alter table api_key add column signing text;

-- Signed messages that were taken, or are being taken (answer null).
create table webhook (
    key         text        not null,
    id          text        not null,
    -- SHA-256 of the body
    body        bytea       not null,
    received_at timestamptz not null,
    answer      text,
    primary key (key, id)
);

create index webhook_age on webhook (received_at);
