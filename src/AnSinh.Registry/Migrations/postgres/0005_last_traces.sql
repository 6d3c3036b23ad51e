-- That two entries are one person goes with the key of the entry that was merged; where a household lived, when nobody is left in it. Both ask as the tables' owner, whatever a session may see.
create function ansinh_only_erased_alias() returns trigger language plpgsql security definer set search_path from current as $$
begin
    if not exists (select 1 from data_key k where k.subject = old.alias_id and k.destroyed_at is not null) then
        raise exception 'rows about a person go only with erasure';
    end if;
    return old;
end $$;

create function ansinh_only_left() returns trigger language plpgsql security definer set search_path from current as $$
begin
    if exists (select 1 from membership m where m.household_id = old.household_id) then
        raise exception 'where a household lived goes only when nobody is left in it';
    end if;
    return old;
end $$;

create trigger person_alias_goes_with_erasure before delete on person_alias for each row execute function ansinh_only_erased_alias();
create trigger residence_goes_last before delete on residence for each row execute function ansinh_only_left();
