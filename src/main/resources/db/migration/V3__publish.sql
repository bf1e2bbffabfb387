-- What the publish stage owns: everything readers see.

-- One row an article: its newest content, the story it belongs to today, and when readers could last see it change.
create table article (
    id                uuid        primary key,
    -- change sequence number of the newest change
    seq               bigint      not null,
    story_id          uuid        not null,
    source            text        not null,
    revision          integer     not null,
    -- as the first revision said it: what feeds are ordered by never moves
    published_at      timestamptz not null,
    first_received_at timestamptz not null,
    -- receipt of what was last taken over, be it content or only a verdict
    received_at       timestamptz not null,
    -- receipt of the newest content; a withdrawal counts where it is not older
    content_at        timestamptz not null,
    withdrawn_at      timestamptz,
    withdrawal_reason text        not null default '',
    -- the verdict says original and another member is the origin, or the other way round
    overruled         boolean     not null default false,
    title             text        not null,
    -- JSON: what lists and the export need
    head              bytea       not null,
    -- plain paragraphs, one a line
    text              text        not null,
    -- JSON: all the rest, and the trace
    body              bytea       not null
) with (fillfactor = 95);

-- Compressing costs the server more processor time than writing the bytes, and an article is written once.
alter table article alter column text set storage external, alter column body set storage external,
    alter column head set storage main;

create unique index article_seq on article (seq);
-- An article that founded its story has the story's id and is found by that.
create index article_story on article (story_id) where story_id <> id;

-- A withdrawal of an article that has not come yet.
create table early_withdrawal (
    article_id uuid        primary key,
    at         timestamptz not null,
    reason     text        not null
);

-- One row a story id ever heard of; the lock of its story.
create table story (
    id           uuid primary key,
    -- the story that it is an alias of: always the last one, never an alias itself
    merged_into  uuid,
    origin       uuid,
    published_at timestamptz,
    -- null: nobody has ever seen it
    updated_at   timestamptz,
    -- names of the feeds it is filed under, separated by U+001F
    feeds        text    not null default '',
    tombstoned   boolean not null default false
) with (fillfactor = 90);

create index story_alias on story (merged_into) where merged_into is not null;

-- Every merger ever heard of: who wins follows from all of them together, in whatever order they came.
create table merger (
    from_id   uuid        not null,
    into_id   uuid        not null,
    caused_by uuid        not null,
    at        timestamptz not null,
    primary key (from_id, into_id)
);

create table feed_entry (
    feed         text collate "C" not null,
    published_at timestamptz      not null,
    story_id     uuid             not null
);

create unique index feed_entry_newest on feed_entry (feed, published_at desc, story_id);

-- How many entries a feed has.
create table feed_count (
    feed    text collate "C" primary key,
    stories bigint not null
) with (fillfactor = 50);

-- What a feed's readers are to forget (RFC 6721).
create table tombstone (
    story_id uuid             not null,
    feed     text collate "C" not null,
    at       timestamptz      not null,
    reason   text             not null,
    primary key (story_id, feed)
);

create index tombstone_newest on tombstone (feed, at desc, story_id);

-- The last change sequence number given; moved under an advisory lock.
create table change_number (
    last bigint not null
);

insert into change_number values (0);
