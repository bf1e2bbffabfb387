-- What was told last and when, so that the feed can say it again: of what was told before this, that it began or is over.
alter table alert add column told_event text not null default '';
alter table alert add column told_at timestamptz;

update alert set told_event = case when ended_at is null then 'began' else 'over' end, told_at = coalesce(ended_at, began_at)
where told <> '' and began_at is not null;
