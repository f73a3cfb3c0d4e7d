-- Keys of segments. Runs unchanged on H2 and on PostgreSQL. Times are milliseconds since 1970-01-01 UTC.

-- what the servers of a segment are to seal with, and how they get there
CREATE TABLE segment_keying (
  segment VARCHAR(63) PRIMARY KEY REFERENCES segment (name) ON DELETE CASCADE,
  step VARCHAR(16) NOT NULL,
  sending INTEGER NOT NULL,
  other INTEGER NOT NULL,
  last_id INTEGER NOT NULL,
  ring BIGINT NOT NULL,
  since_ms BIGINT NOT NULL,
  urgent BOOLEAN NOT NULL,
  again BOOLEAN NOT NULL,
  encrypts BOOLEAN NOT NULL,
  rotate_days INTEGER NOT NULL,
  patience_ms BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  version BIGINT NOT NULL
);
-- The secret is sealed with a key that is in the data directory only.
CREATE TABLE segment_key (
  segment VARCHAR(63) NOT NULL REFERENCES segment_keying (segment) ON DELETE CASCADE,
  key_id INTEGER NOT NULL,
  sealed_secret VARCHAR(200) NOT NULL,
  made_ms BIGINT NOT NULL,
  sending_ms BIGINT,
  PRIMARY KEY (segment, key_id)
);
-- what each server told last
CREATE TABLE server_keys (
  server VARCHAR(63) PRIMARY KEY REFERENCES server (name) ON DELETE CASCADE,
  source VARCHAR(8) NOT NULL,
  ring BIGINT NOT NULL,
  sending INTEGER NOT NULL,
  held VARCHAR(100) NOT NULL,
  asked_ms BIGINT NOT NULL
);

-- Segments from before stay as they are: open, until an administrator wants a key.
INSERT INTO segment_keying (segment, step, sending, other, last_id, ring, since_ms, urgent, again, encrypts, rotate_days, patience_ms, revision, version)
  SELECT name, 'RESTING', 0, -1, 0, 1, COALESCE(reported_ms, 0), FALSE, FALSE, FALSE, 0, 600000, 0, 1 FROM segment;
