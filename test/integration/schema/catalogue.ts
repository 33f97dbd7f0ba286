// Rows for the portal's tables, and all that the catalogue knows about those tables.

export const someRows = `
INSERT INTO users (username, password, email, first_name, last_name, role, disabled)
  VALUES ('ada', 'x', 'ada@lab.example', 'Ada', 'L', 'Admin', false);
INSERT INTO virtual_machines (name, host, port, username, shared, user_id)
  SELECT 'vm' || n, 'h', -1, '', true, 1 FROM generate_series(1, 3) n;`

/**
 * All the catalogue knows about the portal's tables: columns, types, defaults, constraints, indexes, triggers,
 * sequences, owners, rights, options. Equal before and after means untouched.
 */
export const catalogue = `
WITH t AS (SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    AND c.relname IN ('users', 'virtual_machines', 'bookmarks'))
SELECT json_build_object(
  'tables', (SELECT json_agg(json_build_array(oid::int, relname, relnamespace::regnamespace, relkind, relowner::regrole, relacl, relfilenode::int,
      reloptions, relrowsecurity, relpersistence, relhastriggers, relhasrules, relreplident, obj_description(oid)) ORDER BY relname) FROM t),
  'columns', (SELECT json_agg(json_build_array(t.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
      pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, a.attcollation, a.attacl, a.attstorage, a.attisdropped) ORDER BY t.relname, a.attnum)
    FROM t JOIN pg_attribute a ON a.attrelid = t.oid LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum WHERE a.attnum > 0),
  'constraints', (SELECT json_agg(json_build_array(t.relname, c.conname, c.contype, pg_get_constraintdef(c.oid), c.convalidated) ORDER BY t.relname, c.conname)
    FROM t JOIN pg_constraint c ON c.conrelid = t.oid),
  'indexes', (SELECT json_agg(json_build_array(x.indexrelid::int, pg_get_indexdef(x.indexrelid), x.indisvalid, i.relowner::regrole) ORDER BY i.relname)
    FROM t JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid),
  'triggers', (SELECT json_agg(json_build_array(t.relname, g.tgname, pg_get_triggerdef(g.oid)) ORDER BY g.tgname)
    FROM t JOIN pg_trigger g ON g.tgrelid = t.oid),
  'sequences', (SELECT json_agg(json_build_array(s.relname, s.relowner::regrole, s.relacl) ORDER BY s.relname)
    FROM pg_class s WHERE s.relkind = 'S' AND s.relname NOT LIKE 'console%'),
  'rules', (SELECT json_agg(r.rulename) FROM t JOIN pg_rewrite r ON r.ev_class = t.oid)
) AS catalogue`
