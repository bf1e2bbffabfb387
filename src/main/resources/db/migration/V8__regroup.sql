-- The deduplicate stage keeps what it found alike, pair by pair, so that stories can be split as well as joined.

-- Counts decisions. Drawn under the lock of the cluster it is about, so that of two decisions on one article the later
-- has the greater number.
create sequence decision;

-- What is compared, apart from who it is: a partition holds one month of received time and can be dropped as a whole,
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
    -- its text has changed and its pairs are still those of the former text
    add column revised boolean not null default false,
    add column erased boolean not null default false;

-- Text and clues move into partitions of one month.
alter table clue rename to clue_by_quarter;
alter index clue_by_hash rename to clue_by_quarter_hash;

create table clue (
    hash        bigint not null,
    no          bigint not null,
    received_on date   not null
) partition by range (received_on);

create index clue_by_hash on clue (hash, no desc);

do $$
declare
    first date;
begin
    for first in
        select date_trunc('month', received_on)::date from clue_by_quarter
        union
        select date_trunc('month', (to_timestamp(received_at / 1e6) at time zone 'UTC'))::date from fingerprint
    loop
        execute format('create table clue_%s partition of clue for values from (%L) to (%L)',
            to_char(first, 'YYYY_MM'), first, first + interval '1 month');
        execute format('create table fingerprint_text_%s partition of fingerprint_text for values from (%L) to (%L)'
            ' with (toast_tuple_target = 4080)', to_char(first, 'YYYY_MM'), first, first + interval '1 month');
    end loop;
end $$;

insert into clue select hash, no, received_on from clue_by_quarter;
drop table clue_by_quarter;

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
select story, no, 'copy', coalesce(similarity, 0), coalesce(containment, 0), coalesce(rule, 'joined'),
    coalesce(reasons[2], reasons[1], 'grouped before pairs were kept')
from fingerprint where parent is not null;

-- What a verdict says follows from the pairs.
alter table fingerprint drop column title, drop column body, drop column parent, drop column followed,
    drop column similarity, drop column containment, drop column rule, drop column reasons;

create index fingerprint_cluster on fingerprint (cluster) where cluster is not null;
create index fingerprint_leader on fingerprint (leader) where leader is not null;
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
