-- Proposals of facts are cases of casework (kind change), with their papers.
drop table web_document;
drop table web_change;
