-- Who is found by a word of the name: one row for each word of a folded name, one for the year of birth, and one with the empty word for the whole name. A row says where the
-- person's file lies, so that a search reads one area's rows and no others, in the order in which they are shown. Two times as in all tables; rows of an erased person are taken out.
create table name_word (
    province      text             not null,
    commune       text             not null,
    word          text collate "C" not null,
    folded_name   text collate "C" not null,
    born          text             not null,
    person_id     text             not null,
    known_from    bigint           not null,
    superseded_at bigint           not null default 9223372036854775807,
    primary key (province, word, folded_name, born, person_id, known_from) include (superseded_at, commune)
);

create index name_word_by_commune on name_word (commune, word, folded_name, born, person_id) include (known_from, superseded_at, province);
create index name_word_by_person on name_word (person_id) where word = '';

-- Buckets whose people were registered before there was an index and are not in it yet.
create table name_word_waiting (
    bucket bigint not null primary key
);

insert into name_word_waiting select distinct bucket from person;
