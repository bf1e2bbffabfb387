-- Searches are marked by what is known to touch them. Up to this number that was not known of all: who knows less goes
-- through the changes since what he knows, others from where their search was marked.
alter table hub_progress add column unsifted bigint not null default 0;
update hub_progress set unsifted = seq;
