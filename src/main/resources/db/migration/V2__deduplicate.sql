-- What the deduplicate stage remembers: fingerprints, the index by which candidates are found, and who belongs together.

create table fingerprint (
    -- counts arrivals: the older of two stories is the one with the smaller number
    no           bigint generated always as identity primary key,
    article_id   uuid        not null unique,
    source       text        not null,
    content_hash text        not null,
    -- title and text folded, as they are compared
    title        text        not null,
    body         text        not null,
    -- hash of the canonical address, 0 where there is none
    link         bigint      not null,
    -- microseconds since 1970 UTC
    published_at bigint      not null,
    received_at  bigint      not null,
    -- disjoint-set forest: the number of an older member of the story; null in the one that founded it
    parent       bigint,
    -- whether another article was ever told to belong to this one's story
    followed     boolean     not null default false,
    -- the decision, kept with its reasons; all null while the article stands alone
    relation     text,
    matched      uuid,
    similarity   double precision,
    containment  double precision,
    rule         text,
    reasons      text[]
) with (fillfactor = 90, toast_tuple_target = 4080);

-- a text of common length stays in its row, as it is: PostgreSQL's own compression costs more than the space
alter table fingerprint alter column body set storage external;

-- Inverted index: what articles that may be one piece have in common (sampled shingles, address), by hash.
-- A partition holds one quarter of received time and can be dropped as a whole.
create table clue (
    hash        bigint not null,
    no          bigint not null,
    received_on date   not null
) partition by range (received_on);

create index clue_by_hash on clue (hash, no desc);

-- Stories found to be one, so that a repeated delivery can tell it again.
create table fingerprint_merger (
    from_story uuid        not null primary key,
    into_story uuid        not null,
    caused_by  uuid        not null,
    merged_at  timestamptz not null
);

create index fingerprint_merger_by_cause on fingerprint_merger (caused_by);
