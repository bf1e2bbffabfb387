-- What operators know of those who push: how a key is used, when it dies, and what was answered lately.

alter table api_key
    add column last_used_at timestamptz,
    -- from then on it opens nothing; null: it doesn't die by itself
    add column expires_at   timestamptz,
    -- the id of the key that took its place
    add column replaced_by  text,
    -- who made it; empty: the program, from its settings
    add column operator     text not null default '';

-- Articles and requests by hour and outcome; key empty: none of ours was given.
create table push_tally (
    key     text        not null,
    hour    timestamptz not null,
    -- accepted, or the class of what was wrong
    outcome text        not null,
    many    bigint      not null,
    primary key (key, hour, outcome)
);

-- The last 50 requests of each key: no header, no body.
create table push_request (
    no       bigint      generated always as identity primary key,
    key      text        not null,
    at       timestamptz not null,
    what     text        not null,
    bytes    bigint      not null,
    status   integer     not null,
    accepted integer     not null,
    rejected integer     not null,
    detail   text        not null
);

create index push_request_of_key on push_request (key, no desc);
