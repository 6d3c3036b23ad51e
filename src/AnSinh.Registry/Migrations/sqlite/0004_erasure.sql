-- Rows about a person go only where the person was erased: the key was destroyed before, in the same commit. Facts of a household go when nobody is left in it.
create index data_key_destroyed on data_key (subject) where destroyed_at is not null;

create trigger household_fact_goes_last before delete on household_fact when exists (select 1 from membership m where m.household_id = old.household_id)
begin select raise(abort, 'facts of a household go only when nobody is left in it'); end;

create trigger account_goes_with_erasure before delete on account when not exists (select 1 from data_key k where k.bucket = old.bucket and k.subject = old.person_id and k.destroyed_at is not null)
begin select raise(abort, 'rows about a person go only with erasure'); end;

create trigger identity_number_goes_with_erasure before delete on identity_number when not exists (select 1 from data_key k where k.bucket = old.bucket and k.subject = old.person_id and k.destroyed_at is not null)
begin select raise(abort, 'rows about a person go only with erasure'); end;

create trigger death_goes_with_erasure before delete on death when not exists (select 1 from data_key k where k.bucket = old.bucket and k.subject = old.person_id and k.destroyed_at is not null)
begin select raise(abort, 'rows about a person go only with erasure'); end;

create trigger membership_goes_with_erasure before delete on membership when not exists (select 1 from data_key k where k.bucket = old.bucket and k.subject = old.person_id and k.destroyed_at is not null)
begin select raise(abort, 'rows about a person go only with erasure'); end;

create trigger person_fact_goes_with_erasure before delete on person_fact when not exists (select 1 from data_key k where k.bucket = old.bucket and k.subject = old.person_id and k.destroyed_at is not null)
begin select raise(abort, 'rows about a person go only with erasure'); end;

create trigger award_goes_with_erasure before delete on award when not exists (select 1 from data_key k where k.bucket = old.bucket and k.subject = old.person_id and k.destroyed_at is not null)
begin select raise(abort, 'rows about a person go only with erasure'); end;

create trigger person_goes_with_erasure before delete on person when not exists (select 1 from data_key k where k.bucket = old.bucket and k.subject = old.person_id and k.destroyed_at is not null)
begin select raise(abort, 'rows about a person go only with erasure'); end;
