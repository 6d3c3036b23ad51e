-- Scenarios of analysts: values of parameters of the law, each as id=value with a line break between.
create table web_scenario (
    scenario_id text not null primary key,
    account_id  text not null references web_account (account_id),
    name        text not null,
    patch       text not null,
    made        text not null,
    ended       text
);

create index web_scenario_by_account on web_scenario (account_id, made);
