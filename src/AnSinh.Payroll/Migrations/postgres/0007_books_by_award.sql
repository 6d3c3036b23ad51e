-- A run of few people looks their books up by award: regular lines by the guard, the rest by these.
create index payroll_line_arrears_by_award on payroll_line (bucket, award_id) where kind = 'arrears';
create index payroll_receivable_by_award on payroll_receivable (bucket, award_id);
create index payroll_reclassification_by_award on payroll_reclassification (bucket, award_id);
