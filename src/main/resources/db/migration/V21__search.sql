-- Search indexes follow the change sequence numbers of one store: they know it by this name.

alter table change_number add column store uuid not null default gen_random_uuid();
