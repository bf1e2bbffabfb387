-- Articles' pages are looked at again after their first fetch; each waits as an errand of the last rank.
comment on column errand.rank is
    '0 poll, 1 further page of a list, 2 article''s page, 3 article''s page again: the order in which a host''s errands are done';
