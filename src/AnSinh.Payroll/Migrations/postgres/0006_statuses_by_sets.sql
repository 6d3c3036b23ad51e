-- A bank may answer for millions of payments at once. What a payment pays is kept with bucket and benefit, so that postings are summed without looking every line up.
alter table payroll_payment_item add column bucket smallint not null default -1;
alter table payroll_payment_item add column benefit text not null default '';
update payroll_payment_item set bucket = l.bucket, benefit = l.benefit from payroll_line l where l.line_id = payroll_payment_item.line_id;
alter table payroll_payment_item alter column bucket drop default;
alter table payroll_payment_item alter column benefit drop default;

-- Rows that come by the million hold no foreign keys, as those of the lines: a check for every row costs more than the row. payroll verify asks once over all of them.
alter table payroll_payment drop constraint payroll_payment_run_id_fkey;
alter table payroll_payment drop constraint payroll_payment_known_fkey;
alter table payroll_payment_item drop constraint payroll_payment_item_payment_id_fkey;
alter table payroll_payment_event drop constraint payroll_payment_event_payment_id_fkey;
alter table payroll_payment_event drop constraint payroll_payment_event_known_fkey;
alter table payroll_statement_entry drop constraint payroll_statement_entry_account_statement_id_fkey;

-- Every payment changes its state once or twice: room beside it, so that no index has to follow.
alter table payroll_payment set (fillfactor = 50);

-- How far a large file of a bank is taken in, block by block. Sent again after an interruption it goes on from there.
create table payroll_bank_report_part (
    message    text   not null,
    message_id text   not null,
    digest     text   not null,
    statements bigint not null check (statements > 0),
    known      bigint not null references knowledge (number) deferrable initially deferred,
    primary key (message, message_id, statements)
);

create trigger payroll_bank_report_part_never_changes before update or delete or truncate on payroll_bank_report_part
for each statement execute function ansinh_append_only('what was taken in of a report is append-only');
