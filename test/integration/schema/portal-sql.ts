// The portal's tables as labs have them: from its SQL script, and from its models.

/** The portal's own script. */
export const fromScript = `
CREATE TABLE users (
  id SERIAL PRIMARY KEY, username VARCHAR(50) UNIQUE NOT NULL, password VARCHAR(128) NOT NULL,
  email VARCHAR(100) UNIQUE NOT NULL, first_name VARCHAR(50) NOT NULL, last_name VARCHAR(50) NOT NULL,
  role VARCHAR(10) NOT NULL, disabled BOOLEAN NOT NULL DEFAULT FALSE);
CREATE TABLE virtual_machines (
  id SERIAL PRIMARY KEY, name VARCHAR(50) NOT NULL, host VARCHAR(50) NOT NULL, port INTEGER NOT NULL,
  username VARCHAR(50) NOT NULL, ssh_key BYTEA, password VARCHAR(128), shared BOOLEAN NOT NULL DEFAULT TRUE,
  assigned_to VARCHAR(50), user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE);
CREATE TABLE bookmarks (
  id SERIAL PRIMARY KEY, name VARCHAR(50) NOT NULL, link VARCHAR(255) NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE);`

/** What its ORM makes of its models: no cascades, no defaults, uniqueness as an index of another name. */
export const fromModels = `
CREATE TABLE users (
  id SERIAL NOT NULL, username VARCHAR(50) NOT NULL, password VARCHAR(128) NOT NULL, email VARCHAR(100) NOT NULL,
  first_name VARCHAR(50) NOT NULL, last_name VARCHAR(50) NOT NULL, role VARCHAR(10) NOT NULL,
  disabled BOOLEAN NOT NULL, PRIMARY KEY (id));
CREATE UNIQUE INDEX ix_users_username ON users (username);
CREATE UNIQUE INDEX ix_users_email ON users (email);
CREATE INDEX ix_users_id ON users (id);
CREATE TABLE virtual_machines (
  id SERIAL NOT NULL, name VARCHAR(50) NOT NULL, host VARCHAR(50) NOT NULL, port INTEGER NOT NULL,
  username VARCHAR(50) NOT NULL, ssh_key BYTEA, password VARCHAR(128), shared BOOLEAN NOT NULL,
  assigned_to VARCHAR(50), user_id INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY(user_id) REFERENCES users (id));
CREATE INDEX ix_virtual_machines_id ON virtual_machines (id);
CREATE TABLE bookmarks (
  id SERIAL NOT NULL, name VARCHAR(50) NOT NULL, link VARCHAR(255) NOT NULL, user_id INTEGER NOT NULL,
  PRIMARY KEY (id), FOREIGN KEY(user_id) REFERENCES users (id));
CREATE INDEX ix_bookmarks_id ON bookmarks (id);`

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
