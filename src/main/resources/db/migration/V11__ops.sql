-- What operators did, for good: a line can be added and neither changed nor taken away.

create table audit (
    no       bigint generated always as identity primary key,
    at       timestamptz not null,
    operator text        not null,
    -- a word such as split, merge, undo, erase, pause
    action   text        not null,
    -- the id of what it was done to
    object   text        not null,
    -- in the operator's words; empty where none is asked for
    reason   text        not null,
    detail   jsonb       not null
);

create index audit_by_action on audit (action, no desc);
create index audit_by_object on audit (object, no desc);

create function audit_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_stays before update or delete or truncate on audit
    for each statement execute function audit_stays();

-- Orders to remove an article at a person's request, one row each. Ids alone: nothing that they said.
create table erasure_order (
    article_id   uuid        primary key,
    requested_at timestamptz not null,
    -- when the stages' topic acknowledged it; null: it has to be ordered again
    sent_at      timestamptz,
    -- until when copies may lie in Kafka's topics; null while that is not known
    copies_until timestamptz,
    operator     text        not null,
    reason       text        not null,
    -- how many dead letters of the article were removed
    letters      integer     not null,
    -- other dead letters, of whole documents, that name the article
    mentions     bigint[]    not null,
    -- pages of the article that waited to be fetched
    pages        integer     not null
);

-- Dead letters are no longer kept for ever: an operator discards them, an erasure removes them, and so does age.
create index dead_letter_by_key on dead_letter (record_key);
create index dead_letter_by_age on dead_letter (stored_at);
