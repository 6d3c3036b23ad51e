-- Tokens of the interface: the token itself is not here, only its hash. scopes are codes of permissions with blanks between, area a place or *.
create table web_token (
    token_id   text not null primary key,
    account_id text not null references web_account (account_id),
    hash       bytea not null unique,
    name       text not null,
    scopes     text not null,
    area       text not null,
    issued     text not null,
    expires    text not null,
    used       text,
    ended      text
);

create index web_token_by_account on web_token (account_id, issued);

-- What a request with an idempotency key was answered: the same request again gets the same answer. No status: it is being worked on since begun.
create table web_idempotency (
    account_id   text    not null references web_account (account_id),
    request_key  text    not null,
    fingerprint  text    not null,
    begun        text    not null,
    status       bigint,
    content_type text,
    location     text,
    wrapped      bytea,
    sealed       bytea,
    primary key (account_id, request_key)
);

create index web_idempotency_by_time on web_idempotency (begun);
