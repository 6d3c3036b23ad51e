-- Who may do what. Applied after every migration by a role that may make roles; may be run again. Login roles of a site are made members of one of these.
--
--   ansinh_application  reads and appends; changes only the columns that the program changes; sees the rows of the areas its session names (ansinh.areas)
--   ansinh_reader       reads, within areas
--   ansinh_auditor      reads everything that was done and paid, and no person's name or number
--   ansinh_writer       only adds rows, by COPY, which row-level security does not let through; the application takes this role for a COPY and gives it back. It can read nothing.
--   ansinh_migrator     owns the tables

do $$
declare
    role text;
begin
    foreach role in array array['ansinh_application', 'ansinh_reader', 'ansinh_auditor', 'ansinh_writer', 'ansinh_migrator'] loop
        if not exists (select 1 from pg_roles where rolname = role) then
            execute format('create role %I nologin', role);
        end if;
    end loop;
    if not (select rolbypassrls from pg_roles where rolname = 'ansinh_writer') then
        alter role ansinh_writer bypassrls;
    end if;
    if not pg_has_role('ansinh_application', 'ansinh_writer', 'member') then
        grant ansinh_writer to ansinh_application;
    end if;
end $$;

-- The areas of a session, each code once; '*' stands for everything. A session that names none sees nothing. A login role with rows in session_area has these areas and
-- no others, whatever its session says.
create schema if not exists ansinh_access;

create table if not exists ansinh_access.session_area (
    role text not null,
    area text not null,
    primary key (role, area)
);

create or replace function ansinh_access.areas() returns text[] language sql stable security definer set search_path = pg_catalog as $$
    select coalesce(
        (select array_agg(a.area) from ansinh_access.session_area a where a.role = session_user),
        string_to_array(coalesce(current_setting('ansinh.areas', true), ''), ' '))
$$;

create or replace function ansinh_access.everywhere() returns boolean language sql stable as $$ select '*' = any (ansinh_access.areas()) $$;

create or replace function ansinh_access.protect(of text, condition text) returns void language plpgsql as $$
declare
    part text;
begin
    if to_regclass(of) is null then
        return;
    end if;
    execute format('alter table %I enable row level security', of);
    execute format('drop policy if exists ansinh_area on %I', of);
    execute format('create policy ansinh_area on %I for all using ((select ansinh_access.everywhere()) or %s) with check (true)', of, condition);
    -- A partition asked by its own name shows nothing at all.
    for part in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = of::regclass loop
        execute format('revoke all on %I from ansinh_application, ansinh_reader, ansinh_auditor', part);
    end loop;
exception when undefined_table then
    -- The condition asks a module that this database does not hold: then there is nobody to guard.
    return;
end $$;

grant usage on schema public, ansinh_access to ansinh_application, ansinh_reader, ansinh_auditor, ansinh_writer;
grant select on all tables in schema public to ansinh_application, ansinh_reader;
grant insert on all tables in schema public to ansinh_application, ansinh_writer;
revoke insert on schema_migration from ansinh_application, ansinh_writer;
grant delete on audit_unsealed, audit_salt to ansinh_application;
do $$
declare
    tab text;
begin
    -- What goes with erasure. A trigger on each of these tables lets nothing go whose key is not destroyed, which two people did not decide in the same transaction, or where somebody is left in the household.
    foreach tab in array array['person', 'person_alias', 'identity_number', 'death', 'membership', 'person_fact', 'household_fact', 'account', 'award', 'residence', 'case_document', 'record_view', 'worklist_answer', 'duplicate_verdict', 'review_answer'] loop
        if to_regclass(tab) is not null then
            execute format('grant delete on %I to ansinh_application', tab);
        end if;
    end loop;
    if to_regclass('review_household') is not null then
        grant update (from_whom, reason) on review_objection to ansinh_application;
        grant update (note) on review_assessment, review_household, review_request to ansinh_application;
        grant update (because, missing) on review_proposal to ansinh_application;
    end if;
    -- The words of the names of erased people.
    if to_regclass('name_word') is not null then
        grant delete on name_word, name_word_waiting to ansinh_application;
    end if;
    -- A code of the one question after a decision, once it was answered.
    if to_regclass('satisfaction_token') is not null then
        grant delete on satisfaction_token to ansinh_application;
    end if;
end $$;

-- The columns that change: each table's, where it has them.
do $$
declare
    one record;
begin
    for one in
        select c.relname as tab, a.attname as col from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace and a.attnum > 0
        and (a.attname in ('superseded_at', 'state', 'live')
            or (c.relname, a.attname) in (('data_key', 'wrapped'), ('data_key', 'destroyed_at'), ('case_event', 'followed_at'), ('case_event', 'payload')))
    loop
        execute format('grant update (%I) on %I to ansinh_application', one.col, one.tab);
    end loop;
    for one in
        select c.relname as tab from pg_class c where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
        and (c.relname like 'audit\_%' or c.relname like 'payroll\_%' or c.relname like 'retention\_%' or c.relname in ('knowledge', 'schema_migration', 'name_word_waiting'))
    loop
        execute format('grant select on %I to ansinh_auditor', one.tab);
    end loop;
end $$;

-- The queue of runs drawn up by workers, and the scheduler that hands its tasks out: worked on, not kept.
do $$
declare
    tab text;
begin
    for tab in
        select c.relname from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and (c.relname like 'qrtz\_%' or c.relname like 'payroll\_draw\_up%')
    loop
        execute format('grant select, insert, update, delete on %I to ansinh_application', tab);
    end loop;
end $$;

-- Where a person, a household, a run belongs. Somebody who moved stays visible to both communes, as the register's own reads leave history to both.
select ansinh_access.protect(t, 'commune = any ((select ansinh_access.areas())::text[]) or province = any ((select ansinh_access.areas())::text[])') from unnest(array['residence', 'name_word']) t;
select ansinh_access.protect('award', 'commune = any ((select ansinh_access.areas())::text[]) or province = any ((select ansinh_access.areas())::text[])');
select ansinh_access.protect(t, 'exists (select 1 from residence r where r.household_id = ' || t || '.household_id)') from unnest(array['membership', 'household_fact']) t;
select ansinh_access.protect(t, 'exists (select 1 from membership m where m.bucket = ' || t || '.bucket and m.person_id = ' || t || '.person_id)')
from unnest(array['person', 'identity_number', 'death', 'person_fact', 'account']) t;
-- A case's content is sealed with the key of its person, or with one of its own: whoever sees the case may open it.
select ansinh_access.protect(
    'data_key',
    'exists (select 1 from membership m where m.bucket = data_key.bucket and m.person_id = data_key.subject)' || case when to_regclass('case_file') is null then '' else
    ' or exists (select 1 from case_file f where f.case_id = data_key.subject) or exists (select 1 from case_file f where f.person_id = data_key.subject)' end);
select ansinh_access.protect(
    'payroll_run',
    'area = any ((select ansinh_access.areas())::text[]) or exists (select 1 from residence r where r.commune = payroll_run.area and r.province = any ((select ansinh_access.areas())::text[]))');
select ansinh_access.protect(t, 'exists (select 1 from payroll_run q where q.run_id = ' || t || '.run_id)')
from unnest(array['payroll_line', 'payroll_receivable', 'payroll_reclassification', 'payroll_unpaid', 'payroll_carried', 'payroll_carried_item', 'payroll_payment']) t;
select ansinh_access.protect('payroll_payment_item', 'exists (select 1 from payroll_payment p where p.payment_id = payroll_payment_item.payment_id)');
select ansinh_access.protect(t, 'commune = any ((select ansinh_access.areas())::text[]) or province = any ((select ansinh_access.areas())::text[])') from unnest(array['review_round', 'review_request']) t;
select ansinh_access.protect(t, 'exists (select 1 from review_round q where q.round_id = ' || t || '.round_id)')
from unnest(array['review_household', 'review_assessment', 'review_answer', 'review_proposal', 'review_agreement', 'review_posting', 'review_objection', 'review_decision']) t;

-- What belongs to a run, to a receivable, to a draw-up, to a case, to a person: as that itself. The office's own accounts and sessions are nobody's to read but the application's.
select ansinh_access.protect(t, 'exists (select 1 from payroll_run q where q.run_id = ' || t || '.run_id)')
from unnest(array['payroll_step', 'payroll_bridge', 'payroll_message', 'payroll_posting', 'payroll_acceptance']) t;
select ansinh_access.protect('payroll_payment_event', 'exists (select 1 from payroll_payment p where p.payment_id = payroll_payment_event.payment_id)');
select ansinh_access.protect(t, 'exists (select 1 from payroll_receivable c where c.receivable_id = ' || t || '.receivable_id)') from unnest(array['payroll_receivable_event', 'payroll_receivable_action']) t;
select ansinh_access.protect('payroll_payee', 'exists (select 1 from membership m where m.bucket = payroll_payee.bucket and m.person_id = payroll_payee.person_id)');
select ansinh_access.protect(
    'payroll_draw_up',
    'area = any ((select ansinh_access.areas())::text[]) or exists (select 1 from residence r where r.commune = payroll_draw_up.area and r.province = any ((select ansinh_access.areas())::text[]))');
select ansinh_access.protect('payroll_draw_up_task', 'exists (select 1 from payroll_draw_up d where d.run_id = payroll_draw_up_task.run_id)');
select ansinh_access.protect(t, 'area = any ((select ansinh_access.areas())::text[])') from unnest(array['payroll_threshold', 'payroll_budget', 'payroll_takeover', 'payroll_payer']) t;
select ansinh_access.protect(t, 'commune = any ((select ansinh_access.areas())::text[]) or province = any ((select ansinh_access.areas())::text[])')
from unnest(array['case_file', 'case_posting', 'worklist_answer', 'satisfaction_token', 'satisfaction_answer', 'retention_item']) t;
select ansinh_access.protect(t, 'exists (select 1 from case_file f where f.case_id = ' || t || '.case_id)') from unnest(array['case_event', 'case_document', 'duplicate_verdict']) t;
select ansinh_access.protect('record_view', 'exists (select 1 from membership m where m.bucket = record_view.bucket and m.person_id = record_view.person_id)');

do $$
declare
    tab text;
begin
    for tab in select c.relname from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and (c.relname like 'web\_%' or c.relname = 'follow_miss') loop
        execute format('revoke all on %I from ansinh_reader, ansinh_auditor', tab);
        execute format('grant select, insert, update, delete on %I to ansinh_application', tab);
    end loop;
end $$;
