-- Values of indicators and states of tasks that people enter. Rows are only ever added; of several rows about one thing the last known counts.

create table plan_value (
    indicator   text   not null,
    area        text   not null,
    year        bigint not null check (year between 2000 and 2100),
    known       bigint not null references knowledge (number) deferrable initially deferred,
    value       text   not null,
    evidence    text   not null check (evidence <> ''),
    recorded_on text   not null,
    recorded_by text   not null,
    primary key (indicator, area, year, known)
);

create table plan_task (
    task        text   not null,
    known       bigint not null references knowledge (number) deferrable initially deferred,
    state       text   not null check (state in ('not_started', 'running', 'done', 'unknown')),
    evidence    text   not null check (evidence <> ''),
    recorded_on text   not null,
    recorded_by text   not null,
    primary key (task, known)
);
