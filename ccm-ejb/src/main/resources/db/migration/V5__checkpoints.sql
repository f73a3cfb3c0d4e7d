-- Checkpoints. Runs unchanged on H2 and on PostgreSQL. Times are milliseconds since 1970-01-01 UTC.

-- how many checkpoints of each content group of a site are kept, pinned ones not counted
ALTER TABLE hosted_site ADD checkpoints_kept INTEGER DEFAULT 10 NOT NULL;
ALTER TABLE content_group ADD last_checkpoint BIGINT DEFAULT 0 NOT NULL;
CREATE TABLE checkpoint (
  id VARCHAR(36) PRIMARY KEY,
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  checkpoint_number BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  note VARCHAR(2000) NOT NULL,
  pinned BOOLEAN NOT NULL,
  created_ms BIGINT NOT NULL,
  created_by VARCHAR(80) NOT NULL,
  content_version BIGINT NOT NULL,
  manifest VARCHAR(64) NOT NULL,
  status VARCHAR(16) NOT NULL,
  attempt INTEGER NOT NULL,
  heartbeat_ms BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  entries_checked BIGINT NOT NULL,
  files BIGINT NOT NULL,
  content_bytes BIGINT NOT NULL,
  completed_ms BIGINT,
  problem VARCHAR(4000) NOT NULL,
  revision BIGINT NOT NULL,
  version BIGINT NOT NULL,
  UNIQUE (site, group_name, checkpoint_number),
  UNIQUE (site, group_name, name)
);
