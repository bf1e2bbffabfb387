-- Orders to run the dictionaries in force over stored articles, one row each.

create table retag_order (
    id         uuid        primary key,
    ordered_at timestamptz not null,
    operator   text        not null,
    -- the articles whose newest content was received from since on and before until
    since      timestamptz not null,
    until      timestamptz not null,
    -- empty: of all sources
    source     text        not null,
    -- how far it has come in the order of receipt: that of the article sent last, and its id
    cursor_at  timestamptz not null,
    cursor_id  uuid        not null,
    sent       bigint      not null default 0,
    -- articles whose texts are no longer kept, and withdrawn ones
    left_out   bigint      not null default 0,
    -- when somebody last went on with it
    moved_at   timestamptz,
    done_at    timestamptz
);

-- Articles without text are counted by it.
create index article_without_text on article (content_at, id) where not text_kept;
