-- Thresholds that ask for a second approver: set by the area itself, with who set them and why; no value lifts one. They are not law.
create table payroll_threshold (
    area   text   not null,
    kind   text   not null check (kind in ('amount', 'rise')),
    value  bigint check (value >= 0),
    reason text   not null,
    actor  text   not null,
    known  bigint not null references knowledge (number) deferrable initially deferred,
    primary key (area, kind, known)
);

-- What a source of funds may bear in an area from one month to another, by a decision. Decisions for the same fund and months add up.
create table payroll_budget (
    area       text   not null,
    fund       text   not null,
    month_from text   not null,
    month_to   text   not null,
    decision   text   not null,
    amount     bigint not null check (amount <> 0),
    actor      text   not null,
    known      bigint not null references knowledge (number) deferrable initially deferred,
    primary key (area, fund, month_from, month_to, decision)
);

-- From last month to this one: how many and how much, by step. Part of the frozen content.
create table payroll_bridge (
    run_id text   not null references payroll_run (run_id) deferrable initially deferred,
    step   text   not null,
    items  bigint not null,
    amount bigint not null,
    primary key (run_id, step)
);

create trigger payroll_bridge_frozen after insert on payroll_bridge
referencing new table as added for each statement execute function payroll_line_frozen();

create trigger payroll_bridge_never_changes before update on payroll_bridge
for each statement execute function ansinh_append_only('the bridge never changes');

create trigger payroll_threshold_never_changes before update on payroll_threshold
for each statement execute function ansinh_append_only('thresholds are append-only');

create trigger payroll_budget_never_changes before update on payroll_budget
for each statement execute function ansinh_append_only('budgets are append-only');

-- Each approver accepts what is weakly attested, so that the one who signs second has seen it too.
alter table payroll_acceptance drop constraint payroll_acceptance_pkey;
alter table payroll_acceptance add primary key (run_id, parameter, actor, known);
