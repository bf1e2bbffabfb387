-- A subscription that an operator suspended: what is due to it waits, its lease goes on.
alter table subscription add column suspended_at timestamptz;
alter table subscription add column suspended_by text not null default '';

-- How long the last deliveries took from the change to the callback's answer, in milliseconds, the newest first; so many
-- only that a 95th percentile says something.
alter table subscription add column took integer[] not null default '{}';

-- Everything up to this change sequence number had been delivered before the last delivery that held something.
alter table subscription add column seq_before bigint;

drop index subscription_due;
create index subscription_due on subscription (due_at) where due_at is not null and suspended_at is null;
