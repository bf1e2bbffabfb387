-- Numbers of decisions that were made after a backup that was put back since: their database is lost, they lie on Kafka
-- still, and the stages make them anew.
create table lost_decision (
    after bigint not null,
    until bigint not null,
    primary key (after, until),
    check (after <= until)
);
