-- What was done about a receivable beside its money: asked back from the bank, agreed in instalments, proposed to be written off. Money itself stands in payroll_receivable_event.
create table payroll_receivable_action (
    receivable_id text    not null,
    sequence      integer not null,
    kind          text    not null check (kind in ('recall', 'recall_refused', 'plan', 'write_off_proposed', 'write_off_refused', 'write_off_confirmed')),
    amount        integer not null check (amount >= 0),
    months        integer not null check (months >= 0),
    first_month   text    not null,
    payment       text    not null,
    reason        text    not null,
    actor         text    not null,
    recorded_on   text    not null,
    known         integer not null references knowledge (number),
    primary key (receivable_id, sequence)
) strict, without rowid;

create trigger payroll_receivable_action_never_changes before update on payroll_receivable_action
begin select raise(abort, 'what was done about a receivable is append-only'); end;

create trigger payroll_receivable_event_never_changes before update on payroll_receivable_event
begin select raise(abort, 'what became of a receivable is append-only'); end;

-- Who receives in a person's stead on some days: a guardian, somebody authorised, an heir. The last record that holds on a day counts; an empty payee ends it.
create table payroll_payee (
    bucket     integer not null,
    person_id  text    not null,
    payee_id   text    not null,
    role       text    not null check (role in ('guardian', 'authorised', 'heir', 'none')),
    evidence   text    not null check (evidence <> ''),
    valid_from text    not null,
    valid_to   text    not null,
    actor      text    not null,
    known      integer not null references knowledge (number),
    primary key (bucket, person_id, known)
) strict, without rowid;

create trigger payroll_payee_never_changes before update on payroll_payee
begin select raise(abort, 'payees are append-only'); end;
