-- Garbage collections of the content store. Runs unchanged on H2 and on PostgreSQL. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE store_collection (
  id VARCHAR(36) PRIMARY KEY,
  started_ms BIGINT NOT NULL,
  started_by VARCHAR(80) NOT NULL,
  ended_ms BIGINT,
  waits BOOLEAN NOT NULL,
  contents_dropped INTEGER NOT NULL,
  packs_removed INTEGER NOT NULL,
  packs_rewritten INTEGER NOT NULL,
  bytes_freed BIGINT NOT NULL,
  problem VARCHAR(4000) NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX store_collection_by_start ON store_collection (started_ms);
