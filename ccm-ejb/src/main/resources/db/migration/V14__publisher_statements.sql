-- Publishers who sign for what may be live (CM-12): the keys of each site as this CCM knows them, one on a line, and what they said.
ALTER TABLE hosted_site ADD COLUMN publisher_keys VARCHAR(2000) DEFAULT '' NOT NULL;

CREATE TABLE publisher_statement (
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  issued_ms BIGINT NOT NULL,
  expires_ms BIGINT,
  target_manifest VARCHAR(64) NOT NULL,
  statement VARCHAR(4000) NOT NULL,
  received_ms BIGINT NOT NULL,
  received_by VARCHAR(80) NOT NULL,
  live_ms BIGINT,
  PRIMARY KEY (site, group_name, issued_ms)
);

-- the tree a plan leads to was signed for; its next attempt scans nothing
ALTER TABLE publish_plan ADD COLUMN signed_manifest VARCHAR(64);
