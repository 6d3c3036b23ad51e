-- Amounts are whole đồng. Months are yyyy-MM, days yyyy-MM-dd. known is the number of the commit that wrote the row. Rows are appended; the columns that
-- may change are payroll_run.state, payroll_line.live (a cancelled run lets go of its months) and payroll_payment.state.

create table payroll_run (
    run_id          text   not null primary key,
    area            text   not null,
    month           text   not null,
    cut_off         text   not null,
    law_pack        text   not null,
    registry_number bigint not null,
    books_number    bigint not null,
    previous_run    text   references payroll_run (run_id) deferrable initially deferred,
    attempt         bigint not null,
    digest          text   not null,
    state           text   not null check (state in ('draft', 'checked', 'approved', 'ordered', 'settled', 'closed', 'cancelled')),
    known           bigint not null references knowledge (number) deferrable initially deferred
);

create unique index payroll_run_one_a_month on payroll_run (area, month) where state <> 'cancelled';

-- What was done with a run: who, when, why. digest is that of the run's content at that moment.
create table payroll_step (
    run_id      text   not null references payroll_run (run_id) deferrable initially deferred,
    sequence    bigint not null,
    step        text   not null,
    actor       text   not null,
    recorded_at text   not null,
    reason      text   not null,
    digest      text   not null,
    known       bigint not null references knowledge (number) deferrable initially deferred,
    primary key (run_id, sequence)
);

create table payroll_line (
    bucket      smallint not null,
    line_id     text     not null,
    run_id      text     not null,
    person_id   text     not null,
    award_id    text     not null,
    benefit     text     not null,
    family      text     not null,
    month       text     not null,
    kind        text     not null check (kind in ('regular', 'arrears')),
    sequence    bigint   not null,
    amount      bigint   not null check (amount > 0),
    due         bigint   not null,
    parts       text     not null,
    payee       text     not null,
    payee_role  text     not null,
    grade       text     not null,
    calculation text     not null,
    refs        text     not null,
    parameters  text     not null,
    explanation text     not null,
    reason      text     not null,
    live        bigint   not null default 1,
    primary key (bucket, line_id)
) partition by range (bucket);

select ansinh_bucket_partitions('payroll_line');

create index payroll_line_by_run on payroll_line (run_id);
create index payroll_line_by_id on payroll_line (line_id);
create index payroll_line_by_person on payroll_line (bucket, person_id, month);

-- The guard: a month of an award, and a month of a person's benefit, is paid once as a regular line, whoever pays and however often a run is started.
create unique index payroll_line_once_an_award on payroll_line (bucket, award_id, month) where kind = 'regular' and live = 1;
create unique index payroll_line_once_a_person on payroll_line (bucket, person_id, benefit, month) where kind = 'regular' and live = 1;

create table payroll_receivable (
    bucket        smallint not null,
    receivable_id text     not null,
    run_id        text     not null,
    person_id     text     not null,
    award_id      text     not null,
    benefit       text     not null,
    family        text     not null,
    month         text     not null,
    amount        bigint   not null check (amount > 0),
    parts         text     not null,
    debtor        text     not null,
    reason        text     not null,
    primary key (bucket, receivable_id)
) partition by range (bucket);

select ansinh_bucket_partitions('payroll_receivable');

create index payroll_receivable_by_run on payroll_receivable (run_id);
create index payroll_receivable_by_person on payroll_receivable (bucket, person_id, month);

-- The life of a receivable: recovered (money came back), cancelled (due after all), written_off (by decision). With a run_id it counts while that run does.
create table payroll_receivable_event (
    receivable_id text   not null,
    sequence      bigint not null,
    kind          text   not null check (kind in ('recovered', 'cancelled', 'written_off')),
    parts         text   not null,
    run_id        text   references payroll_run (run_id) deferrable initially deferred,
    payment       text   not null,
    reason        text   not null,
    actor         text   not null,
    recorded_on   text   not null,
    known         bigint not null references knowledge (number) deferrable initially deferred,
    primary key (receivable_id, sequence)
);

create table payroll_reclassification (
    reclassification_id text     not null primary key,
    run_id              text     not null references payroll_run (run_id) deferrable initially deferred,
    bucket              smallint not null,
    person_id           text     not null,
    award_id            text     not null,
    month               text     not null,
    from_benefit        text     not null,
    from_fund           text     not null,
    to_benefit          text     not null,
    to_fund             text     not null,
    family              text     not null,
    amount              bigint   not null check (amount > 0)
);

create index payroll_reclassification_by_person on payroll_reclassification (bucket, person_id, month);

-- Awards that were in force in the run's month or a recomputed one, and not paid: refused, missing a fact, stopped, suspended.
create table payroll_unpaid (
    run_id    text     not null,
    bucket    smallint not null,
    person_id text     not null,
    award_id  text     not null,
    benefit   text     not null,
    month     text     not null,
    why       text     not null check (why in ('refused', 'missing', 'stopped', 'suspended', 'overlap')),
    detail    text     not null,
    primary key (run_id, bucket, award_id, month)
) partition by range (bucket);

select ansinh_bucket_partitions('payroll_unpaid');

-- Payments that came back and are sent again with this run; recovered is the part kept because the person owed it.
create table payroll_carried (
    run_id    text   not null references payroll_run (run_id) deferrable initially deferred,
    payment   text   not null,
    payee     text   not null,
    amount    bigint not null check (amount >= 0),
    recovered bigint not null check (recovered >= 0),
    primary key (run_id, payment)
);

create table payroll_carried_item (
    run_id  text not null references payroll_run (run_id) deferrable initially deferred,
    payment text not null,
    line_id text not null,
    parts   text not null,
    primary key (run_id, payment, line_id)
);

create table payroll_payment (
    payment_id text   not null primary key,
    run_id     text   not null references payroll_run (run_id) deferrable initially deferred,
    payee      text   not null,
    channel    text   not null check (channel in ('bank', 'cash')),
    bank       text   not null,
    message_id text   not null,
    amount     bigint not null check (amount > 0),
    state      text   not null check (state in ('ordered', 'accepted', 'settled', 'rejected', 'returned')),
    known      bigint not null references knowledge (number) deferrable initially deferred
);

create index payroll_payment_by_run on payroll_payment (run_id);
create index payroll_payment_by_message on payroll_payment (message_id);

-- The lines a payment pays: of its own run, or of an earlier one whose payment came back.
create table payroll_payment_item (
    payment_id text not null references payroll_payment (payment_id) deferrable initially deferred,
    line_id    text not null,
    parts      text not null,
    primary key (payment_id, line_id)
);

create table payroll_message (
    message_id   text   not null primary key,
    run_id       text   not null references payroll_run (run_id) deferrable initially deferred,
    bank         text   not null,
    file_name    text   not null,
    transactions bigint not null,
    amount       bigint not null,
    digest       text   not null
);

-- Every file of a bank that was taken in. The same bytes again change nothing; other bytes under the same number are refused.
create table payroll_bank_report (
    message    text   not null,
    message_id text   not null,
    digest     text   not null,
    file_name  text   not null,
    statements bigint not null,
    known      bigint not null references knowledge (number) deferrable initially deferred,
    primary key (message, message_id)
);

create table payroll_payment_event (
    payment_id text   not null references payroll_payment (payment_id) deferrable initially deferred,
    sequence   bigint not null,
    outcome    text   not null,
    source     text   not null,
    reason     text   not null,
    text       text   not null,
    known      bigint not null references knowledge (number) deferrable initially deferred,
    primary key (payment_id, sequence)
);

-- The ledger: postings of a run's step by benefit and fund; debits are positive, credits negative, and each step's postings add up to zero.
create table payroll_posting (
    run_id  text   not null references payroll_run (run_id) deferrable initially deferred,
    step    bigint not null,
    account text   not null,
    benefit text   not null,
    fund    text   not null,
    amount  bigint not null,
    primary key (run_id, step, account, benefit, fund)
);

create table payroll_acceptance (
    run_id    text   not null references payroll_run (run_id) deferrable initially deferred,
    parameter text   not null,
    grade     text   not null,
    actor     text   not null,
    known     bigint not null references knowledge (number) deferrable initially deferred,
    primary key (run_id, parameter)
);

-- The first month for which the area answers for a benefit ('*': all others).
create table payroll_takeover (
    area    text   not null,
    benefit text   not null,
    month   text   not null,
    known   bigint not null references knowledge (number) deferrable initially deferred,
    primary key (area, benefit)
);

-- What others paid before the takeover: a month's amount on each month of an interval.
create table payroll_paid_before (
    bucket     smallint not null,
    person_id  text     not null,
    benefit    text     not null,
    month_from text     not null,
    month_to   text     not null,
    fund       text     not null,
    amount     bigint   not null check (amount >= 0),
    known      bigint   not null,
    primary key (bucket, person_id, benefit, month_from, fund)
) partition by range (bucket);

select ansinh_bucket_partitions('payroll_paid_before');

create table payroll_payer (
    area    text   not null,
    name    text   not null,
    account text   not null,
    bank    text   not null,
    known   bigint not null references knowledge (number) deferrable initially deferred,
    primary key (area, known)
);

-- Frozen is frozen: nothing is added to or changed in the content of a run that was approved.

create trigger payroll_step_never_changes before update or delete or truncate on payroll_step
for each statement execute function ansinh_append_only('steps of a run are append-only');

create trigger payroll_posting_never_changes before update or delete or truncate on payroll_posting
for each statement execute function ansinh_append_only('the ledger is append-only');

-- Frozen is frozen: nothing is added to or changed in the content of a run that was approved. Asked once a statement, over all its rows; rows are copied into the
-- partitions directly, so the question stands at each of them and at the whole.
create function payroll_line_frozen() returns trigger language plpgsql security definer set search_path from current as $$
begin
    if exists (select 1 from (select distinct run_id from added) a left join payroll_run r on r.run_id = a.run_id where r.state is distinct from 'draft') then
        raise exception 'the run is frozen';
    end if;
    return null;
end $$;

create function payroll_line_let_go() returns trigger language plpgsql security definer set search_path from current as $$
begin
    if exists (select 1 from (select distinct run_id from changed) a left join payroll_run r on r.run_id = a.run_id where r.state is distinct from 'cancelled') then
        raise exception 'the run is frozen';
    end if;
    return null;
end $$;

create trigger payroll_line_let_go after update on payroll_line
referencing new table as changed for each statement execute function payroll_line_let_go();

create trigger payroll_line_never_changes before update of
    bucket, line_id, run_id, person_id, award_id, benefit, family, month, kind, sequence, amount, due, parts, payee, payee_role, grade, calculation, refs, parameters, explanation, reason
    on payroll_line
for each statement execute function ansinh_append_only('lines never change');

create trigger payroll_line_never_goes before delete or truncate on payroll_line
for each statement execute function ansinh_append_only('lines never go');

create trigger payroll_line_frozen after insert on payroll_line referencing new table as added for each statement execute function payroll_line_frozen();

do $$
begin
    for part in 0..15 loop
        execute format(
            'create trigger payroll_line_frozen after insert on payroll_line_p%s referencing new table as added for each statement execute function payroll_line_frozen()',
            lpad(part::text, 2, '0'));
    end loop;
end $$;
