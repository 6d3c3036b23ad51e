-- Signed blocks over committed events, in a chain: each names the hash of the one before. Times and events as they stand in the signed header.
create table audit_block (
    number    integer not null primary key,
    previous  blob    not null,
    first     integer not null,
    events    integer not null,
    root      blob    not null,
    sealed_at text    not null,
    simulated integer not null,
    key       blob    not null,
    signature blob    not null
) strict;

-- In which block an event stands. Inside a block events follow each other by sequence.
create table audit_sealed (
    sequence integer not null primary key references audit_event (sequence),
    block    integer not null references audit_block (number)
) strict;

create index audit_sealed_by_block on audit_sealed (block, sequence);

-- Events waiting for a block; filled in the transaction that writes the event, emptied in the one that seals it.
create table audit_unsealed (
    sequence integer not null primary key references audit_event (sequence)
) strict;

insert into audit_unsealed (sequence) select sequence from audit_event;

create trigger audit_event_waits_for_a_block after insert on audit_event
begin insert into audit_unsealed (sequence) values (new.sequence); end;

create trigger audit_block_never_changes before update on audit_block
begin select raise(abort, 'audit blocks are append-only'); end;

create trigger audit_block_never_goes before delete on audit_block
begin select raise(abort, 'audit blocks are append-only'); end;

create trigger audit_sealed_never_changes before update on audit_sealed
begin select raise(abort, 'sealed events are append-only'); end;

create trigger audit_sealed_never_goes before delete on audit_sealed
begin select raise(abort, 'sealed events are append-only'); end;
