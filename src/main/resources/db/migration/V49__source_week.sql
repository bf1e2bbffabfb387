-- What the list of sources shows of the last week, and each poll of it.

alter table poll_day
    -- what its polls brought over the wire; null on days that began before this was counted
    add column bytes bigint;

alter table channel
    -- seconds between successful polls, the last fifty, oldest first
    add column gaps   bigint[] not null default '{}',
    -- nineteen of twenty of them are no longer; null with fewer than ten
    add column gap_95 bigint;

-- The polls of a day in China; eight days are kept.
create table poll_mark (
    channel text not null,
    day     date not null,
    -- a line a poll, as they came: the minute of the day, the outcome, and how many items were new
    marks   text not null,
    primary key (channel, day)
) with (fillfactor = 70);

-- As far back as the last fifty polls of each channel reach.
insert into poll_mark (channel, day, marks)
select channel, (at at time zone 'Asia/Shanghai')::date,
       string_agg(format(E'%s %s %s\n', extract(hour from at at time zone 'Asia/Shanghai') * 60
                                        + extract(minute from at at time zone 'Asia/Shanghai'), outcome, fresh), '' order by at)
from poll where at > now() - interval '7 days' group by 1, 2;

update channel c
set gaps = ring.gaps, gap_95 = case when cardinality(ring.gaps) >= 10 then ring.gap_95 end
from (select channel, array_agg(gap order by at) as gaps, percentile_disc(0.95) within group (order by gap) as gap_95
      from (select channel, at, extract(epoch from at - lag(at) over (partition by channel order by at))::bigint as gap
            from poll where outcome in ('ok', 'not-modified', 'found')) polls
      where gap is not null group by channel) ring
where ring.channel = c.id;

-- Articles that were pushed on a day in China; eight days are kept.
create table pushed_day (
    source   text   not null references pushed_source on delete cascade,
    day      date   not null,
    articles bigint not null,
    primary key (source, day)
) with (fillfactor = 70);
