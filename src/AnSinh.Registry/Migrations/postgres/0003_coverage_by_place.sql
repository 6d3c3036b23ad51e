-- What is known about one place is read for every person shown there.
create index coverage_by_place on coverage (place, source);
