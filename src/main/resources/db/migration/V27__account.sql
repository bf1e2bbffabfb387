-- Operators besides the one of the settings.
create table account (
    name       text        primary key,
    -- viewer, operator or admin
    role       text        not null,
    -- PBKDF2 with HMAC-SHA-256
    salt       bytea       not null,
    hash       bytea       not null,
    rounds     integer     not null,
    changed_at timestamptz not null,
    is_open    boolean     not null
);
