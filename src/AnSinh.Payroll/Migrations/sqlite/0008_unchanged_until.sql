-- How explanations are hashed. 1: with month and cut-off; 2: without them, so that an answer that stays the same keeps its digest.
alter table payroll_run add column form integer not null default 1;

-- Until which month the law gives the same answer for the household of the line as long as its facts stay as they are (empty: nothing is promised). Not part of the content of a run: it only says who need not be decided again.
alter table payroll_line add column unchanged_until text not null default '';

create trigger payroll_line_promise_never_changes before update of unchanged_until on payroll_line
begin select raise(abort, 'lines never change'); end;
