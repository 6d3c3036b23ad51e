-- Runs that workers draw up together. A queue and not knowledge: nothing here takes a number, and what it comes to is the run itself, written whole at the end.
create table payroll_draw_up (
    run_id          text   not null primary key,
    area            text   not null,
    month           text   not null,
    cut_off         text   not null,
    law_pack        text   not null,
    registry_number bigint not null,
    books_number    bigint not null,
    previous_run    text,
    attempt         bigint not null,
    takeover        text   not null,
    actor           text   not null,
    reason          text   not null,
    state           text   not null check (state in ('open', 'done', 'refused', 'abandoned')),
    faults          text   not null
);

create unique index payroll_draw_up_one_open on payroll_draw_up (area, month) where state = 'open';

-- A task is the people of some buckets; the last one puts the run together. token grows each time a worker takes the task: only the newest may write. leased_until is in milliseconds of the server's clock.
create table payroll_draw_up_task (
    run_id       text   not null references payroll_draw_up (run_id),
    task         bigint not null,
    first_bucket bigint not null,
    last_bucket  bigint not null,
    token        bigint not null,
    worker       text   not null,
    leased_until bigint not null,
    failures     bigint not null,
    done         bigint not null,
    lines        bigint not null,
    digest       text   not null,
    content      bytea  not null,
    primary key (run_id, task)
);
