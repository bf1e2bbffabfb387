-- The first of the push keys that took each other's place, whether it was revoked or not: what they sign is known by it.
-- null: this one is the first.
alter table api_key add column root text;

with recursive chain (id, next, root) as (
    select id, replaced_by, id
    from api_key k
    where not exists (select from api_key earlier where earlier.replaced_by = k.id)
    union
    select k.id, k.replaced_by, chain.root
    from chain
    join api_key k on k.id = chain.next
)
update api_key set root = chain.root from chain where chain.id = api_key.id and chain.root <> chain.id;
