-- Other content at some paths of what is published, for some servers (CM-8), until it is taken back or something else is published.
CREATE TABLE hot_content (
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  version_number BIGINT NOT NULL,
  base_version BIGINT NOT NULL,
  manifest VARCHAR(64) NOT NULL,
  staging_area VARCHAR(63) NOT NULL,
  paths VARCHAR(4000) NOT NULL,
  servers VARCHAR(100000) NOT NULL,
  reason VARCHAR(1000) NOT NULL,
  placed_by VARCHAR(300) NOT NULL,
  since_ms BIGINT NOT NULL,
  ended_ms BIGINT,
  ended VARCHAR(1000) NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (site, group_name, version_number),
  FOREIGN KEY (site, group_name) REFERENCES content_group (site, name) ON DELETE CASCADE
);
