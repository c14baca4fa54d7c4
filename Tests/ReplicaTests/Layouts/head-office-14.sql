CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
CREATE TABLE replicas (rid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE scopes (
  rid INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, position INTEGER NOT NULL DEFAULT 0, token BLOB,
  digest BLOB, records INTEGER NOT NULL DEFAULT 0, complete INTEGER NOT NULL DEFAULT 0) STRICT;
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
, seen INTEGER NOT NULL DEFAULT 0, stripped INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE UNIQUE INDEX changes_dot ON changes (replica, number);
CREATE INDEX changes_record ON changes (record);
CREATE UNIQUE INDEX records_feed ON records (scope, position);
CREATE TABLE commits (scope INTEGER NOT NULL, last INTEGER NOT NULL, token BLOB NOT NULL,
  PRIMARY KEY (scope, last)) STRICT, WITHOUT ROWID;
CREATE TABLE branches (code TEXT PRIMARY KEY, name TEXT, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE devices (
  replica INTEGER PRIMARY KEY REFERENCES replicas (rid),
  branch TEXT NOT NULL REFERENCES branches (code), role TEXT NOT NULL, tag TEXT NOT NULL,
  name TEXT NOT NULL, token_hash BLOB NOT NULL UNIQUE, enrolled_at INTEGER NOT NULL,
  revoked_at INTEGER, seen_at INTEGER, clock_offset INTEGER,
  covered INTEGER NOT NULL DEFAULT 0, chain BLOB NOT NULL, former INTEGER REFERENCES replicas (rid), code BLOB, told INTEGER NOT NULL DEFAULT 0, unrepaired INTEGER NOT NULL DEFAULT 0, saw_through INTEGER, told_offers INTEGER NOT NULL DEFAULT 0, ahead INTEGER, saw_managers INTEGER) STRICT;
CREATE TABLE codes (
  hash BLOB PRIMARY KEY, branch TEXT NOT NULL, role TEXT NOT NULL, expires_at INTEGER NOT NULL,
  used_by BLOB, device BLOB, used_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL) STRICT;
CREATE TABLE quarantine (
  replica INTEGER NOT NULL, number INTEGER NOT NULL,
  first INTEGER NOT NULL,  -- the first number of its group
  aggregate BLOB,          -- NULL: cannot be read
  reason TEXT NOT NULL, at INTEGER NOT NULL, hash BLOB NOT NULL, encoded BLOB NOT NULL, awaited BLOB, awaited_number INTEGER, due INTEGER NOT NULL DEFAULT 0, stripped INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE UNIQUE INDEX quarantine_dot ON quarantine (replica, number);
CREATE INDEX quarantine_aggregate ON quarantine (aggregate) WHERE aggregate IS NOT NULL;
CREATE TABLE discarded (
  replica INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, hash BLOB NOT NULL, salt INTEGER, record BLOB,
  PRIMARY KEY (replica, number)) STRICT, WITHOUT ROWID;
CREATE TABLE departures (
  scope INTEGER NOT NULL, position INTEGER NOT NULL, record BLOB NOT NULL, target TEXT NOT NULL, logged INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, position)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX departures_record ON departures (scope, record);
CREATE TABLE sights (
  replica INTEGER NOT NULL, scope INTEGER NOT NULL, position INTEGER NOT NULL, made INTEGER NOT NULL,
  PRIMARY KEY (replica, scope, position)) STRICT, WITHOUT ROWID;
CREATE TABLE customers (hash BLOB NOT NULL, record BLOB NOT NULL, PRIMARY KEY (hash, record))
  STRICT, WITHOUT ROWID;
CREATE TABLE erasures (id BLOB PRIMARY KEY, at INTEGER NOT NULL, customer BLOB NOT NULL, until INTEGER)
  STRICT, WITHOUT ROWID;
CREATE INDEX erasures_customer ON erasures (customer);
CREATE TABLE erased (
  erasure BLOB NOT NULL, record BLOB NOT NULL, fields TEXT NOT NULL, PRIMARY KEY (erasure, record))
  STRICT, WITHOUT ROWID;
CREATE TABLE erasure_acks (
  erasure BLOB NOT NULL, replica INTEGER NOT NULL, at INTEGER NOT NULL, again INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (erasure, replica)) STRICT, WITHOUT ROWID;
CREATE INDEX devices_former ON devices (former) WHERE former IS NOT NULL;
CREATE INDEX quarantine_awaited ON quarantine (awaited, awaited_number) WHERE awaited IS NOT NULL;
CREATE INDEX quarantine_due ON quarantine (replica, number) WHERE due = 1;
CREATE INDEX quarantine_held ON quarantine (replica, aggregate, number) WHERE aggregate IS NOT NULL;
CREATE TABLE follows (
  device INTEGER NOT NULL, replica INTEGER NOT NULL, number INTEGER NOT NULL, since INTEGER NOT NULL,
  PRIMARY KEY (device, replica, number)) STRICT, WITHOUT ROWID;
CREATE INDEX follows_dot ON follows (replica, number);
CREATE INDEX discarded_salt ON discarded (salt) WHERE salt IS NOT NULL;
CREATE INDEX erased_record ON erased (record);
CREATE INDEX records_shared ON records (kind, scope) WHERE kind > 7 AND aggregate IS NULL;
CREATE TABLE erased_held (
  record BLOB NOT NULL, replica INTEGER NOT NULL, erasure BLOB NOT NULL,
  PRIMARY KEY (record, replica)) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_acks_replica ON erasure_acks (replica);
CREATE TABLE offered (
  replica BLOB NOT NULL,  -- its id
  number INTEGER NOT NULL, turn INTEGER NOT NULL, PRIMARY KEY (replica, number)) STRICT, WITHOUT ROWID;
CREATE INDEX offered_turn ON offered (turn);
CREATE TABLE erasing (erasure BLOB NOT NULL, record BLOB NOT NULL, looked INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (erasure, record))
  STRICT, WITHOUT ROWID;
-- Rows.
