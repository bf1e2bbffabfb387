-- The account that the program runs under writes rows and makes no tables. The two things it needs of them are done for
-- it, as the owner: a partition is made for a quarter, and one is dropped. Both look only where they were made.

create function open_quarter(day date) returns void language plpgsql security definer as $$
declare
    first   date := date_trunc('quarter', day)::date;
    later   date := (first + interval '3 months')::date;
    quarter text := to_char(first, 'YYYY') || '_q' || to_char(first, 'Q');
begin
    -- other instances may do so at the same time
    perform pg_advisory_xact_lock(hashtext('fingerprint partitions'));
    execute format('create table if not exists %I partition of clue for values from (%L) to (%L)',
        'clue_' || quarter, first, later);
    execute format('create table if not exists %I partition of fingerprint_text for values from (%L) to (%L)'
        ' with (toast_tuple_target = 4080)', 'fingerprint_text_' || quarter, first, later);
end
$$;

create function drop_quarter(quarter text) returns void language plpgsql security definer as $$
begin
    if not exists (select from pg_inherits
            where inhrelid = to_regclass(quarter) and inhparent in ('clue'::regclass, 'fingerprint_text'::regclass)) then
        raise exception '% is no partition of fingerprints', quarter using errcode = 'invalid_parameter_value';
    end if;
    execute format('drop table %s', to_regclass(quarter));
end
$$;

-- Whoever calls them can't put tables of his own before ours.
do $$
declare
    name text;
begin
    foreach name in array array['open_quarter(date)', 'drop_quarter(text)'] loop
        execute format('alter function %s set search_path = %I, pg_temp', name, current_schema());
        execute format('revoke execute on function %s from public', name);
    end loop;
end $$;
