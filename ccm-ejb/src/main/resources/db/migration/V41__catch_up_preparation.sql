-- The batch job that prepares what servers lack (VC-9): one at a time, so there is one row. Times are milliseconds since
-- 1970-01-01 UTC; no heartbeat: nobody prepares. Runs unchanged on H2 and on PostgreSQL.
CREATE TABLE catch_up_preparation (
  id INTEGER PRIMARY KEY,
  attempt INTEGER NOT NULL,
  heartbeat_ms BIGINT,
  version BIGINT NOT NULL
);
INSERT INTO catch_up_preparation (id, attempt, heartbeat_ms, version) VALUES (1, 0, NULL, 0);
