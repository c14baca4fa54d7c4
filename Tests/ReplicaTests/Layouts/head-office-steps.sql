-- Step 1
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
CREATE TABLE records (
  rid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  aggregate BLOB,          -- NULL: it is its own aggregate's root
  scope INTEGER NOT NULL REFERENCES scopes (rid),
  position INTEGER,        -- in the scope's feed; NULL: head office has not sent it
  number TEXT,             -- a case: the number that head office accepted first
  state BLOB,              -- the state as head office has it, verbatim
  current BLOB             -- a branch: that and its pending changes; NULL: the same
) STRICT;
CREATE INDEX records_aggregate ON records (aggregate) WHERE aggregate IS NOT NULL;
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  replica INTEGER NOT NULL REFERENCES replicas (rid),
  number INTEGER NOT NULL,
  record BLOB NOT NULL,
  status INTEGER NOT NULL,
  verdict INTEGER,
  at INTEGER NOT NULL,     -- a branch: when it was made; head office: when it came; ms since 1970
  hash BLOB NOT NULL,
  encoded BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX changes_dot ON changes (replica, number);
CREATE INDEX changes_record ON changes (record);
CREATE TABLE branches (code TEXT PRIMARY KEY, name TEXT, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE devices (
  replica INTEGER PRIMARY KEY REFERENCES replicas (rid),
  branch TEXT NOT NULL REFERENCES branches (code), role TEXT NOT NULL, tag TEXT NOT NULL,
  name TEXT NOT NULL, token_hash BLOB NOT NULL UNIQUE, enrolled_at INTEGER NOT NULL,
  revoked_at INTEGER, seen_at INTEGER, clock_offset INTEGER,
  covered INTEGER NOT NULL DEFAULT 0, chain BLOB NOT NULL) STRICT;
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL) STRICT
-- Step 2
ALTER TABLE changes ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE changes ADD COLUMN stripped INTEGER NOT NULL DEFAULT 0;
CREATE TABLE quarantine (
  replica INTEGER NOT NULL, number INTEGER NOT NULL,
  first INTEGER NOT NULL,  -- the first number of its group
  aggregate BLOB,          -- NULL: cannot be read
  reason TEXT NOT NULL, at INTEGER NOT NULL, hash BLOB NOT NULL, encoded BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX quarantine_dot ON quarantine (replica, number);
CREATE INDEX quarantine_aggregate ON quarantine (aggregate) WHERE aggregate IS NOT NULL;
CREATE UNIQUE INDEX departures_record ON departures (scope, record);
CREATE TABLE erasures (id BLOB PRIMARY KEY, at INTEGER NOT NULL, customer BLOB NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX erasures_customer ON erasures (customer);
CREATE TABLE erasure_acks (
  erasure BLOB NOT NULL, replica INTEGER NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (erasure, replica)) STRICT, WITHOUT ROWID
-- Step 3
ALTER TABLE codes ADD COLUMN used_at INTEGER;
UPDATE devices SET told = (SELECT coalesce(max(seq), 0) FROM changes);
CREATE INDEX devices_former ON devices (former) WHERE former IS NOT NULL;
UPDATE departures SET logged = (SELECT coalesce(max(seq), 0) FROM changes)
-- Step 4

-- Step 5
ALTER TABLE quarantine ADD COLUMN awaited_number INTEGER;
CREATE INDEX quarantine_awaited ON quarantine (awaited, awaited_number) WHERE awaited IS NOT NULL;
CREATE INDEX quarantine_due ON quarantine (replica, number) WHERE due = 1
-- Step 6
CREATE INDEX follows_dot ON follows (replica, number);
CREATE INDEX discarded_salt ON discarded (salt) WHERE salt IS NOT NULL
-- Step 7
CREATE INDEX erased_record ON erased (record);
CREATE INDEX records_shared ON records (kind, scope) WHERE kind > 7 AND aggregate IS NULL
-- Step 8
INSERT OR IGNORE INTO erased_held (record, replica, erasure)
  SELECT x.record, q.replica, x.erasure FROM erased x JOIN quarantine q ON q.aggregate = x.record
  WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.id = x.record);
DELETE FROM erased WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.id = erased.record)
-- Step 9
UPDATE devices SET saw_through = (SELECT coalesce(max(seq), 0) FROM changes)
  WHERE branch = 'HQ' AND role NOT IN ('admin', 'head_office', 'auditor') AND (former IS NOT NULL OR EXISTS
    (SELECT 1 FROM audit a JOIN replicas r ON r.rid = devices.replica
      WHERE a.action = 'device enrolled' AND replace(a.subject, '-', '') IN
        (lower(hex(r.id)) || ' HQ admin', lower(hex(r.id)) || ' HQ head_office',
          lower(hex(r.id)) || ' HQ auditor')))
-- Step 10
CREATE INDEX erasure_acks_replica ON erasure_acks (replica)
-- Step 11
CREATE INDEX offered_turn ON offered (turn)
-- Step 12
INSERT INTO erasing (erasure, record)
  SELECT e.id, c.record FROM erasures e JOIN customers c ON c.hash = e.customer
-- Step 13

-- Step 14
INSERT OR IGNORE INTO scopes (code) SELECT code || '/managers' FROM branches ORDER BY code
