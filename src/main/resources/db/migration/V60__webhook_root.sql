-- Signed messages are known by the first of the keys that took each other's place. Those taken before V54 stand under the
-- first that was not revoked; of two under one id the one that was answered stays.
delete from webhook w using (
    select m.key, m.id, row_number() over (
        partition by coalesce(k.root, m.key), m.id
        order by m.answer is null, m.received_at, m.key = coalesce(k.root, m.key) desc) as place
    from webhook m left join api_key k on k.id = m.key
) doubled
where doubled.place > 1 and w.key = doubled.key and w.id = doubled.id;

update webhook set key = k.root from api_key k where k.id = webhook.key and k.root is not null;
