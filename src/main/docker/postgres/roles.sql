-- The three accounts of Yizhan at a PostgreSQL of your own, made by a superuser in the database that is to hold the tables:
--   yizhan_owner  owns the tables and changes them when a new version starts   YIZHAN_DATABASE_OWNER_USER
--   yizhan_app    reads and writes rows; the program runs under it             YIZHAN_DATABASE_USER
--   yizhan_ro     reads rows, but for keys and passwords                       YIZHAN_DATABASE_READER_USER
-- What the last two may do with the tables the program grants them itself, as their owner, at each start.
-- It can be run again, to change passwords, and where tables of an older installation have another owner:
--   docker compose exec postgres psql -U yizhan -d yizhan -f /docker-entrypoint-initdb.d/roles.sql
\set ON_ERROR_STOP on
\getenv owner_password YIZHAN_DATABASE_OWNER_PASSWORD
\getenv app_password YIZHAN_DATABASE_PASSWORD
\getenv reader_password YIZHAN_DATABASE_READER_PASSWORD

do $$
declare
    account text;
begin
    foreach account in array array['yizhan_owner', 'yizhan_app', 'yizhan_ro'] loop
        if not exists (select from pg_roles where rolname = account) then
            execute format('create role %I', account);
        end if;
        execute format('alter role %I login nosuperuser nocreatedb nocreaterole', account);
    end loop;
    execute format('alter database %I owner to yizhan_owner', current_database());
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to yizhan_app, yizhan_ro', current_database());
end $$;

alter role yizhan_owner password :'owner_password';
alter role yizhan_app password :'app_password';
alter role yizhan_ro password :'reader_password';
alter role yizhan_ro set default_transaction_read_only = on;

-- What another account made before goes to the owner; a sequence goes with the table that it numbers.
do $$
declare
    thing record;
begin
    for thing in
        select case c.relkind when 'S' then 'sequence' else 'table' end as kind, c.oid::regclass::text as name
        from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'S')
            and c.relowner <> 'yizhan_owner'::regrole
            and not (c.relkind = 'S' and exists (
                select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')))
        union all
        select 'function', p.oid::regprocedure::text
        from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.proowner <> 'yizhan_owner'::regrole
            and not exists (
                select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    loop
        execute format('alter %s %s owner to yizhan_owner', thing.kind, thing.name);
    end loop;
end $$;
