-- Files of imports that are settled: what was taken stands in the register.
update web_import_file set wrapped = x'', sealed = x'' where import_id in (select import_id from web_import where state in ('taken', 'withdrawn'));
