-- Verification of the content store. Runs unchanged on H2 and on PostgreSQL. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE store_check (
  id VARCHAR(36) PRIMARY KEY,
  started_ms BIGINT NOT NULL,
  started_by VARCHAR(80) NOT NULL,
  ended_ms BIGINT,
  bytes_read BIGINT NOT NULL,
  bytes_all BIGINT NOT NULL,
  contents_missing INTEGER NOT NULL,
  contents_repaired INTEGER NOT NULL,
  problem VARCHAR(4000) NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX store_check_by_start ON store_check (started_ms);
-- what is needed and not in the store, or was not
CREATE TABLE store_loss (
  content VARCHAR(64) PRIMARY KEY,
  size_bytes BIGINT NOT NULL,
  why VARCHAR(1000) NOT NULL,
  needed_by VARCHAR(4000) NOT NULL,
  found_ms BIGINT NOT NULL,
  repaired_ms BIGINT,
  repaired_from VARCHAR(200) NOT NULL,
  problem VARCHAR(1000) NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX store_loss_by_repair ON store_loss (repaired_ms);
