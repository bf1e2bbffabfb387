-- What readers had been told by a database that is lost, for those who tell it again after its backup was put back.

-- The arrivals that were told of: what comes of others is news.
create table lost_telling (
    trace_id text collate "C" primary key
);

-- The time of its last change that each story's entry said in the end, told by the batch that ended with number seq.
create table lost_dating (
    story_id uuid        primary key,
    seq      bigint      not null,
    at       timestamptz not null
);

-- What a feed had been told in the end of a story that no longer stands in it, and when.
create table lost_burial (
    story_id uuid             not null,
    feed     text collate "C" not null,
    seq      bigint           not null,
    at       timestamptz      not null,
    reason   text             not null,
    erased   boolean          not null,
    primary key (story_id, feed)
);

-- What came again was dated by its receipt until now.
alter table lost_decision drop column received;

-- Whether a batch has told that the page was cut; who cuts one only reads otherwise. Those that are there are in the next backup.
alter table feed_archive add column told boolean not null default true;
alter table feed_archive alter column told set default false;
create index feed_archive_untold on feed_archive (feed, page) where not told;
