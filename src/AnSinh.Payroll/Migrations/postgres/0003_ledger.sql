-- The month of the ledger into which a step is posted: that of its day, or the first one after it that is not closed.
alter table payroll_step disable trigger payroll_step_never_changes;
alter table payroll_step add column ledger_month text not null default '';
update payroll_step set ledger_month = (select substr(k.recorded_on, 1, 7) from knowledge k where k.number = payroll_step.known);
alter table payroll_step enable trigger payroll_step_never_changes;

-- Months of the ledger that are closed, by area, with the balances they closed with.
create table payroll_ledger_month (
    area  text   not null,
    month text   not null,
    actor text   not null,
    known bigint not null references knowledge (number) deferrable initially deferred,
    primary key (area, month)
);

create table payroll_ledger_balance (
    area    text   not null,
    month   text   not null,
    account text   not null,
    benefit text   not null,
    fund    text   not null,
    opening bigint not null,
    debit   bigint not null check (debit >= 0),
    credit  bigint not null check (credit >= 0),
    closing bigint not null,
    primary key (area, month, account, benefit, fund),
    check (opening + debit - credit = closing)
);

create function payroll_step_in_open_month() returns trigger language plpgsql security definer set search_path from current as $$
begin
    if exists (select 1 from payroll_ledger_month m join payroll_run r on r.area = m.area where r.run_id = new.run_id and m.month >= new.ledger_month) then
        raise exception 'the month of the ledger is closed';
    end if;
    return new;
end $$;

create trigger payroll_step_in_open_month before insert on payroll_step for each row execute function payroll_step_in_open_month();

create trigger payroll_ledger_month_never_changes before update or delete or truncate on payroll_ledger_month
for each statement execute function ansinh_append_only('a closed month stays closed');

create trigger payroll_ledger_balance_never_changes before update on payroll_ledger_balance
for each statement execute function ansinh_append_only('balances of a closed month never change');

-- Postings are kept by bucket too: each bucket of a step adds up to zero by itself. -1: posted before buckets were kept apart.
alter table payroll_posting add column bucket bigint not null default -1;
alter table payroll_posting alter column bucket drop default;
alter table payroll_posting drop constraint payroll_posting_pkey;
alter table payroll_posting add primary key (run_id, step, bucket, account, benefit, fund);

-- Statements of the paying accounts (camt.053), and their booked entries; a debit is negative. payment_id is empty where the entry is other business.
create table payroll_statement (
    account      text   not null,
    statement_id text   not null,
    message_id   text   not null,
    day_from     text   not null,
    day_to       text   not null,
    opening      bigint not null,
    closing      bigint not null,
    entries      bigint not null,
    digest       text   not null,
    known        bigint not null references knowledge (number) deferrable initially deferred,
    primary key (account, statement_id)
);

create table payroll_statement_entry (
    account      text   not null,
    statement_id text   not null,
    item         bigint not null,
    booked       text   not null,
    amount       bigint not null,
    payment_id   text   not null,
    reference    text   not null,
    primary key (account, statement_id, item),
    foreign key (account, statement_id) references payroll_statement (account, statement_id) deferrable initially deferred
);

create index payroll_statement_entry_by_payment on payroll_statement_entry (payment_id);

create trigger payroll_statement_never_changes before update on payroll_statement
for each statement execute function ansinh_append_only('statements are append-only');

create trigger payroll_statement_entry_never_changes before update or delete or truncate on payroll_statement_entry
for each statement execute function ansinh_append_only('statements are append-only');
