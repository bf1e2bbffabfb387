-- The deduplicate stage keeps what it found alike, pair by pair, so that stories can be split as well as joined.

-- Counts decisions. Drawn under the lock of the cluster it is about, so that of two decisions on one article the later
-- has the greater number.
create sequence decision;

-- What is compared, apart from who it is: a partition holds one quarter of received time and can be dropped as a whole,
-- while the identity in fingerprint stays.
create table fingerprint_text (
    no          bigint not null,
    received_on date   not null,
    -- folded
    title       text   not null,
    -- folded, one line a paragraph
    body        text   not null,
    -- place in a newspaper piece that runs over two pages; null for others
    part        text,
    primary key (no, received_on)
) partition by range (received_on);

-- a text of common length stays in its row, as it is: PostgreSQL's own compression costs more than the space
alter table fingerprint_text alter column body set storage external;

-- One row a pair that carries one piece. Only articles without a leader are in it.
create table match (
    one         bigint           not null,
    -- the younger of the two
    other       bigint           not null,
    kind        text             not null,
    similarity  double precision not null,
    containment double precision not null,
    rule        text             not null,
    reason      text             not null,
    primary key (one, other)
);

create index match_by_other on match (other);

alter table fingerprint
    -- number of the article whose text this one repeats to the letter; such a leader has none itself
    add column leader bigint,
    -- name of the set of articles connected by matches: a number of one of them; null for an article without any
    add column cluster bigint,
    -- number of the article that founded its story; null for itself
    add column story bigint,
    -- number of the newest decision about it
    add column decided bigint not null default 0,
    -- what moved it last; null where it never moved
    add column moved_by uuid,
    -- its text has changed since its pairs were last looked at
    add column revised boolean not null default false,
    -- what is compared of it has become so different that none of its pairs holds
    add column departed boolean not null default false,
    -- number of the batch that brought its newest content, where that is not its first
    add column revised_by bigint,
    add column erased boolean not null default false;

-- The index leads to those published nearest in time, whenever they came in.
alter table clue rename to clue_by_arrival;
alter index clue_by_hash rename to clue_by_arrival_hash;

create table clue (
    hash         integer not null,
    -- days since 1970, UTC
    published_on integer not null,
    no           bigint  not null,
    received_on  date    not null
) partition by range (received_on);

create index clue_by_hash on clue (hash, published_on, no);

do $$
declare
    first date;
    old   text;
begin
    for first in
        select date_trunc('quarter', received_on)::date from clue_by_arrival
        union
        select date_trunc('quarter', (to_timestamp(received_at / 1e6) at time zone 'UTC'))::date from fingerprint
    loop
        old := 'clue_' || to_char(first, 'YYYY') || '_q' || to_char(first, 'Q');
        if to_regclass(old) is not null then
            execute format('alter table %I rename to %I', old, old || '_by_arrival');
        end if;
        execute format('create table %I partition of clue for values from (%L) to (%L)',
            old, first, first + interval '3 months');
        execute format('create table %I partition of fingerprint_text for values from (%L) to (%L)'
            ' with (toast_tuple_target = 4080)',
            'fingerprint_text_' || to_char(first, 'YYYY') || '_q' || to_char(first, 'Q'), first, first + interval '3 months');
    end loop;
end $$;

-- as the program folds a clue of 64 bits into one of 32
insert into clue (hash, published_on, no, received_on)
select ((c.hash # (c.hash >> 32)) & 4294967295)::bit(32)::integer, f.published_at / 86400000000, c.no, c.received_on
from clue_by_arrival c join fingerprint f on f.no = c.no;
drop table clue_by_arrival;

insert into fingerprint_text (no, received_on, title, body)
select no, (to_timestamp(received_at / 1e6) at time zone 'UTC')::date, title, body from fingerprint;

-- The stories so far: each tree of the forest is a cluster and a story, its members linked to the founder.
with recursive up (member, no, parent) as (
    select no, no, parent from fingerprint
    union all
    select up.member, f.no, f.parent from up join fingerprint f on f.no = up.parent)
update fingerprint f set cluster = up.no, story = up.no
from up where up.member = f.no and up.parent is null
    and (f.parent is not null or exists (select from fingerprint child where child.parent = f.no));

insert into match (one, other, kind, similarity, containment, rule, reason)
select least(f.no, coalesce(m.no, f.story)), greatest(f.no, coalesce(m.no, f.story)),
    case when f.relation <> 'excerpt' or m.no is null then 'copy' when f.no < m.no then 'part' else 'whole' end,
    coalesce(f.similarity, 0), coalesce(f.containment, 0), coalesce(f.rule, 'joined'),
    coalesce(f.reasons[2], f.reasons[1], 'grouped before pairs were kept')
from fingerprint f left join fingerprint m on m.article_id = f.matched and m.no <> f.no
where f.parent is not null
on conflict do nothing;

-- What a verdict says follows from the pairs.
alter table fingerprint drop column title, drop column body, drop column parent, drop column followed,
    drop column similarity, drop column containment, drop column rule, drop column reasons;

create index fingerprint_cluster on fingerprint (cluster) where cluster is not null;
create index fingerprint_leader on fingerprint (leader) where leader is not null;
create index fingerprint_revised on fingerprint (revised_by) where revised_by is not null;
create index fingerprint_moved on fingerprint (moved_by) where moved_by is not null;

drop table fingerprint_merger;

-- Lines that a source puts under its articles, by hash: no part of what is compared.
create table boilerplate (
    no     bigint generated always as identity primary key,
    source text   not null,
    line   bigint not null,
    unique (source, line)
);

-- What operators said about stories; never changed but for what it came to.
create table mending (
    key      uuid        primary key,
    action   text        not null,
    articles uuid[]      not null,
    undoes   uuid,
    operator text        not null,
    reason   text        not null,
    at       timestamptz not null,
    outcome  text        not null
);

create index mending_newest on mending (at desc);
create index mending_undoes on mending (undoes) where undoes is not null;

-- Whom the mendings in force bind, by number: of one mending, those on one side belong together, those on different
-- sides apart.
create table mended (
    mending uuid     not null,
    no      bigint   not null,
    side    smallint not null,
    primary key (no, mending)
);

create index mended_by_mending on mended (mending);
