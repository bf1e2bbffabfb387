-- Dead letters by the hundred thousand: what they are about, how often they were tried, and orders over many of them.

alter table dead_letter
    -- of message, as the record says; empty where it does not
    add column kind text not null default '',
    -- as the record says; empty where it does not
    add column source text not null default '',
    add column title text not null default '',
    -- what words are looked for in
    add column words text generated always as (lower(reason || ' ' || title)) stored,
    -- the letter of the same record that was replayed before this one came of it
    add column follows bigint,
    -- how often the record had been replayed by then
    add column tried integer not null default 0;

update dead_letter set kind = 'erasure' where position('"kind":"erasure"'::bytea in substring(bytes for 200)) > 0;

-- The letters of one key, newest first.
drop index dead_letter_by_key;
create index dead_letter_by_key on dead_letter (record_key, id desc);
create index dead_letter_by_source on dead_letter (source, id desc) where source <> '';
-- Counts by cause and hour are answered by it alone.
create index dead_letter_by_hour on dead_letter (stage, error, failed_at) include (replays);

-- Orders to replay or to discard many letters, one row each, worked off in steps.
create table dead_letter_order (
    id         uuid        primary key,
    action     text        not null check (action in ('replay', 'discard')),
    ordered_at timestamptz not null,
    operator   text        not null,
    reason     text        not null,
    -- the letters meant: all that this query string of the list finds, or null and these ids
    filter     text,
    ids        bigint[],
    -- letters with a greater id came later and are not meant
    last_id    bigint      not null,
    -- letters a second
    rate       integer     not null,
    -- how many there were when it was ordered
    total      bigint      not null,
    state      text        not null default 'open' check (state in ('open', 'paused', 'cancelled', 'done')),
    -- the id of the letter that was attended to last
    cursor_id  bigint      not null default 0,
    done       bigint      not null default 0,
    -- letters passed over: tried too often, or orders to erase
    left_out   bigint      not null default 0,
    -- why the last step did not go through; empty where it did
    trouble    text        not null default '',
    moved_at   timestamptz,
    ended_at   timestamptz,
    check ((filter is null) <> (ids is null))
);

create index dead_letter_order_newest on dead_letter_order (ordered_at desc, id);
create index dead_letter_order_open on dead_letter_order (ordered_at, id) where state = 'open';
