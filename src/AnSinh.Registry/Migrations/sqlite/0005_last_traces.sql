-- That two entries are one person goes with the key of the entry that was merged; where a household lived, when nobody is left in it.
create trigger person_alias_goes_with_erasure before delete on person_alias when not exists (select 1 from data_key k where k.subject = old.alias_id and k.destroyed_at is not null)
begin select raise(abort, 'rows about a person go only with erasure'); end;

create trigger residence_goes_last before delete on residence when exists (select 1 from membership m where m.household_id = old.household_id)
begin select raise(abort, 'where a household lived goes only when nobody is left in it'); end;
