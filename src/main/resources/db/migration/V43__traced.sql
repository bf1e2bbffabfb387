-- Operators find what a trace id names, and follow a letter to what came of it and back.

-- First 32 bits of the hash of the trace id of the arrival that brought the newest content; null where the program has yet to
-- fill it in, which it does at its next start. Rows without one lack their names too, or have them written anew.
alter table article add column trace_key integer;
create index article_trace_key on article (trace_key);
drop index article_without_key;
create index article_without_key on article (id) where trace_key is null;

-- As the record's envelope says it; empty where it can't be read, and in letters kept before.
alter table dead_letter add column trace_id text not null default '';
create index dead_letter_by_trace on dead_letter (trace_id) where trace_id <> '';

-- When the document that the record is came in: the articles that were made of it have the same. Null where it is none.
alter table dead_letter add column received_at timestamptz;
create index dead_letter_by_receipt on dead_letter (received_at) where received_at is not null;

-- Whether the record failed again, as a newer letter: of one record the newest letter is the one to deal with.
alter table dead_letter add column superseded boolean not null default false;
update dead_letter set superseded = true
where id in (select follows from dead_letter where follows is not null);

-- Each time that an order over many put the record on its topic: [{"order":uuid,"at":time}]. What was replayed by itself stands
-- in the audit.
alter table dead_letter add column ordered jsonb not null default '[]';

-- An order may be given for later.
alter table dead_letter_order add column not_before timestamptz;
