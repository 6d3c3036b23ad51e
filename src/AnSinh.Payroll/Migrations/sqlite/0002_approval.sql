-- Thresholds that ask for a second approver: set by the area itself, with who set them and why; no value lifts one. They are not law.
create table payroll_threshold (
    area   text    not null,
    kind   text    not null check (kind in ('amount', 'rise')),
    value  integer check (value >= 0),
    reason text    not null,
    actor  text    not null,
    known  integer not null references knowledge (number),
    primary key (area, kind, known)
) strict, without rowid;

-- What a source of funds may bear in an area from one month to another, by a decision. Decisions for the same fund and months add up.
create table payroll_budget (
    area       text    not null,
    fund       text    not null,
    month_from text    not null,
    month_to   text    not null,
    decision   text    not null,
    amount     integer not null check (amount <> 0),
    actor      text    not null,
    known      integer not null references knowledge (number),
    primary key (area, fund, month_from, month_to, decision)
) strict, without rowid;

-- From last month to this one: how many and how much, by step. Part of the frozen content.
create table payroll_bridge (
    run_id text    not null references payroll_run (run_id),
    step   text    not null,
    items  integer not null,
    amount integer not null,
    primary key (run_id, step)
) strict, without rowid;

create trigger payroll_bridge_frozen before insert on payroll_bridge
when (select state from payroll_run where run_id = new.run_id) not in ('draft')
begin select raise(abort, 'the run is frozen'); end;

create trigger payroll_bridge_never_changes before update on payroll_bridge
begin select raise(abort, 'the bridge never changes'); end;

create trigger payroll_threshold_never_changes before update on payroll_threshold
begin select raise(abort, 'thresholds are append-only'); end;

create trigger payroll_budget_never_changes before update on payroll_budget
begin select raise(abort, 'budgets are append-only'); end;

-- Each approver accepts what is weakly attested, so that the one who signs second has seen it too.
create table payroll_accepted (
    run_id    text    not null references payroll_run (run_id),
    parameter text    not null,
    actor     text    not null,
    known     integer not null references knowledge (number),
    grade     text    not null,
    primary key (run_id, parameter, actor, known)
) strict, without rowid;

insert into payroll_accepted (run_id, parameter, actor, known, grade) select run_id, parameter, actor, known, grade from payroll_acceptance;
drop table payroll_acceptance;
alter table payroll_accepted rename to payroll_acceptance;
