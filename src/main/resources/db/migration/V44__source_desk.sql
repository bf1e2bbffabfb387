-- What operators set and write about a source, and what is counted of its polls so that nobody counts it again.

alter table channel
    -- seconds between polls as an operator has set them, before what the file says; null: nobody has
    add column set_interval bigint,
    -- an operator's own words for the channel, in order; nothing to do with articles' tags
    add column tags         text[]   not null default '{}',
    -- of the polls in the ring: those answered with 304, and what all of them brought
    add column unchanged    smallint not null default 0,
    add column ring_bytes   bigint   not null default 0,
    -- the day that its newest item names, where it says no more than the day
    add column newest_day   date;

-- What the polls of a day in China came to; thirty-one days are kept.
create table poll_day (
    channel   text    not null references channel on delete cascade,
    day       date    not null,
    polls     integer not null,
    failed    integer not null,
    late      integer not null,
    unchanged integer not null,
    -- items that were new
    fresh     integer not null,
    primary key (channel, day)
) with (fillfactor = 70);

update channel c set unchanged = ring.unchanged, ring_bytes = ring.bytes
from (select channel, count(*) filter (where outcome = 'not-modified') as unchanged, sum(bytes) as bytes
      from poll group by channel) ring
where ring.channel = c.id;

insert into poll_day (channel, day, polls, failed, late, unchanged, fresh)
select channel, (at at time zone 'Asia/Shanghai')::date, count(*),
       count(*) filter (where outcome not in ('ok', 'not-modified', 'found', 'kept-out')), 0,
       count(*) filter (where outcome = 'not-modified'), sum(fresh)
from poll where at > now() - interval '30 days' group by 1, 2;

-- What operators wrote about a channel, which need not be in a source file: whoever pushes has notes as well.
create table source_note (
    no       bigint      generated always as identity primary key,
    channel  text        not null,
    at       timestamptz not null,
    operator text        not null,
    text     text        not null
);

create index source_note_of_channel on source_note (channel, no desc);

-- Whom to call about a channel: the last that was written, and nothing of those before.
create table source_contact (
    channel  text        primary key,
    at       timestamptz not null,
    operator text        not null,
    text     text        not null
);
