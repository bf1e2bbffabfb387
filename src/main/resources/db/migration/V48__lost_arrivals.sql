-- Under which number a database that is lost had counted an article which came after the backup that was put back since. The
-- article takes it when it comes again: all stand in the order in which they first came, and a story bears the id that
-- readers were told.
create table lost_arrival (
    article_id uuid   primary key,
    no         bigint not null unique
);

-- Receipt of the newest article that the backup has, in microseconds since 1970: what was received from then on until it was
-- put back had been told to readers before.
alter table lost_decision add column received bigint not null default 0;
update lost_decision set received = until;
