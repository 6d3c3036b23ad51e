-- What may go, and when. Content of a case, its papers and the record of who looked go with a person's or a case's key that was destroyed before, or by an erasure that two people decided in this very transaction;
-- answers to work lists and verdicts on pairs with the key of their person; what a review asked and wrote down when nobody is left in the household. Otherwise they stay, whatever the program forgets.
-- The functions ask as the tables' owner: what a session may see changes nothing of what may go. A row's xmin is the transaction that wrote it.
create function ansinh_erasure_decided(of text, variadic classes text[]) returns boolean language sql stable security definer set search_path from current as $$
    select exists (
        select 1 from retention_item i join retention_proposal p on p.proposal_id = i.proposal_id join retention_decision d on d.proposal_id = p.proposal_id
        where i.subject = of and p.class = any (classes) and d.outcome = 'erased' and d.xmin = pg_current_xact_id()::xid)
$$;

create function ansinh_key_destroyed(variadic subjects text[]) returns boolean language sql stable security definer set search_path from current as $$
    select exists (select 1 from data_key k where k.subject = any (subjects) and k.destroyed_at is not null)
$$;

create function ansinh_case_key_destroyed(of text) returns boolean language sql stable security definer set search_path from current as $$
    select exists (select 1 from case_file f join data_key k on k.subject = f.key_subject and k.destroyed_at is not null where f.case_id = of)
$$;

create function ansinh_nobody_left(of text) returns boolean language sql stable security definer set search_path from current as $$
    select not exists (select 1 from membership m where m.household_id = of)
$$;

create function ansinh_case_event_guard() returns trigger language plpgsql as $$
begin
    if length(new.payload) > 0 or not (ansinh_case_key_destroyed(old.case_id) or ansinh_erasure_decided(old.case_id, 'cases', 'grievances')) then
        raise exception 'what was said in a case goes only with erasure';
    end if;
    return new;
end $$;

create function ansinh_case_document_guard() returns trigger language plpgsql as $$
begin
    if not (ansinh_case_key_destroyed(old.case_id) or ansinh_erasure_decided(old.case_id, 'documents', 'cases', 'grievances')) then
        raise exception 'papers of a case go only with erasure';
    end if;
    return old;
end $$;

create function ansinh_record_view_guard() returns trigger language plpgsql security definer set search_path from current as $$
begin
    if not ansinh_key_destroyed(old.person_id) and not exists (
        select 1 from retention_decision d join retention_proposal p on p.proposal_id = d.proposal_id and p.class = 'views' join retention_item i on i.proposal_id = p.proposal_id
        where d.outcome = 'erased' and d.xmin = pg_current_xact_id()::xid and right(i.subject, 10) >= (select k.recorded_on from knowledge k where k.number = old.known)) then
        raise exception 'the record of who looked goes only with erasure';
    end if;
    return old;
end $$;

create function ansinh_worklist_answer_guard() returns trigger language plpgsql as $$
begin
    if not ansinh_key_destroyed(old.person_id) then
        raise exception 'rows about a person go only with erasure';
    end if;
    return old;
end $$;

create function ansinh_duplicate_verdict_guard() returns trigger language plpgsql as $$
begin
    if not ansinh_key_destroyed(old.first_id, old.second_id) then
        raise exception 'rows about a person go only with erasure';
    end if;
    return old;
end $$;

create function ansinh_review_guard() returns trigger language plpgsql as $$
begin
    if not ansinh_nobody_left(old.household_id) or (tg_op = 'UPDATE' and to_jsonb(new) ->> tg_argv[0] <> '') then
        raise exception 'what a review wrote down goes only when nobody is left in the household';
    end if;
    return case tg_op when 'UPDATE' then new else old end;
end $$;

create trigger case_event_empties_with_erasure before update of payload on case_event for each row execute function ansinh_case_event_guard();
create trigger case_document_goes_with_erasure before delete on case_document for each row execute function ansinh_case_document_guard();
create trigger record_view_goes_with_erasure before delete on record_view for each row execute function ansinh_record_view_guard();
create trigger worklist_answer_goes_with_erasure before delete on worklist_answer for each row execute function ansinh_worklist_answer_guard();
create trigger duplicate_verdict_goes_with_erasure before delete on duplicate_verdict for each row execute function ansinh_duplicate_verdict_guard();
create trigger review_answer_goes_last before delete on review_answer for each row execute function ansinh_review_guard();
create trigger review_objection_from_whom_goes_last before update of from_whom on review_objection for each row execute function ansinh_review_guard('from_whom');
create trigger review_objection_reason_goes_last before update of reason on review_objection for each row execute function ansinh_review_guard('reason');
create trigger review_assessment_note_goes_last before update of note on review_assessment for each row execute function ansinh_review_guard('note');
create trigger review_household_note_goes_last before update of note on review_household for each row execute function ansinh_review_guard('note');
create trigger review_request_note_goes_last before update of note on review_request for each row execute function ansinh_review_guard('note');
create trigger review_proposal_because_goes_last before update of because on review_proposal for each row execute function ansinh_review_guard('because');
create trigger review_proposal_missing_goes_last before update of missing on review_proposal for each row execute function ansinh_review_guard('missing');
