-- The password of a mailbox stays in its source file. Read as json, not jsonb, and value by value: texts may hold what
-- PostgreSQL can't.
update channel set parameters = coalesce(
    (select json_object_agg(said.key, said.value)
     from json_each(parameters::json) as said where said.key <> 'password')::text, '{}')
where parameters like '%"password"%';
