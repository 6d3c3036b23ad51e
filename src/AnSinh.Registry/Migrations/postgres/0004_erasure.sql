-- Rows about a person go only where the person was erased: the key was destroyed before, in the same commit. Facts of a household go when nobody is left in it.
create index data_key_destroyed on data_key (subject) where destroyed_at is not null;

create function ansinh_only_erased() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from data_key k where k.bucket = old.bucket and k.subject = old.person_id and k.destroyed_at is not null) then
        raise exception 'rows about a person go only with erasure';
    end if;
    return old;
end $$;

create function ansinh_only_empty() returns trigger language plpgsql as $$
begin
    if exists (select 1 from membership m where m.household_id = old.household_id) then
        raise exception 'facts of a household go only when nobody is left in it';
    end if;
    return old;
end $$;

create trigger household_fact_goes_last before delete on household_fact for each row execute function ansinh_only_empty();
create trigger account_goes_with_erasure before delete on account for each row execute function ansinh_only_erased();
create trigger identity_number_goes_with_erasure before delete on identity_number for each row execute function ansinh_only_erased();
create trigger death_goes_with_erasure before delete on death for each row execute function ansinh_only_erased();
create trigger membership_goes_with_erasure before delete on membership for each row execute function ansinh_only_erased();
create trigger person_fact_goes_with_erasure before delete on person_fact for each row execute function ansinh_only_erased();
create trigger award_goes_with_erasure before delete on award for each row execute function ansinh_only_erased();
create trigger person_goes_with_erasure before delete on person for each row execute function ansinh_only_erased();
