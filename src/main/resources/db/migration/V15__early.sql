-- What is heard of articles that never come is kept for a time; the address of a story whose founder was erased leads on.

alter table early_withdrawal add column heard_at timestamptz not null default now();
create index early_withdrawal_oldest on early_withdrawal (heard_at);
alter table early_verdict add column heard_at timestamptz not null default now();
create index early_verdict_oldest on early_verdict (heard_at);

-- An article that the rest of the story went with; null where nobody was left, or no story had the erased one's id.
alter table erased_article add column rest uuid;
create index erased_article_rest on erased_article (rest) where rest is not null;

-- Who left a story because of the article that founded it and is still there: the erasure that says why may come later.
create table parting (
    story_id   uuid        primary key,
    article_id uuid        not null,
    -- when that was decided
    at         timestamptz not null,
    heard_at   timestamptz not null default now()
);

create index parting_article on parting (article_id);
create index parting_oldest on parting (heard_at);
