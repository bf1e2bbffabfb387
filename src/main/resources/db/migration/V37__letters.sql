-- Which dead letter waits, what it is to its source, what became of it, and what operators wrote over in its record.

-- The source's own id for what the record is about; empty where the record does not say, and in letters kept before.
alter table dead_letter add column item text not null default '';
create index dead_letter_by_item on dead_letter (item, id desc) where item <> '';
create index dead_letter_by_former on dead_letter (follows) where follows is not null;

-- Copies of records that operators wrote over and had put on the topic. The audit says who and why, and stays for good; this
-- has words of articles, so erasures take rows of it.
create table mended_record (
    -- its line in the audit
    audit_no   bigint      primary key,
    -- the letter's id; that may be gone
    letter     bigint      not null,
    key_before uuid        not null,
    key_after  uuid        not null,
    -- sha256 of the copy: where it fails again, that letter follows this one
    digest     bytea       not null,
    -- {"before":{field:text},"after":{field:text}}, of the fields that differ, each cut
    changes    jsonb       not null
);

create index mended_record_by_letter on mended_record (letter, audit_no desc);
create index mended_record_by_key on mended_record (key_after, audit_no desc);
create index mended_record_by_former_key on mended_record (key_before);

-- The audit by the article that a record was about, by the receipt of a document of several, and by the line that another one
-- takes back.
create index audit_by_receipt on audit ((detail ->> 'received')) where (detail ->> 'received') is not null;
create index audit_by_key on audit ((detail ->> 'key'), no desc) where (detail ->> 'key') is not null;
create index audit_by_undone on audit ((detail ->> 'undoes')) where (detail ->> 'undoes') is not null;
