-- A lab of any size with realistic skew: few people own most machines, few words name most of them. Values come from
-- a hash of the row's number, so that every run has the same rows. The placeholders are numbers of rows.
SET session_replication_role = replica;

CREATE FUNCTION pg_temp.pick(n bigint, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (hashint8extended(n, salt) & 1048575) / 1048576.0;
CREATE FUNCTION pg_temp.word(words text[], share float8) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN words[1 + floor(share * share * array_length(words, 1))::int];

-- Everybody's password is abc (bcrypt by the portal's own library, cost 10).
INSERT INTO users (username, password, email, first_name, last_name, role, disabled)
SELECT CASE WHEN n = 1 THEN 'ada' ELSE lower(first || '-' || last) || n END,
       '$2b$10$SI2UhCZ/QPHFPTRXL6kGpuqU.4S.NDAjSifV7fWdU2n2Oh7GjqtYi',
       lower(first) || '.' || lower(last) || n || '@lab.example.edu', first, last,
       CASE WHEN n = 1 THEN 'admin' WHEN share < 0.002 THEN 'manager' WHEN share < 0.1 THEN 'sidekick'
            WHEN share < 0.95 THEN 'regular' ELSE 'new_user' END,
       n > 1 AND pg_temp.pick(n, 4) < 0.05
FROM (SELECT n, pg_temp.pick(n, 3) AS share,
        pg_temp.word(ARRAY['Maria','Ada','Jan','Yui','Raul','Lina','Tobe','Chen','Nadia','Oskar','Priya','Samir','Elena','Kofi','Hana','Luca'], pg_temp.pick(n, 1)) AS first,
        pg_temp.word(ARRAY['Smith','Novak','Meier','Sato','Cruz','Okafor','Rossi','Wang','Kaya','Jensen','Patel','Haddad','Popov','Mensah','Kim','Bianchi','Weber','Silva'], pg_temp.pick(n, 2)) AS last
      FROM generate_series(1, {users}) n) people;

-- `prod` is in the name of a fifth of them; each rare word (kestrel0 to kestrel9) in a few.
INSERT INTO virtual_machines (name, host, port, username, shared, assigned_to, password, ssh_key, user_id)
SELECT CASE WHEN n % ({vms} / 200) = 17 THEN 'kestrel' || n / ({vms} / 200) % 10 || '-' ELSE '' END
         || pg_temp.word(ARRAY['web','db','lab','gpu','student','cache','build','mail','proxy','queue','vault','sim'], pg_temp.pick(n, 11)) || '-'
         || CASE WHEN pg_temp.pick(n, 12) < 0.2 THEN 'prod' WHEN pg_temp.pick(n, 12) < 0.5 THEN 'test' ELSE 'dev' END || '-' || n,
       CASE WHEN pg_temp.pick(n, 13) < 0.7 THEN '10.' || n / 65536 % 256 || '.' || n / 256 % 256 || '.' || n % 256
            ELSE 'node' || n || '.lab.example.edu' END,
       CASE WHEN pg_temp.pick(n, 14) < 0.85 THEN 22 WHEN pg_temp.pick(n, 14) < 0.95 THEN 2222 ELSE 1024 + (n % 60000)::int END,
       pg_temp.word(ARRAY['student','ubuntu','root','admin','debian','ec2-user','centos','lab'], pg_temp.pick(n, 15)),
       pg_temp.pick(n, 16) < 0.8 OR pg_temp.pick(n, 17) < 0.15,
       CASE WHEN pg_temp.pick(n, 17) < 0.15 THEN u.username END,
       CASE WHEN pg_temp.pick(n, 18) < 0.4 THEN 'gAAAAA' || repeat(md5(n::text), 3) END,
       CASE WHEN pg_temp.pick(n, 19) < 0.1 THEN convert_to('gAAAAA' || repeat(md5(n::text), 16), 'UTF8') END,
       -- Times a prime, so that those who own most are neither the first made nor next to each other.
       1 + (floor(power(pg_temp.pick(n, 20), 3) * {users})::bigint * 7919 % {users})::int
FROM generate_series(1, {vms}) n
LEFT JOIN users u ON u.id = CASE WHEN pg_temp.pick(n, 17) < 0.15 THEN 1 + floor(pg_temp.pick(n, 21) * {users})::int END
ORDER BY n;

INSERT INTO bookmarks (name, link, user_id)
SELECT pg_temp.word(ARRAY['Handbook','Queue','Wiki','Status','Course','Licence','Printer','Grades'], pg_temp.pick(n, 31)) || ' ' || n,
       CASE WHEN n % 3 = 0 THEN 'www.' ELSE 'https://' END || 'lab.example.edu/' || n,
       1 + floor(power(pg_temp.pick(n, 32), 2) * {users})::int
FROM generate_series(1, {bookmarks}) n;
