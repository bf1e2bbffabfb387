-- Names that articles print as where they come from and that no dictionary knows: one row an article. A name of two
-- sources or three articles joins the dictionary, and no more rows of it are added.

create table seen_name (
    no         bigint generated always as identity unique,
    -- the stable form
    name       text        not null,
    source     text        not null,
    article_id uuid        not null,
    seen_at    timestamptz not null,
    primary key (name, article_id)
);
