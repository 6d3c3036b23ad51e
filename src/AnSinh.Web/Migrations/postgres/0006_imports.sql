-- Files that somebody prepared for import and another takes in. Each file is sealed under a key of its own.
create table web_import (
    import_id   text not null primary key,
    commune     text not null,
    province    text not null,
    prepared_by text not null,
    prepared    bigint not null,
    state       text not null check (state in ('draft', 'waiting', 'taken', 'withdrawn')),
    decided_by  text
);

create index web_import_by_place on web_import (commune, state);

create table web_import_file (
    import_id text not null references web_import (import_id),
    name      text not null,
    wrapped   bytea not null,
    sealed    bytea not null,
    primary key (import_id, name)
);
