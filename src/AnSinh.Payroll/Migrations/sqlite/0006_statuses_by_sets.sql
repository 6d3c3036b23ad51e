-- A bank may answer for millions of payments at once. What a payment pays is kept with bucket and benefit, so that postings are summed without looking every line up.
alter table payroll_payment_item add column bucket integer not null default -1;
alter table payroll_payment_item add column benefit text not null default '';
update payroll_payment_item set bucket = l.bucket, benefit = l.benefit from payroll_line l where l.line_id = payroll_payment_item.line_id;

-- How far a large file of a bank is taken in, block by block. Sent again after an interruption it goes on from there.
create table payroll_bank_report_part (
    message    text    not null,
    message_id text    not null,
    digest     text    not null,
    statements integer not null check (statements > 0),
    known      integer not null references knowledge (number),
    primary key (message, message_id, statements)
) strict, without rowid;

create trigger payroll_bank_report_part_never_changes before update on payroll_bank_report_part
begin select raise(abort, 'what was taken in of a report is append-only'); end;

create trigger payroll_bank_report_part_never_goes before delete on payroll_bank_report_part
begin select raise(abort, 'what was taken in of a report is append-only'); end;
