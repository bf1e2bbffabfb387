-- how a channel stood before a poll that did not reach its host, while that poll is its last: it is so again where it turns
-- out that our own network was gone
alter table channel add column reached jsonb;
