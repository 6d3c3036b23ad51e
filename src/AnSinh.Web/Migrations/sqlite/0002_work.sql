-- Proposals to record a fact, decided by somebody else. seen is the last number the proposer had read; replaces_* names the fact that is withdrawn, if any.
create table web_change (
    change_id       text    not null primary key,
    subject_kind    text    not null check (subject_kind in ('person', 'household')),
    subject         text    not null,
    person_id       text    not null,
    commune         text    not null,
    province        text    not null,
    code            text    not null,
    value           text    not null,
    valid_from      text    not null,
    valid_to        text    not null,
    source          text    not null,
    evidence        text    not null,
    replaces_number integer,
    replaces_entry  integer,
    seen            integer not null,
    proposed_by     text    not null,
    proposed        integer not null,
    state           text    not null check (state in ('waiting', 'accepted', 'refused', 'withdrawn')),
    decided_by      text,
    decided         integer,
    reason          text    not null default ''
);

create index web_change_by_place on web_change (commune, state);
create index web_change_by_subject on web_change (subject, code);

-- Papers handed in with a proposal: sealed under a key of their own, named by the hash of their content.
create table web_document (
    change_id text    not null references web_change (change_id),
    hash      text    not null,
    name      text    not null,
    type      text    not null,
    size      integer not null,
    wrapped   blob    not null,
    sealed    blob    not null,
    primary key (change_id, hash)
);
