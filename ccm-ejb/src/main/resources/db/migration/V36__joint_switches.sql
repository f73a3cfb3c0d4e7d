-- What a distribution switches when its commit is of several runs (CM-9): then it has no run of its own.
CREATE TABLE joint_switch (
  distribution VARCHAR(36) NOT NULL REFERENCES distribution (id) ON DELETE CASCADE,
  run VARCHAR(36) NOT NULL,
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  target_version BIGINT NOT NULL,
  released_ms BIGINT,
  version BIGINT NOT NULL,
  PRIMARY KEY (distribution, run)
);
CREATE INDEX joint_switch_by_run ON joint_switch (run);
