-- Where the archives of the feeds are cut (RFC 5005 §4): a page holds what its feed has from this place on, in the order of
-- the feed, as far as the next place. Rows are only ever added, so a page keeps its place between its neighbours.

create table feed_archive (
    feed         text collate "C" not null,
    page         integer          not null,
    published_at timestamptz      not null,
    story_id     uuid             not null,
    primary key (feed, page)
);

create unique index feed_archive_place on feed_archive (feed, published_at desc, story_id);
