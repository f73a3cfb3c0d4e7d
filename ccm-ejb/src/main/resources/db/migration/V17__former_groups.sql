-- The last numbers of content groups that were removed: servers take no number twice, should a group of that name be made again.
CREATE TABLE former_group (
  site VARCHAR(253) NOT NULL,
  name VARCHAR(63) NOT NULL,
  last_version BIGINT NOT NULL,
  last_sequence BIGINT NOT NULL,
  last_checkpoint BIGINT NOT NULL,
  PRIMARY KEY (site, name)
);
