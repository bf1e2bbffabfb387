-- Articles move between stories one by one, and are erased.

-- A story id names an article: where no such story stands, it is an alias of the story that the article is in.
drop table merger;
drop index story_alias;
alter table story drop column merged_into;

-- What was decided about an article that has not come yet; the greatest number counts.
create table early_verdict (
    article_id uuid   primary key,
    decided    bigint not null,
    -- JSON
    verdict    bytea  not null
);

-- Articles removed at a person's request, which are never taken again. Nothing else is kept of them.
create table erased_article (
    article_id uuid        primary key,
    -- change sequence number: whoever mirrors the export learns of it by that
    seq        bigint      not null,
    at         timestamptz not null
);

create unique index erased_article_seq on erased_article (seq);

-- Counts the times that something was written to early_withdrawal, early_verdict or erased_article: who read them before and
-- finds it unmoved later has missed nothing.
alter table change_number add column heard bigint not null default 0;

-- Whether its text, markup and pictures are still kept; of an article that is old enough only what names it is.
alter table article add column text_kept boolean not null default true;
create index article_oldest_text on article (content_at) where text_kept;
