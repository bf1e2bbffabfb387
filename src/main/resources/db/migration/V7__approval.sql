-- The list of units whose news may be reposted has versions, so approval has days (see org.yizhan.article.Approval).

alter table source add column approval text not null default 'false';
update source set approval = approved::text;
alter table source drop column approved;
