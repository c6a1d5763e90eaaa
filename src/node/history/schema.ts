/**
 * The `user_version` of the file. A file with a greater one was written by a later release and is left alone; what a release
 * changes here, it has to change in files of before, too.
 */
export const SCHEMA_VERSION = 1;

/** The tables of entries, one a kind: see {@link SCHEMA}. */
export const ENTRY_TABLES = ['listeners', 'connections', 'refusals', 'actions', 'notices', 'gaps'] as const;

export type EntryTable = (typeof ENTRY_TABLES)[number];

/** The port of a connection that was asked for, as far as is known: few have most of them. */
export const SERVICE_PORT =
  'iif(direction = 0 OR (direction = 2 AND local_port <= foreign_port), local_port, foreign_port)';

/** The port at its other end, which its kernel gave: as good as random. Of what is folded it is 0. */
export const OTHER_PORT =
  'iif(direction = 0 OR (direction = 2 AND local_port <= foreign_port), foreign_port, local_port)';

/**
 * Connections that were written one after the other. An index by a random port alone would touch a page of its own with each row
 * that is written or dropped; by batches it touches the few pages of a batch, and looking for a port is one step a batch.
 */
export const BATCH = 'id >> 12';

/** Milliseconds above which a connection was open for long: few are, and those that reach into a span have an index. */
export const LONG = 60_000;

/*
 * How the history lies in its file. Rows are compact, since how far it reaches depends on their size: texts that come again
 * (addresses, programs, sets of owners) stand once, words are numbers (codes.ts), and moments are distances. Comments stand here
 * and not in the SQL, which each file and each bundle would carry.
 *
 * Units: a moment is milliseconds since 1970; `…_within` and `lasted` are milliseconds; ports, states and pids are plain numbers;
 * truths are 0 or 1; what is not known is NULL.
 *
 * In each table of entries
 * - `id` grows with each entry, over all tables (`meta.next_id`), and never comes again;
 * - `place` is the row of `places`;
 * - `at` is the moment that entries are listed by, the newest first: when it ended, or began where it has not, or happened
 *   (HistoryMoment.by), and for a gap its end. Entries of the same moment are listed by `id`, the greater first;
 * - `…_within` is `by - after` of a HistoryMoment, and NULL where it has no `after`.
 * In listeners and connections
 * - `ending` is NULL while it is open (`at` is when it began, then); else `closed` is { by: at, after: at - closed_within };
 * - `opened` is { by: at - lasted, after: at - lasted - opened_within }; `lasted` is NULL where it was not seen while open.
 *
 * places: what keeps numbers apart (HistoryPlace).
 * addresses: of sockets, as inet_ntop(3) has them, '' too. `used` is about the newest moment of an entry that has it: at most an
 *   hour before it. So in programs and owners.
 * programs: HistoryProgram. Not kept apart by boot: the place of an entry says of which boot it is. origin_kind: ORIGINS.
 * owners: HistoryOwners. evidence: EVIDENCES; program: programs.id of the first, NULL where there is none; others: the ids of the
 *   others as a JSON array, NULL where there are none.
 * listeners: HistoryListener. protocol: PROTOCOLS, or its name; address: addresses.id; owners: owners.id; ending: ENDINGS.
 * connections: HistoryConnection. direction: DIRECTIONS; …_address: addresses.id; …_owners: owners.id; states: see statesOf in
 *   codes.ts; sent, received, doubtful: bytes; round_trip: microseconds; count: how many it stands for, with the port of the
 *   connecting end 0 where that is more than 1.
 * refusals: HistoryRefusal.
 * actions: HistoryAction. Few, and what they say is whole in them. actor: ACTORS; pid: of the process that did it; deed: HistoryAction.deed as JSON.
 * notices: HistoryNotice. subject: SUBJECTS; change: CHANGES.
 * gaps: HistoryGap, from at - lasted to at; `lasted` is below 0 where the clock was set back. why: GAPS.
 * recorders: who records, one a place (recorderLock.ts). start_time: ticks since boot; pid_namespace: its inode; at: its last
 *   heartbeat. A pid of 0: nobody any more, and `at` is when it ended.
 * meta: one row. next_id: of the next entry; entries: how many there are; since: from when on nothing but connections was dropped,
 *   NULL before the first entry; connections_since: the same of connections, NULL where there never was one; folded_to: up to which
 *   `at` connections that were alike are folded.
 */
export const SCHEMA = `
CREATE TABLE places (id INTEGER PRIMARY KEY, boot TEXT NOT NULL, namespace INTEGER NOT NULL, UNIQUE (boot, namespace));
CREATE TABLE addresses (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, used INTEGER NOT NULL);
CREATE TABLE programs (
  id INTEGER PRIMARY KEY,
  pid INTEGER NOT NULL,
  start_time INTEGER NOT NULL,
  name TEXT NOT NULL,
  uid INTEGER,
  unit TEXT,
  container TEXT,
  container_name TEXT,
  origin_kind INTEGER,
  origin_name TEXT,
  used INTEGER NOT NULL
);
CREATE INDEX programs_pid ON programs (pid, start_time);
CREATE TABLE owners (
  id INTEGER PRIMARY KEY,
  evidence INTEGER NOT NULL,
  program INTEGER,
  others TEXT,
  used INTEGER NOT NULL
);
CREATE INDEX owners_program ON owners (program);
CREATE INDEX owners_several ON owners (id) WHERE others IS NOT NULL;
CREATE TABLE listeners (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  place INTEGER NOT NULL,
  protocol NOT NULL,
  is_ipv6 INTEGER NOT NULL,
  address INTEGER NOT NULL,
  port INTEGER NOT NULL,
  path TEXT,
  owners INTEGER NOT NULL,
  ending INTEGER,
  closed_within INTEGER,
  lasted INTEGER NOT NULL,
  opened_within INTEGER,
  is_taken_over INTEGER NOT NULL
);
CREATE INDEX listeners_at ON listeners (at);
CREATE INDEX listeners_port ON listeners (port, at) WHERE port > 0;
CREATE INDEX listeners_owners ON listeners (owners);
CREATE INDEX listeners_address ON listeners (address);
CREATE INDEX listeners_open ON listeners (place) WHERE ending IS NULL;
CREATE TABLE connections (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  place INTEGER NOT NULL,
  protocol NOT NULL,
  is_ipv6 INTEGER NOT NULL,
  direction INTEGER NOT NULL,
  is_within INTEGER NOT NULL,
  local_address INTEGER NOT NULL,
  local_port INTEGER NOT NULL,
  local_owners INTEGER NOT NULL,
  foreign_address INTEGER NOT NULL,
  foreign_port INTEGER NOT NULL,
  foreign_owners INTEGER NOT NULL,
  ending INTEGER,
  closed_within INTEGER,
  lasted INTEGER,
  opened_within INTEGER,
  states,
  sent INTEGER,
  received INTEGER,
  is_at_least INTEGER NOT NULL,
  doubtful INTEGER,
  retransmitted INTEGER,
  round_trip INTEGER,
  count INTEGER NOT NULL
);
CREATE INDEX connections_at ON connections (at);
CREATE INDEX connections_service ON connections (${SERVICE_PORT}, at);
CREATE INDEX connections_other ON connections (${BATCH}, ${OTHER_PORT}) WHERE count = 1;
CREATE INDEX connections_long ON connections (at) WHERE lasted > ${LONG};
CREATE INDEX connections_open ON connections (place) WHERE ending IS NULL;
CREATE TABLE refusals (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  at_within INTEGER,
  place INTEGER NOT NULL,
  protocol NOT NULL,
  is_ipv6 INTEGER NOT NULL,
  address INTEGER NOT NULL,
  port INTEGER NOT NULL,
  owners INTEGER NOT NULL,
  count INTEGER NOT NULL
);
CREATE INDEX refusals_at ON refusals (at);
CREATE INDEX refusals_port ON refusals (port, at) WHERE port > 0;
CREATE TABLE actions (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  at_within INTEGER,
  place INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  pid INTEGER,
  deed TEXT NOT NULL,
  outcome TEXT NOT NULL
);
CREATE INDEX actions_at ON actions (at);
CREATE TABLE notices (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  at_within INTEGER,
  place INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  change INTEGER NOT NULL,
  device TEXT,
  address TEXT,
  gateway TEXT,
  count INTEGER NOT NULL
);
CREATE INDEX notices_at ON notices (at);
CREATE TABLE gaps (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  place INTEGER NOT NULL,
  why INTEGER NOT NULL,
  lasted INTEGER NOT NULL,
  lost INTEGER
);
CREATE INDEX gaps_at ON gaps (at);
CREATE TABLE recorders (
  place INTEGER PRIMARY KEY,
  pid INTEGER NOT NULL,
  start_time INTEGER NOT NULL,
  pid_namespace INTEGER NOT NULL,
  at INTEGER NOT NULL
);
CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  next_id INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  since INTEGER,
  connections_since INTEGER,
  folded_to INTEGER NOT NULL
);
INSERT INTO meta VALUES (1, 1, 0, NULL, NULL, 0);
PRAGMA user_version = ${SCHEMA_VERSION};
`;
