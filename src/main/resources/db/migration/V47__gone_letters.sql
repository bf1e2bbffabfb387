-- Letters that replays of this one ended in and that were discarded since, with who did so and when:
-- [{"letter":id,"key":uuid,"stage":word,"topic":name,"digest":hex,"keptAt":time,"goneAt":time,"operator":name}]. The last two
-- are null where nobody wrote them down.
alter table dead_letter add column gone jsonb not null default '[]';

-- They stood among the orders that replayed it.
update dead_letter d set
    ordered = (
        select coalesce(jsonb_agg(e order by n), '[]') from jsonb_array_elements(d.ordered) with ordinality as o (e, n)
        where e -> 'gone' is null),
    gone = (
        select coalesce(jsonb_agg(jsonb_build_object('letter', e -> 'gone', 'key', e -> 'key', 'stage', e -> 'stage',
            'topic', e -> 'topic', 'digest', e -> 'digest', 'keptAt', e -> 'at', 'goneAt', who.at, 'operator', who.operator)
            order by n), '[]')
        from jsonb_array_elements(d.ordered) with ordinality as o (e, n)
        left join lateral (
            (select at, operator from audit where object = e ->> 'gone' and action = 'discard-dead-letter' order by no limit 1)
            union all
            (select coalesce(ended_at, moved_at, ordered_at), operator from dead_letter_order
             where action = 'discard' and (e ->> 'gone')::bigint = any(ids) order by ordered_at limit 1)
            limit 1) as who on true
        where e -> 'gone' is not null)
where jsonb_path_exists(d.ordered, '$[*].gone');

-- An erasure takes the article's dead letters and says so of each by its number, and by those of the letters that stay and of
-- whose replays the article had come.
alter table erasure_order
    add column gone bigint[] not null default '{}',
    add column made_of bigint[] not null default '{}';
create index erasure_order_by_gone on erasure_order using gin (gone);
create index erasure_order_by_made_of on erasure_order using gin (made_of);
