-- What feeds keep of erased articles, and the country's feed.

-- Of an erased article: its story's id and the time are all that it says. Dropped like any other after 30 days.
alter table tombstone add column erased boolean not null default false;
create index tombstone_erased on tombstone (story_id) where erased;

-- The country's feed holds the stories of all its divisions.
create temporary table countrywide on commit drop as
    select id, published_at from story
    where (chr(31) || feeds) ~ (chr(31) || 'region/[1-9][0-9]{5}') and (chr(31) || feeds || chr(31)) !~ 'region/100000';

insert into feed_entry (feed, published_at, story_id)
    select 'region/100000', published_at, id from countrywide order by published_at desc, id;

update story set feeds = story.feeds || chr(31) || 'region/100000' from countrywide where story.id = countrywide.id;

insert into feed_count (feed, stories)
    select 'region/100000', count(*) from countrywide having count(*) > 0
    on conflict (feed) do update set stories = feed_count.stories + excluded.stories;

insert into tombstone (story_id, feed, at, reason)
    select story_id, 'region/100000', max(at), (array_agg(reason order by at desc))[1]
    from tombstone t where feed ~ '^region/[1-9][0-9]{5}$'
        and not exists (select from story s where s.id = t.story_id
            and 'region/100000' = any(string_to_array(s.feeds, chr(31))))
    group by story_id on conflict do nothing;

-- Cut anew: its pages held a small part of what lies between their places now.
delete from feed_archive where feed = 'region/100000';

-- For open lists: which feeds each story left with a batch, as its id, a space and the feed's name; and the stories that say
-- something else than before, or no longer all that they said.
alter table change_log add column left_feeds text[] not null default '{}', add column altered uuid[] not null default '{}';
