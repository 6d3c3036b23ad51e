-- What was done about a receivable beside its money: asked back from the bank, agreed in instalments, proposed to be written off. Money itself stands in payroll_receivable_event.
create table payroll_receivable_action (
    receivable_id text    not null,
    sequence      bigint not null,
    kind          text    not null check (kind in ('recall', 'recall_refused', 'plan', 'write_off_proposed', 'write_off_refused', 'write_off_confirmed')),
    amount        bigint not null check (amount >= 0),
    months        bigint not null check (months >= 0),
    first_month   text    not null,
    payment       text    not null,
    reason        text    not null,
    actor         text    not null,
    recorded_on   text    not null,
    known         bigint not null references knowledge (number) deferrable initially deferred,
    primary key (receivable_id, sequence)
);

create trigger payroll_receivable_action_never_changes before update on payroll_receivable_action
for each statement execute function ansinh_append_only('what was done about a receivable is append-only');

create trigger payroll_receivable_event_never_changes before update on payroll_receivable_event
for each statement execute function ansinh_append_only('what became of a receivable is append-only');

-- Who receives in a person's stead on some days: a guardian, somebody authorised, an heir. The last record that holds on a day counts; an empty payee ends it.
create table payroll_payee (
    bucket     bigint not null,
    person_id  text    not null,
    payee_id   text    not null,
    role       text    not null check (role in ('guardian', 'authorised', 'heir', 'none')),
    evidence   text    not null check (evidence <> ''),
    valid_from text    not null,
    valid_to   text    not null,
    actor      text    not null,
    known      bigint not null references knowledge (number) deferrable initially deferred,
    primary key (bucket, person_id, known)
);

create trigger payroll_payee_never_changes before update on payroll_payee
for each statement execute function ansinh_append_only('payees are append-only');
