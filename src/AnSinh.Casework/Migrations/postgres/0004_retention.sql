-- Erasures by two people. Rows are only ever added. They say what class of data of which case or person (by id) went, by which term, and who asked for it and allowed it; never what it said.
create table retention_proposal (
    proposal_id text    not null primary key,
    class       text    not null,
    area        text    not null,
    parameter   text    not null,
    months      bigint  not null,
    ref         text    not null,
    grade       text    not null,
    proposed_on text    not null,
    proposed_by text    not null,
    known       bigint  not null references knowledge (number) deferrable initially deferred
);

create table retention_item (
    proposal_id text not null references retention_proposal (proposal_id) deferrable initially deferred,
    subject     text not null,
    commune     text not null,
    province    text not null,
    since       text not null,
    due_on      text not null,
    primary key (proposal_id, subject)
);

create table retention_decision (
    proposal_id text    not null primary key references retention_proposal (proposal_id) deferrable initially deferred,
    outcome     text    not null check (outcome in ('erased', 'refused')),
    reason      text    not null,
    decided_on  text    not null,
    decided_by  text    not null,
    known       bigint  not null references knowledge (number) deferrable initially deferred
);

-- What became of each: erased, or kept because something had come in between.
create table retention_outcome (
    proposal_id text    not null references retention_proposal (proposal_id) deferrable initially deferred,
    subject     text    not null,
    outcome     text    not null check (outcome in ('erased', 'kept')),
    rows_gone   bigint  not null,
    primary key (proposal_id, subject)
);
