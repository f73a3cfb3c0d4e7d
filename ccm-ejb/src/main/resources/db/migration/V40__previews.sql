-- What an order would do, found out without doing it (CM-11). Kept for a day.
CREATE TABLE preview (
  id VARCHAR(36) PRIMARY KEY,
  kind VARCHAR(20) NOT NULL,
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  job_name VARCHAR(63),
  staging_area VARCHAR(63),
  source_manifest VARCHAR(64),
  removes VARCHAR(4000),
  even_if_pinned BOOLEAN NOT NULL,
  quorum VARCHAR(12) NOT NULL,
  started_ms BIGINT NOT NULL,
  started_by VARCHAR(80) NOT NULL,
  heartbeat_ms BIGINT NOT NULL,
  ended_ms BIGINT,
  status VARCHAR(20) NOT NULL,
  problem VARCHAR(4000) NOT NULL,
  base_version BIGINT NOT NULL,
  target_manifest VARCHAR(64),
  entries_scanned BIGINT NOT NULL,
  bytes_read BIGINT NOT NULL,
  target_files BIGINT NOT NULL,
  target_bytes BIGINT NOT NULL,
  entries_new BIGINT NOT NULL,
  entries_changed BIGINT NOT NULL,
  entries_removed BIGINT NOT NULL,
  entries_moved BIGINT NOT NULL,
  content_bytes BIGINT NOT NULL,
  assignment_bytes BIGINT,
  required_bytes BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX preview_by_start ON preview (started_ms);
-- The first paths of every kind.
CREATE TABLE preview_path (
  id VARCHAR(48) PRIMARY KEY,
  preview VARCHAR(36) NOT NULL REFERENCES preview (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  kind VARCHAR(10) NOT NULL,
  path VARCHAR(3072) NOT NULL,
  origin VARCHAR(3072) NOT NULL,
  entries BIGINT NOT NULL,
  size_bytes BIGINT NOT NULL
);
CREATE INDEX preview_path_by_preview ON preview_path (preview, number);
