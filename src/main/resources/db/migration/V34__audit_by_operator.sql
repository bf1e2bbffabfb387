-- The audit is asked who did something, too.
create index audit_by_operator on audit (operator, no desc);
