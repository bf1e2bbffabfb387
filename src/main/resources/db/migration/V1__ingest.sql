-- What the ingest stage owns: the sources and the keys they push with.

create table source (
    id text primary key,
    name text not null,
    aliases text[] not null default '{}',
    region text not null default '',
    homepage text not null default '',
    kind text not null,
    approved boolean not null default false,
    registered_at timestamptz not null default now()
);

create table api_key (
    id text primary key,
    -- SHA-256 of the key; the key itself is shown once and kept nowhere
    hash bytea not null unique,
    -- the one source it may push for; null: any (scope push:any)
    source text,
    created_at timestamptz not null default now(),
    revoked_at timestamptz
);
