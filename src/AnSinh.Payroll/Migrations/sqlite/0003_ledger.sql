-- The month of the ledger into which a step is posted: that of its day, or the first one after it that is not closed.
drop trigger payroll_step_never_changes;
alter table payroll_step add column ledger_month text not null default '';
update payroll_step set ledger_month = (select substr(k.recorded_on, 1, 7) from knowledge k where k.number = payroll_step.known);
create trigger payroll_step_never_changes before update on payroll_step
begin select raise(abort, 'steps of a run are append-only'); end;

-- Months of the ledger that are closed, by area, with the balances they closed with.
create table payroll_ledger_month (
    area  text    not null,
    month text    not null,
    actor text    not null,
    known integer not null references knowledge (number),
    primary key (area, month)
) strict, without rowid;

create table payroll_ledger_balance (
    area    text    not null,
    month   text    not null,
    account text    not null,
    benefit text    not null,
    fund    text    not null,
    opening integer not null,
    debit   integer not null check (debit >= 0),
    credit  integer not null check (credit >= 0),
    closing integer not null,
    primary key (area, month, account, benefit, fund),
    check (opening + debit - credit = closing)
) strict, without rowid;

create trigger payroll_step_in_open_month before insert on payroll_step
when exists (select 1 from payroll_ledger_month m join payroll_run r on r.area = m.area where r.run_id = new.run_id and m.month >= new.ledger_month)
begin select raise(abort, 'the month of the ledger is closed'); end;

create trigger payroll_ledger_month_never_changes before update on payroll_ledger_month
begin select raise(abort, 'a closed month stays closed'); end;

create trigger payroll_ledger_month_never_goes before delete on payroll_ledger_month
begin select raise(abort, 'a closed month stays closed'); end;

create trigger payroll_ledger_balance_never_changes before update on payroll_ledger_balance
begin select raise(abort, 'balances of a closed month never change'); end;

-- Postings are kept by bucket too: each bucket of a step adds up to zero by itself. -1: posted before buckets were kept apart.
drop trigger payroll_posting_never_changes;
drop trigger payroll_posting_never_goes;
create table payroll_posting_by_bucket (
    run_id  text    not null references payroll_run (run_id),
    step    integer not null,
    bucket  integer not null,
    account text    not null,
    benefit text    not null,
    fund    text    not null,
    amount  integer not null,
    primary key (run_id, step, bucket, account, benefit, fund)
) strict, without rowid;
insert into payroll_posting_by_bucket (run_id, step, bucket, account, benefit, fund, amount) select run_id, step, -1, account, benefit, fund, amount from payroll_posting;
drop table payroll_posting;
alter table payroll_posting_by_bucket rename to payroll_posting;
create trigger payroll_posting_never_changes before update on payroll_posting
begin select raise(abort, 'the ledger is append-only'); end;
create trigger payroll_posting_never_goes before delete on payroll_posting
begin select raise(abort, 'the ledger is append-only'); end;

-- Statements of the paying accounts (camt.053), and their booked entries; a debit is negative. payment_id is empty where the entry is other business.
create table payroll_statement (
    account      text    not null,
    statement_id text    not null,
    message_id   text    not null,
    day_from     text    not null,
    day_to       text    not null,
    opening      integer not null,
    closing      integer not null,
    entries      integer not null,
    digest       text    not null,
    known        integer not null references knowledge (number),
    primary key (account, statement_id)
) strict, without rowid;

create table payroll_statement_entry (
    account      text    not null,
    statement_id text    not null,
    item         integer not null,
    booked       text    not null,
    amount       integer not null,
    payment_id   text    not null,
    reference    text    not null,
    primary key (account, statement_id, item),
    foreign key (account, statement_id) references payroll_statement (account, statement_id)
) strict, without rowid;

create index payroll_statement_entry_by_payment on payroll_statement_entry (payment_id);

create trigger payroll_statement_never_changes before update on payroll_statement
begin select raise(abort, 'statements are append-only'); end;

create trigger payroll_statement_entry_never_changes before update on payroll_statement_entry
begin select raise(abort, 'statements are append-only'); end;

create trigger payroll_statement_entry_never_goes before delete on payroll_statement_entry
begin select raise(abort, 'statements are append-only'); end;
