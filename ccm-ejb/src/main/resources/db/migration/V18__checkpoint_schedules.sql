-- Checkpoints that are made again and again (VC-2): in intervals, or at a time of day on some days of the week.
ALTER TABLE checkpoint ADD COLUMN scheduled BOOLEAN DEFAULT FALSE NOT NULL;
CREATE TABLE checkpoint_schedule (
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  every_ms BIGINT,
  at_time VARCHAR(5),
  days VARCHAR(80) NOT NULL,
  time_zone VARCHAR(63),
  kept INTEGER NOT NULL,
  next_ms BIGINT,
  last_ms BIGINT,
  last_result VARCHAR(1000) NOT NULL,
  revision BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (site, group_name),
  FOREIGN KEY (site, group_name) REFERENCES content_group (site, name) ON DELETE CASCADE
);
CREATE INDEX checkpoint_schedule_by_next ON checkpoint_schedule (next_ms);
