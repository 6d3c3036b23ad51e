-- Poverty reviews. Rows are only ever added; known is the number of the commit that wrote a row, and of several rows about one household the last known counts.

create table review_round (
    round_id  text   not null primary key,
    kind      text   not null check (kind in ('yearly', 'ad_hoc')),
    year      bigint not null,
    month     bigint not null check (month between 0 and 12),
    commune   text   not null,
    province  text   not null,
    form      text   not null,
    procedure text   not null,
    opened_on text   not null,
    opened_by text   not null,
    known     bigint not null references knowledge (number) deferrable initially deferred
);

create index review_round_by_commune on review_round (commune);

-- Who asked to be reviewed (Mẫu số 01), or was proposed from the data. Waits for the next round of its commune.
create table review_request (
    household_id text   not null,
    known        bigint not null references knowledge (number) deferrable initially deferred,
    commune      text   not null,
    province     text   not null,
    reason       text   not null check (reason in ('request', 'proposed')),
    asked_on     text   not null,
    note         text   not null,
    recorded_by  text   not null,
    primary key (household_id, known)
);

create table review_household (
    round_id      text   not null references review_round (round_id) deferrable initially deferred,
    household_id  text   not null,
    known         bigint not null references knowledge (number) deferrable initially deferred,
    village       text   not null,
    reason        text   not null check (reason in ('managed', 'request', 'proposed')),
    asked_on      text,
    status_before text   not null,
    note          text   not null,
    primary key (round_id, household_id)
);

-- One household assessed once; unable says why it could not be.
create table review_assessment (
    round_id     text   not null references review_round (round_id) deferrable initially deferred,
    household_id text   not null,
    known        bigint not null references knowledge (number) deferrable initially deferred,
    assessor     text   not null,
    assessed_on  text   not null,
    unable       text   not null,
    note         text   not null,
    file         text   not null,
    file_hash    text   not null,
    recorded_by  text   not null,
    primary key (round_id, household_id, known)
);

create table review_answer (
    round_id     text   not null,
    household_id text   not null,
    known        bigint not null references knowledge (number) deferrable initially deferred,
    code         text   not null,
    value        text   not null,
    primary key (round_id, household_id, known, code),
    foreign key (round_id, household_id, known) references review_assessment (round_id, household_id, known) deferrable initially deferred
);

-- What the law said about the answers of an assessment: the status proposed (empty where it gives none), the reasons as lines of text, and what is missing.
create table review_proposal (
    round_id     text   not null,
    household_id text   not null,
    known        bigint not null references knowledge (number) deferrable initially deferred,
    status       text   not null,
    grade        text   not null,
    because      text   not null,
    missing      text   not null,
    law_pack     text   not null,
    primary key (round_id, household_id, known)
);

create table review_meeting (
    round_id    text   not null references review_round (round_id) deferrable initially deferred,
    village     text   not null,
    known       bigint not null references knowledge (number) deferrable initially deferred,
    held_on     text   not null,
    chair       text   not null,
    secretary   text   not null,
    present     bigint not null check (present > 0),
    note        text   not null,
    recorded_by text   not null,
    primary key (round_id, village, known)
);

create table review_agreement (
    round_id     text   not null references review_round (round_id) deferrable initially deferred,
    household_id text   not null,
    known        bigint not null references knowledge (number) deferrable initially deferred,
    status       text   not null,
    agreed       bigint not null check (agreed >= 0),
    present      bigint not null check (present > 0),
    enough       bigint not null check (enough in (0, 1)),
    primary key (round_id, household_id, known)
);

create table review_posting (
    round_id     text   not null references review_round (round_id) deferrable initially deferred,
    household_id text   not null,
    known        bigint not null references knowledge (number) deferrable initially deferred,
    village      text   not null,
    status       text   not null,
    posted_on    text   not null,
    until        text   not null,
    place        text   not null,
    recorded_by  text   not null,
    primary key (round_id, household_id, known)
);

create table review_objection (
    round_id     text   not null references review_round (round_id) deferrable initially deferred,
    household_id text   not null,
    known        bigint not null references knowledge (number) deferrable initially deferred,
    received_on  text   not null,
    from_whom    text   not null,
    reason       text   not null,
    recorded_by  text   not null,
    primary key (round_id, household_id, known)
);

create table review_decision (
    round_id     text   not null references review_round (round_id) deferrable initially deferred,
    household_id text   not null,
    known        bigint not null references knowledge (number) deferrable initially deferred,
    number       text   not null,
    decided_on   text   not null,
    decided_by   text   not null,
    status       text   not null,
    outcome      text   not null check (outcome in ('recognised', 'kept', 'changed', 'left', 'refused', 'unchanged')),
    certificate  text   not null,
    valid_from   text   not null,
    valid_to     text   not null,
    primary key (round_id, household_id)
);

-- What was done in a round, by whom and when, in order.
create table review_step (
    round_id text   not null references review_round (round_id) deferrable initially deferred,
    known    bigint not null references knowledge (number) deferrable initially deferred,
    entry    bigint not null,
    step     text   not null,
    village  text   not null,
    on_day   text   not null,
    actor    text   not null,
    note     text   not null,
    primary key (round_id, known, entry)
);
