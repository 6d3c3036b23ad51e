-- Erasures by two people. Rows are only ever added. They say what class of data of which case or person (by id) went, by which term, and who asked for it and allowed it; never what it said.
create table retention_proposal (
    proposal_id text    not null primary key,
    class       text    not null,
    area        text    not null,
    parameter   text    not null,
    months      integer not null,
    ref         text    not null,
    grade       text    not null,
    proposed_on text    not null,
    proposed_by text    not null,
    known       integer not null references knowledge (number)
) strict, without rowid;

create table retention_item (
    proposal_id text not null references retention_proposal (proposal_id),
    subject     text not null,
    commune     text not null,
    province    text not null,
    since       text not null,
    due_on      text not null,
    primary key (proposal_id, subject)
) strict, without rowid;

create table retention_decision (
    proposal_id text    not null primary key references retention_proposal (proposal_id),
    outcome     text    not null check (outcome in ('erased', 'refused')),
    reason      text    not null,
    decided_on  text    not null,
    decided_by  text    not null,
    known       integer not null references knowledge (number)
) strict, without rowid;

-- What became of each: erased, or kept because something had come in between.
create table retention_outcome (
    proposal_id text    not null references retention_proposal (proposal_id),
    subject     text    not null,
    outcome     text    not null check (outcome in ('erased', 'kept')),
    rows_gone   integer not null,
    primary key (proposal_id, subject)
) strict, without rowid;
