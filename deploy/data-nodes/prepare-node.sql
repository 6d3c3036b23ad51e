-- A data node holds partitions of the big tables and nothing else. Run in its database after 'ansinh db init'. Whether a run is still a draft only the coordinator knows (distribute.sql asks there).
do $$
declare
    part text;
begin
    for part in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'payroll_line'::regclass loop
        execute format('drop trigger payroll_line_frozen on %I', part);
    end loop;
end $$;
