-- The member where the piece was first published, withdrawn or not; null: the origin. What others made of it is told by it.
alter table story add column first uuid;
