-- Every commit takes the next number. recorded_on is the day in Viet Nam and never goes backwards.
create table knowledge (
    number      integer not null primary key,
    recorded_on text    not null,
    recorded_at text    not null,
    simulated   integer not null,
    actor       text    not null,
    action      text    not null
) strict;

create index knowledge_by_day on knowledge (recorded_on, number);

-- One row for every thing done in a commit. commitment = SHA-256 over salt and content, or the Merkle root over `items` such leaves.
create table audit_event (
    sequence    integer not null primary key,
    knowledge   integer not null references knowledge (number),
    recorded_at text    not null,
    simulated   integer not null,
    actor       text    not null,
    action      text    not null,
    subject     text    not null,
    items       integer not null,
    commitment  blob    not null
) strict;

create index audit_event_by_knowledge on audit_event (knowledge);

create trigger audit_event_never_changes before update on audit_event
begin select raise(abort, 'audit events are append-only'); end;

create trigger audit_event_never_goes before delete on audit_event
begin select raise(abort, 'audit events are append-only'); end;

create trigger knowledge_never_changes before update on knowledge
begin select raise(abort, 'knowledge is append-only'); end;

create trigger knowledge_never_goes before delete on knowledge
begin select raise(abort, 'knowledge is append-only'); end;

-- Salts stand apart: destroying one makes a commitment say nothing about a person any more, and leaves the event.
create table audit_salt (
    sequence integer not null primary key references audit_event (sequence),
    salt     blob    not null
) strict;

-- The key that encrypts one person's fields, itself encrypted with the master key, which is kept outside. Destroyed: wrapped is empty.
create table data_key (
    bucket       integer not null,
    subject      text    not null,
    wrapped      blob    not null,
    destroyed_at integer references knowledge (number),
    primary key (bucket, subject)
) strict, without rowid;
