-- Signed blocks over committed events, in a chain: each names the hash of the one before. Times and events as they stand in the signed header.
create table audit_block (
    number    bigint not null primary key,
    previous  bytea  not null,
    first     bigint not null,
    events    bigint not null,
    root      bytea  not null,
    sealed_at text   not null,
    simulated bigint not null,
    key       bytea  not null,
    signature bytea  not null
);

-- In which block an event stands. Inside a block events follow each other by sequence.
create table audit_sealed (
    sequence bigint not null primary key references audit_event (sequence) deferrable initially deferred,
    block    bigint not null references audit_block (number) deferrable initially deferred
);

create index audit_sealed_by_block on audit_sealed (block, sequence);

-- Events waiting for a block; filled in the transaction that writes the event, emptied in the one that seals it.
create table audit_unsealed (
    sequence bigint not null primary key references audit_event (sequence) deferrable initially deferred
);

insert into audit_unsealed (sequence) select sequence from audit_event;

create function audit_event_waits_for_a_block() returns trigger language plpgsql security definer set search_path from current as $$
begin
    insert into audit_unsealed (sequence) select sequence from added;
    return null;
end $$;

create trigger audit_event_waits_for_a_block after insert on audit_event
referencing new table as added for each statement execute function audit_event_waits_for_a_block();

create trigger audit_block_never_changes before update or delete or truncate on audit_block
for each statement execute function ansinh_append_only('audit blocks are append-only');

create trigger audit_sealed_never_changes before update or delete or truncate on audit_sealed
for each statement execute function ansinh_append_only('sealed events are append-only');
