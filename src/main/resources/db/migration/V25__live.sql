-- The stories that readers see for the first time with this batch; those of older batches aren't known.
alter table change_log add column fresh uuid[] not null default '{}';
alter table change_log alter column fresh set storage external;
