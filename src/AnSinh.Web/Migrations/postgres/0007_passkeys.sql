-- Keys of devices by which somebody enters without a password. Only the public half is here. One that was taken away stays, with the moment.
create table web_passkey (
    credential_id   text   not null primary key,
    account_id      text   not null references web_account (account_id),
    name            text   not null,
    public_key      bytea  not null,
    sign_count      bigint not null,
    transports      text   not null,
    user_verified   bigint not null,
    backup_eligible bigint not null,
    backed_up       bigint not null,
    added           text   not null,
    used            text,
    ended           text
);

create index web_passkey_by_account on web_passkey (account_id);
