-- Cases. Rows are only ever added. An event's payload is sealed with the key of the person the case is about (key_subject; the case itself where it is about nobody), so that erasing the
-- person erases what was said; what lists and clocks need stands beside it in the clear. followed_at is the number of the commit that appended the next event.

create table case_file (
    case_id      text    not null primary key,
    kind         text    not null,
    commune      text    not null,
    province     text    not null,
    person_id    text,
    household_id text,
    about        text    not null,
    opened_on    text    not null,
    opened_by    text    not null,
    known        integer not null references knowledge (number),
    key_subject  text    not null,
    code         blob    not null
) strict, without rowid;

create index case_file_by_commune on case_file (commune, kind);
create index case_file_by_person on case_file (person_id);
create index case_file_by_about on case_file (about);
create unique index case_file_by_code on case_file (code);

create table case_event (
    case_id     text    not null references case_file (case_id),
    sequence    integer not null,
    known       integer not null references knowledge (number),
    followed_at integer not null default 9223372036854775807,
    type        text    not null,
    stage       text    not null,
    on_day      text    not null,
    actor       text    not null,
    deadline    text,
    clock_from  text,
    due_on      text,
    payload     blob    not null,
    primary key (case_id, sequence)
) strict, without rowid;

create index case_event_current on case_event (followed_at, due_on);

-- Content of documents in evidence, sealed like the events that name them.
create table case_document (
    case_id    text    not null references case_file (case_id),
    sha256     text    not null,
    known      integer not null references knowledge (number),
    media_type text    not null,
    size       integer not null,
    sealed     blob    not null,
    primary key (case_id, sha256)
) strict, without rowid;

-- What is posted in public, and until when. Names are looked up while it runs and are not kept here.
create table case_posting (
    case_id   text    not null references case_file (case_id),
    known     integer not null references knowledge (number),
    commune   text    not null,
    province  text    not null,
    posted_on text    not null,
    until     text    not null,
    primary key (case_id, known)
) strict, without rowid;

create index case_posting_by_commune on case_posting (commune, until);

-- Pairs found to be two people.
create table duplicate_verdict (
    first_id  text    not null,
    second_id text    not null,
    known     integer not null references knowledge (number),
    case_id   text    not null references case_file (case_id),
    primary key (first_id, second_id, known)
) strict, without rowid;

-- Wrong codes of the last minutes: a keyed hash of where they came from. Nothing else is kept of them, and not for long.
create table follow_miss (
    source blob not null,
    at     text not null
) strict;

create index follow_miss_by_source on follow_miss (source, at);

-- What officers said to lines of work lists. The note is sealed with the person's key.
create table worklist_answer (
    commune     text    not null,
    province    text    not null,
    person_id   text    not null,
    benefit     text    not null,
    kind        text    not null,
    known       integer not null references knowledge (number),
    month       text    not null,
    answer      text    not null check (answer in ('accept', 'ask', 'not_now', 'wrong')),
    fact        text    not null,
    until       text,
    reason      text    not null,
    note        blob    not null,
    case_id     text    not null,
    answered_on text    not null,
    actor       text    not null,
    primary key (person_id, benefit, kind, known)
) strict, without rowid;

create index worklist_answer_by_commune on worklist_answer (commune, answered_on);

-- Codes for the one question after a decision; destroyed with the answer. An answer has a random key and no time, so that the order of rows tells nothing.
create table satisfaction_token (
    code     blob not null primary key,
    commune  text not null,
    province text not null,
    month    text not null
) strict, without rowid;

create table satisfaction_answer (
    answer   integer not null primary key,
    commune  text    not null,
    province text    not null,
    month    text    not null,
    score    integer not null check (score between 1 and 5)
) strict, without rowid;

create index satisfaction_answer_by_commune on satisfaction_answer (commune, month);

-- Who looked at what is held about a person, and why.
create table record_view (
    bucket    integer not null,
    person_id text    not null,
    known     integer not null references knowledge (number),
    entry     integer not null,
    viewer    text    not null,
    purpose   text    not null,
    what      text    not null,
    about     text    not null,
    primary key (bucket, person_id, known, entry)
) strict, without rowid;
