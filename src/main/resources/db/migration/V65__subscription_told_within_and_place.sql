-- Of the batch of changes seq + 1 the stories up to this one were delivered as well; null: none of it.
alter table subscription add column told_within uuid;

-- The address that the callback's name led to when it was confirmed, of IPv6 its network of 64 bits; '': not known.
alter table subscription add column place text not null default '';
create index subscription_place on subscription (place);
