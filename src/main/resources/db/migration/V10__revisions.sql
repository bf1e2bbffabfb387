-- What became of articles: their former revisions, and what their sources said of them later.

-- A former state of an article: what it said until the next revision came.
create table revision (
    article_id uuid        not null,
    revision   integer     not null,
    title      text        not null,
    -- plain paragraphs, one a line
    text       text        not null,
    -- receipt of this revision
    at         timestamptz not null,
    primary key (article_id, revision)
);

-- An article that takes back or corrects another one of its source, as long as it stands itself.
create table notice (
    article_id   uuid        primary key,
    source       text        not null,
    kind         text        not null,
    -- hashes of the source with the title, folded, and with the address of the article it is about; empty: not printed
    title_key    text        not null,
    url_key      text        not null,
    published_at timestamptz not null,
    at           timestamptz not null,
    title        text        not null,
    -- the beginning of its text
    text         text        not null,
    -- the article meant, as far as it has come
    about        uuid
);

create index notice_title on notice (title_key) where title_key <> '';
create index notice_url on notice (url_key) where url_key <> '';

-- Moves whenever a row of notice changes: whoever has looked before sees that he has to look again.
create sequence notice_change;

-- JSON: what was said of the article and of its story; null for nothing.
alter table article add column said bytea;
