-- The latest scrub of each site on each server. Runs unchanged on H2 and on PostgreSQL. Times are milliseconds since 1970-01-01 UTC.
CREATE TABLE site_scrub (
  server VARCHAR(80) NOT NULL,
  site VARCHAR(253) NOT NULL,
  ended_ms BIGINT NOT NULL,
  files_read BIGINT NOT NULL,
  bytes_read BIGINT NOT NULL,
  drifted BIGINT NOT NULL,
  since_ms BIGINT,
  repaired_ms BIGINT,
  problem VARCHAR(2000) NOT NULL,
  -- one per line: since, kind, path
  paths VARCHAR(60000) NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (server, site)
);
