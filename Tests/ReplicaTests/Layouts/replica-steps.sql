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
CREATE TABLE cases (
  rid INTEGER PRIMARY KEY REFERENCES records (rid) ON DELETE CASCADE,
  number TEXT NOT NULL, branch TEXT NOT NULL, status TEXT, title TEXT, summary TEXT, channel TEXT,
  type TEXT, problem_class TEXT, severity TEXT, handler TEXT, customer_id TEXT, customer_name TEXT,
  phone TEXT,
  logged_at TEXT NOT NULL,     -- a day, or RFC 3339 with offset
  updated_at INTEGER NOT NULL, -- ms since 1970
  conflicts INTEGER NOT NULL DEFAULT 0,
  visible INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX cases_logged ON cases (logged_at);
CREATE INDEX cases_handler ON cases (handler, logged_at) WHERE handler IS NOT NULL;
CREATE INDEX cases_customer ON cases (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX cases_conflicted ON cases (logged_at) WHERE conflicts > 0;
CREATE TABLE conflicts (
  record INTEGER NOT NULL, field INTEGER NOT NULL, element TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL, aggregate INTEGER NOT NULL,
  place TEXT NOT NULL,         -- the first part of the conflict's id: record and field
  heads TEXT NOT NULL,         -- the second part: the set of heads
  PRIMARY KEY (record, field, element)) STRICT, WITHOUT ROWID;
CREATE INDEX conflicts_place ON conflicts (place);
CREATE INDEX conflicts_aggregate ON conflicts (aggregate);
CREATE VIRTUAL TABLE search USING fts5 (text, content = '', tokenize = 'han');
CREATE INDEX changes_waiting ON changes (seq) WHERE status < 2
-- Step 2
ALTER TABLE changes ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE changes ADD COLUMN stripped INTEGER NOT NULL DEFAULT 0;
CREATE INDEX stubs_number ON stubs (reversed);
CREATE INDEX changes_quarantined ON changes (seq) WHERE status = 4
-- Step 3
ALTER TABLE cases ADD COLUMN received_at INTEGER;
CREATE INDEX cases_open ON cases (logged_at)
  WHERE visible = 1 AND status NOT IN ('archived', 'withdrawn', 'unfounded', 'duplicate')
-- Step 4
CREATE INDEX records_shared ON records (kind, scope) WHERE kind > 7 AND aggregate IS NULL
-- Step 5
CREATE TABLE facts (
  rid INTEGER PRIMARY KEY REFERENCES records (rid) ON DELETE CASCADE,
  branch TEXT NOT NULL,
  day INTEGER NOT NULL,        -- logged: days since 1970 on the clock of whoever logged it
  status TEXT, severity TEXT, type TEXT, problem_class TEXT, channel TEXT, product TEXT, source TEXT,
  responsibility TEXT, cause_area TEXT, root_cause TEXT, handler TEXT, emotion TEXT,
  visible INTEGER NOT NULL DEFAULT 1,
  -- Times are ms since 1970. Without `logged` only the day is known; `zone` is minutes east of UTC.
  logged INTEGER, zone INTEGER, closed_day INTEGER, closed INTEGER,
  escalations INTEGER NOT NULL DEFAULT 0, reopenings INTEGER NOT NULL DEFAULT 0,
  call_backs INTEGER NOT NULL DEFAULT 0, own_call_back INTEGER NOT NULL DEFAULT 0,
  satisfaction INTEGER,        -- 1 to 5
  cost TEXT,                   -- of the option chosen, minor units: 12800 CNY;500 USD
  responded INTEGER, informed INTEGER, proposed INTEGER, last_progress INTEGER, last_step INTEGER,
  held_until TEXT, last_reopened INTEGER, resolved INTEGER, last_resolved INTEGER,
  called_back INTEGER, followed_up_7 INTEGER, followed_up_30 INTEGER, last_confirmed INTEGER,
  reviewed INTEGER, stopped INTEGER) STRICT
-- Step 6
ALTER TABLE records ADD COLUMN received_at INTEGER;
UPDATE records SET received_at = (SELECT received_at FROM cases WHERE cases.rid = records.rid)
WHERE kind = 1
-- Step 7
ALTER TABLE bundles ADD COLUMN boot BLOB;
ALTER TABLE bundles ADD COLUMN monotonic INTEGER NOT NULL DEFAULT 0
-- Step 8

-- Step 9

-- Step 10

-- Step 11

-- Step 12

-- Step 13
UPDATE unrepaired SET scope = (SELECT scope FROM records WHERE id = unrepaired.record);
ALTER TABLE compared ADD COLUMN ended INTEGER
-- Step 14

