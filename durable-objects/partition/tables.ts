/**
 * The tables of a partition. `unacked` is one small document per subscriber (at most 500 offsets): a row for each would cost
 * two writes per event. `previous` is the offset of the stream's event before (0: none): a repeat is compared with what lies
 * in the log by walking back from the stream's head, so that no index by stream is paid for with every event.
 */
export const TABLES = [
  `CREATE TABLE IF NOT EXISTS log (
    "offset" INTEGER PRIMARY KEY, kind TEXT NOT NULL, stream TEXT NOT NULL, previous INTEGER NOT NULL, at INTEGER NOT NULL,
    envelope TEXT NOT NULL, chain TEXT NOT NULL CHECK (length(chain) = 64)) STRICT`,
  `CREATE INDEX IF NOT EXISTS log_by_kind ON log (kind, "offset")`,
  "CREATE TABLE IF NOT EXISTS partition (number INTEGER NOT NULL) STRICT",
  `CREATE TABLE IF NOT EXISTS heads (
    stream TEXT PRIMARY KEY, seq INTEGER NOT NULL, "offset" INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS cursors (
    subscriber TEXT PRIMARY KEY, reached INTEGER NOT NULL, unacked TEXT NOT NULL CHECK (json_valid(unacked)),
    resends INTEGER NOT NULL, heard_at INTEGER NOT NULL, heard_sent_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS failures (
    subscriber TEXT NOT NULL, "offset" INTEGER NOT NULL, cause TEXT NOT NULL,
    PRIMARY KEY (subscriber, "offset")) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS dead_letters (
    subscriber TEXT NOT NULL, stream TEXT NOT NULL, "offset" INTEGER NOT NULL, since INTEGER NOT NULL, sends INTEGER NOT NULL,
    PRIMARY KEY (subscriber, stream)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS parked (
    subscriber TEXT NOT NULL, stream TEXT NOT NULL, "offset" INTEGER NOT NULL,
    PRIMARY KEY (subscriber, stream, "offset")) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS released (
    subscriber TEXT NOT NULL, "offset" INTEGER NOT NULL, PRIMARY KEY (subscriber, "offset")) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS segments (
    first INTEGER PRIMARY KEY, last INTEGER NOT NULL CHECK (last >= first), last_at INTEGER NOT NULL,
    kinds TEXT NOT NULL CHECK (json_valid(kinds))) STRICT`,
  `CREATE TABLE IF NOT EXISTS replays (
    subscriber TEXT PRIMARY KEY, "from" INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS commands (
    command_id TEXT PRIMARY KEY, body_hash TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  "CREATE INDEX IF NOT EXISTS commands_by_at ON commands (at)",
];
