-- The tables of PostgreSQL. Big tables carry the person's bucket (0-255, itself a hash) and are cut by it into 16 partitions of 16 buckets, so that rows in the order of
-- bucket and person are rows in the order of partitions. Rows of big tables hold no foreign keys: a check for every row would cost more than the row.

create function ansinh_bucket_partitions(of text) returns void language plpgsql as $$
begin
    for part in 0..15 loop
        execute format('create table %I partition of %I for values from (%s) to (%s)', of || '_p' || lpad(part::text, 2, '0'), of, part * 16, part * 16 + 16);
    end loop;
end $$;

create function ansinh_append_only() returns trigger language plpgsql as $$
begin
    raise exception '%', tg_argv[0];
end $$;

-- Every commit takes the next number. recorded_on is the day in Viet Nam and never goes backwards.
create table knowledge (
    number      bigint not null primary key,
    recorded_on text   not null,
    recorded_at text   not null,
    simulated   bigint not null,
    actor       text   not null,
    action      text   not null
);

create index knowledge_by_day on knowledge (recorded_on, number);

-- One row for every thing done in a commit. commitment = SHA-256 over salt and content, or the Merkle root over `items` such leaves.
create table audit_event (
    sequence    bigint not null primary key,
    knowledge   bigint not null references knowledge (number) deferrable initially deferred,
    recorded_at text   not null,
    simulated   bigint not null,
    actor       text   not null,
    action      text   not null,
    subject     text   not null,
    items       bigint not null,
    commitment  bytea  not null
);

create index audit_event_by_knowledge on audit_event (knowledge);

-- Salts stand apart: destroying one makes a commitment say nothing about a person any more, and leaves the event.
create table audit_salt (
    sequence bigint not null primary key references audit_event (sequence) deferrable initially deferred,
    salt     bytea  not null
);

-- The key that encrypts one person's fields, itself encrypted with the master key, which is kept outside. Destroyed: wrapped is empty.
create table data_key (
    bucket       smallint not null,
    subject      text     not null,
    wrapped      bytea    not null,
    destroyed_at bigint,
    primary key (bucket, subject)
) partition by range (bucket);

select ansinh_bucket_partitions('data_key');

create trigger audit_event_never_changes before update or delete or truncate on audit_event
for each statement execute function ansinh_append_only('audit events are append-only');

create trigger knowledge_never_changes before update or delete or truncate on knowledge
for each statement execute function ansinh_append_only('knowledge is append-only');
