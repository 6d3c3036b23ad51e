-- Two times. valid_from and valid_to are days of the world (0001-01-01 and 9999-12-31 where open). known_from is the number of the commit that
-- wrote the row, superseded_at that of the commit that put another in its place (9223372036854775807: none yet); a row is visible at number
-- n when known_from <= n < superseded_at. entry orders rows of one commit. Nothing else of a row ever changes.

create table person (
    bucket        smallint not null,
    person_id     text     not null,
    known_from    bigint   not null,
    entry         bigint   not null,
    superseded_at bigint   not null default 9223372036854775807,
    full_name     text     not null,
    folded_name   text     not null,
    born          text     not null,
    sex           text     not null check (sex in ('male', 'female')),
    ethnic_group  text     not null,
    primary key (bucket, person_id, known_from, entry)
) partition by range (bucket);

select ansinh_bucket_partitions('person');

create index person_by_name on person (folded_name);

create table person_alias (
    bucket        smallint not null,
    alias_id      text     not null,
    known_from    bigint   not null,
    entry         bigint   not null,
    superseded_at bigint   not null default 9223372036854775807,
    person_id     text     not null,
    primary key (bucket, alias_id, known_from, entry)
) partition by range (bucket);

select ansinh_bucket_partitions('person_alias');

create table identity_number (
    bucket        smallint not null,
    person_id     text     not null,
    known_from    bigint   not null references knowledge (number) deferrable initially deferred,
    entry         bigint   not null,
    superseded_at bigint   not null default 9223372036854775807,
    kind          text     not null check (kind in ('ssn', 'provisional')),
    blind         bytea    not null,
    sealed        bytea    not null,
    primary key (bucket, person_id, known_from, entry)
);

-- One table for all buckets, because a number is one person's whatever the bucket.
create unique index identity_number_by_blind on identity_number (blind, superseded_at);

create table death (
    bucket        smallint not null,
    person_id     text     not null,
    known_from    bigint   not null,
    entry         bigint   not null,
    superseded_at bigint   not null default 9223372036854775807,
    died_on       text     not null,
    evidence      text     not null,
    primary key (bucket, person_id, known_from, entry)
) partition by range (bucket);

select ansinh_bucket_partitions('death');

create table household (
    household_id text   not null primary key,
    known_from   bigint not null references knowledge (number) deferrable initially deferred
);

create table residence (
    household_id  text   not null references household (household_id) deferrable initially deferred,
    known_from    bigint not null references knowledge (number) deferrable initially deferred,
    entry         bigint not null,
    superseded_at bigint not null default 9223372036854775807,
    commune       text   not null,
    province      text   not null,
    village       text   not null,
    valid_from    text   not null,
    valid_to      text   not null,
    primary key (household_id, known_from, entry)
);

create index residence_by_commune on residence (commune, household_id);

create table membership (
    bucket        smallint not null,
    person_id     text     not null,
    known_from    bigint   not null,
    entry         bigint   not null,
    superseded_at bigint   not null default 9223372036854775807,
    household_id  text     not null,
    relation      text     not null,
    valid_from    text     not null,
    valid_to      text     not null,
    primary key (bucket, person_id, known_from, entry)
) partition by range (bucket);

select ansinh_bucket_partitions('membership');

create index membership_by_household on membership (household_id);

create table person_fact (
    bucket        smallint not null,
    person_id     text     not null,
    code          text     not null,
    known_from    bigint   not null,
    entry         bigint   not null,
    superseded_at bigint   not null default 9223372036854775807,
    value         text,
    valid_from    text     not null,
    valid_to      text     not null,
    source        text     not null,
    evidence      text     not null,
    recorded_by   text     not null,
    primary key (bucket, person_id, code, known_from, entry)
) partition by range (bucket);

select ansinh_bucket_partitions('person_fact');

create index person_fact_by_knowledge on person_fact (known_from);

create table household_fact (
    household_id  text   not null references household (household_id) deferrable initially deferred,
    code          text   not null,
    known_from    bigint not null references knowledge (number) deferrable initially deferred,
    entry         bigint not null,
    superseded_at bigint not null default 9223372036854775807,
    value         text,
    valid_from    text   not null,
    valid_to      text   not null,
    source        text   not null,
    evidence      text   not null,
    recorded_by   text   not null,
    primary key (household_id, code, known_from, entry)
);

-- Up to a day, a source has told everything it knows about a place; silence then means what the fact's definition says.
create table coverage (
    source        text   not null,
    place         text   not null,
    known_from    bigint not null references knowledge (number) deferrable initially deferred,
    entry         bigint not null,
    superseded_at bigint not null default 9223372036854775807,
    as_of         text   not null,
    primary key (source, place, known_from, entry)
);

-- One row is one stretch of months in one state; the visible stretches of an award are its life. Months are yyyy-MM (0001-01, 9999-12 where open).
create table award (
    bucket          smallint not null,
    person_id       text     not null,
    award_id        text     not null,
    known_from      bigint   not null,
    entry           bigint   not null,
    superseded_at   bigint   not null default 9223372036854775807,
    benefit         text     not null,
    commune         text     not null,
    province        text     not null,
    decision_number text     not null,
    decided         text     not null,
    applied         text,
    certificate     text,
    month_from      text     not null,
    month_to        text     not null,
    state           text     not null check (state in ('granted', 'suspended', 'resumed', 'ended', 'refused')),
    reason          text     not null,
    primary key (bucket, person_id, award_id, known_from, entry)
) partition by range (bucket);

select ansinh_bucket_partitions('award');

create index award_by_place on award (commune);
create index award_by_id on award (award_id);
create index award_by_knowledge on award (known_from);

create table account (
    bucket        smallint not null,
    person_id     text     not null,
    known_from    bigint   not null,
    entry         bigint   not null,
    superseded_at bigint   not null default 9223372036854775807,
    bank          text     not null,
    blind         bytea    not null,
    sealed        bytea    not null,
    holder        text     not null,
    consent       text,
    evidence      text     not null,
    valid_from    text     not null,
    valid_to      text     not null,
    primary key (bucket, person_id, known_from, entry)
) partition by range (bucket);

select ansinh_bucket_partitions('account');

create index account_by_blind on account (blind);
