-- Who may enter the office. Grants are never deleted: ended is the number of the commit that took them back (9223372036854775807: still given).
create table web_account (
    account_id     text    not null primary key,
    login          text    not null,
    folded_login   text    not null unique,
    full_name      text    not null,
    password_hash  text,
    security_stamp text    not null,
    totp_wrapped   bytea,
    totp_sealed    bytea,
    two_factor     bigint not null default 0,
    failed         bigint not null default 0,
    locked_until   text,
    disabled       bigint not null default 0
);

create table web_grant (
    account_id text    not null references web_account (account_id),
    role       text    not null,
    area       text    not null,
    given      bigint not null,
    ended      bigint not null default 9223372036854775807,
    primary key (account_id, role, area, given)
);

create table web_session (
    session_id text not null primary key,
    account_id text not null references web_account (account_id),
    began      text not null,
    seen       text not null,
    ended      text,
    agent      text not null
);

create index web_session_by_account on web_session (account_id, began);
