-- What may go, and when. Content of a case, its papers and the record of who looked go with a person's or a case's key that was destroyed before, or by an erasure that two people decided in this very transaction;
-- answers to work lists and verdicts on pairs with the key of their person; what a review asked and wrote down when nobody is left in the household. Otherwise they stay, whatever the program forgets.

create trigger case_event_empties_with_erasure before update of payload on case_event when length(new.payload) > 0 or not (
    exists (select 1 from case_file f join data_key k on k.subject = f.key_subject and k.destroyed_at is not null where f.case_id = old.case_id)
    or exists (
        select 1 from retention_item i join retention_proposal p on p.proposal_id = i.proposal_id join retention_decision d on d.proposal_id = p.proposal_id
        where i.subject = old.case_id and p.class in ('cases', 'grievances') and d.outcome = 'erased' and d.known = (select max(number) from knowledge)))
begin select raise(abort, 'what was said in a case goes only with erasure'); end;

create trigger case_document_goes_with_erasure before delete on case_document when not (
    exists (select 1 from case_file f join data_key k on k.subject = f.key_subject and k.destroyed_at is not null where f.case_id = old.case_id)
    or exists (
        select 1 from retention_item i join retention_proposal p on p.proposal_id = i.proposal_id join retention_decision d on d.proposal_id = p.proposal_id
        where i.subject = old.case_id and p.class in ('documents', 'cases', 'grievances') and d.outcome = 'erased' and d.known = (select max(number) from knowledge)))
begin select raise(abort, 'papers of a case go only with erasure'); end;

create trigger record_view_goes_with_erasure before delete on record_view when not (
    exists (select 1 from data_key k where k.bucket = old.bucket and k.subject = old.person_id and k.destroyed_at is not null)
    or exists (
        select 1 from retention_decision d join retention_proposal p on p.proposal_id = d.proposal_id and p.class = 'views' join retention_item i on i.proposal_id = p.proposal_id
        where d.outcome = 'erased' and d.known = (select max(number) from knowledge) and substr(i.subject, -10) >= (select k.recorded_on from knowledge k where k.number = old.known)))
begin select raise(abort, 'the record of who looked goes only with erasure'); end;

create trigger worklist_answer_goes_with_erasure before delete on worklist_answer when not exists (select 1 from data_key k where k.subject = old.person_id and k.destroyed_at is not null)
begin select raise(abort, 'rows about a person go only with erasure'); end;

create trigger duplicate_verdict_goes_with_erasure before delete on duplicate_verdict when not exists (select 1 from data_key k where k.subject in (old.first_id, old.second_id) and k.destroyed_at is not null)
begin select raise(abort, 'rows about a person go only with erasure'); end;

create trigger review_answer_goes_last before delete on review_answer when exists (select 1 from membership m where m.household_id = old.household_id)
begin select raise(abort, 'what a review wrote down goes only when nobody is left in the household'); end;

create trigger review_objection_from_whom_goes_last before update of from_whom on review_objection when new.from_whom <> '' or exists (select 1 from membership m where m.household_id = old.household_id)
begin select raise(abort, 'what a review wrote down goes only when nobody is left in the household'); end;

create trigger review_objection_reason_goes_last before update of reason on review_objection when new.reason <> '' or exists (select 1 from membership m where m.household_id = old.household_id)
begin select raise(abort, 'what a review wrote down goes only when nobody is left in the household'); end;

create trigger review_assessment_note_goes_last before update of note on review_assessment when new.note <> '' or exists (select 1 from membership m where m.household_id = old.household_id)
begin select raise(abort, 'what a review wrote down goes only when nobody is left in the household'); end;

create trigger review_household_note_goes_last before update of note on review_household when new.note <> '' or exists (select 1 from membership m where m.household_id = old.household_id)
begin select raise(abort, 'what a review wrote down goes only when nobody is left in the household'); end;

create trigger review_request_note_goes_last before update of note on review_request when new.note <> '' or exists (select 1 from membership m where m.household_id = old.household_id)
begin select raise(abort, 'what a review wrote down goes only when nobody is left in the household'); end;

create trigger review_proposal_because_goes_last before update of because on review_proposal when new.because <> '' or exists (select 1 from membership m where m.household_id = old.household_id)
begin select raise(abort, 'what a review wrote down goes only when nobody is left in the household'); end;

create trigger review_proposal_missing_goes_last before update of missing on review_proposal when new.missing <> '' or exists (select 1 from membership m where m.household_id = old.household_id)
begin select raise(abort, 'what a review wrote down goes only when nobody is left in the household'); end;
