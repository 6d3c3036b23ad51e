-- Run by psql at the coordinator, in a database just made by 'ansinh db init', with -v nodes='host=... port=... dbname=...|host=... port=... dbname=...'. Afterwards 'ansinh db migrate' sets the roles again.
-- The 16 partitions of each big table go to the data nodes, in ranges of buckets: all tables alike, so that rows of one person stand on one node.
\set ON_ERROR_STOP on
create extension if not exists postgres_fdw;
select set_config('ansinh.nodes', :'nodes', false) \gset

do $$
declare
    nodes text[] := string_to_array(current_setting('ansinh.nodes'), '|');
    settings text;
    whole regclass;
    name text;
    guard text;
    node int;
begin
    for node in 1..array_length(nodes, 1) loop
        select string_agg(format('%s %L', split_part(word, '=', 1), split_part(word, '=', 2)), ', ') into settings from unnest(string_to_array(nodes[node], ' ')) word where split_part(word, '=', 1) <> 'user';
        execute format('create server ansinh_node_%s foreign data wrapper postgres_fdw options (%s, fetch_size ''10000'', batch_size ''500'', async_capable ''true'')', node, settings);
        execute format('create user mapping for public server ansinh_node_%s options (user ''postgres'', password_required ''false'')', node);
    end loop;

    for whole in select oid from pg_class where relkind = 'p' and relnamespace = 'public'::regnamespace order by relname loop
        name := whole::text;
        -- A unique index cannot stand over foreign partitions. Each node keeps its own; they begin with the bucket, so that together they say the same.
        for guard in select conname from pg_constraint where conrelid = whole and contype in ('p', 'u') loop
            execute format('alter table %I drop constraint %I', name, guard);
        end loop;
        for guard in select indexrelid::regclass::text from pg_index where indrelid = whole and indisunique loop
            execute format('drop index %s', guard);
        end loop;
        for part in 0..15 loop
            execute format('drop table %I', name || '_p' || lpad(part::text, 2, '0'));
            execute format(
                'create foreign table %I partition of %I for values from (%s) to (%s) server ansinh_node_%s options (table_name %L)',
                name || '_p' || lpad(part::text, 2, '0'), name, part * 16, part * 16 + 16, part * array_length(nodes, 1) / 16 + 1, name || '_p' || lpad(part::text, 2, '0'));
        end loop;
    end loop;
end $$;

-- Foreign tables give no rows of a statement to a trigger: what is asked once a statement elsewhere is asked for each row here.
drop trigger payroll_line_frozen on payroll_line;
drop trigger payroll_line_let_go on payroll_line;

create function payroll_line_row_is_draft() returns trigger language plpgsql security definer set search_path from current as $$
begin
    if (select state from payroll_run where run_id = new.run_id) is distinct from 'draft' then
        raise exception 'the run is frozen';
    end if;
    return new;
end $$;

create function payroll_line_row_is_cancelled() returns trigger language plpgsql security definer set search_path from current as $$
begin
    if (select state from payroll_run where run_id = new.run_id) is distinct from 'cancelled' then
        raise exception 'the run is frozen';
    end if;
    return new;
end $$;

do $$
begin
    for part in 0..15 loop
        execute format('create trigger payroll_line_frozen before insert on payroll_line_p%s for each row execute function payroll_line_row_is_draft()', lpad(part::text, 2, '0'));
        execute format('create trigger payroll_line_let_go before update on payroll_line_p%s for each row execute function payroll_line_row_is_cancelled()', lpad(part::text, 2, '0'));
    end loop;
end $$;
