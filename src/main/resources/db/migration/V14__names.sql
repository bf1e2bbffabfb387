-- Notices name the article they are about by its title or address: both are found by index, former titles too.

-- First 32 bits of the hash of the source with the title, folded, and with the address; null where the program has yet to
-- fill it in, which it does at its next start.
alter table article add column title_key integer;
alter table article add column url_key integer;
create index article_title_key on article (title_key);
create index article_url_key on article (url_key);
create index article_without_key on article (id) where title_key is null;

alter table revision add column title_key integer;
create index revision_title_key on revision (title_key);
create index revision_without_key on revision (article_id, revision) where title_key is null;

-- Counts the changes of notice rows, 0 for none ever: who has looked before and finds it moved has to look again. The
-- sequence that did so was seen to move before the rows were.
alter table change_number add column noticed bigint not null default 0;
update change_number set noticed = (select count(*) from notice);
drop sequence notice_change;
