-- Runs unchanged on H2 and on PostgreSQL. Times are milliseconds since 1970-01-01 UTC, ids are UUIDs as text.

-- The value of a sequence is the last of the twenty ids it hands out.
CREATE SEQUENCE audit_entry_seq START WITH 20 INCREMENT BY 20;
CREATE SEQUENCE run_note_seq START WITH 20 INCREMENT BY 20;

-- who did what
CREATE TABLE audit_entry (
  id BIGINT PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  actor_kind VARCHAR(8) NOT NULL,
  actor VARCHAR(63) NOT NULL,
  action VARCHAR(63) NOT NULL,
  subject VARCHAR(400) NOT NULL,
  detail VARCHAR(2000) NOT NULL
);

-- people
CREATE TABLE user_account (
  name VARCHAR(63) PRIMARY KEY,
  password_hash VARCHAR(400) NOT NULL,
  enabled BOOLEAN NOT NULL,
  created_ms BIGINT NOT NULL,
  password_changed_ms BIGINT,
  version BIGINT NOT NULL
);
CREATE TABLE user_role (
  user_name VARCHAR(63) NOT NULL REFERENCES user_account (name) ON DELETE CASCADE,
  role_name VARCHAR(20) NOT NULL,
  PRIMARY KEY (user_name, role_name)
);

-- segments and servers
CREATE TABLE segment (
  name VARCHAR(63) PRIMARY KEY,
  title VARCHAR(200) NOT NULL,
  leader VARCHAR(63),
  epoch BIGINT NOT NULL,
  report_sequence BIGINT NOT NULL,
  multicast BOOLEAN NOT NULL,
  reported_ms BIGINT,
  version BIGINT NOT NULL
);
CREATE TABLE enrolment_token (
  id VARCHAR(36) PRIMARY KEY,
  secret_hash VARCHAR(64) NOT NULL UNIQUE,
  note VARCHAR(200) NOT NULL,
  server VARCHAR(63),
  uses_allowed INTEGER NOT NULL,
  uses_left INTEGER NOT NULL,
  created_ms BIGINT NOT NULL,
  expires_ms BIGINT NOT NULL,
  revoked BOOLEAN NOT NULL,
  created_by VARCHAR(63) NOT NULL,
  version BIGINT NOT NULL
);
CREATE TABLE server (
  name VARCHAR(63) PRIMARY KEY,
  segment VARCHAR(63) NOT NULL REFERENCES segment (name),
  role_name VARCHAR(16) NOT NULL,
  agent_url VARCHAR(400) NOT NULL,
  public_key VARCHAR(200) NOT NULL,
  key_id VARCHAR(16) NOT NULL,
  enrolled_ms BIGINT NOT NULL,
  enrolled_with VARCHAR(36),
  revoked BOOLEAN NOT NULL,
  connection VARCHAR(8) NOT NULL,
  last_seen_ms BIGINT,
  down_ms BIGINT,
  down_reason VARCHAR(400) NOT NULL,
  address VARCHAR(200) NOT NULL,
  priority INTEGER NOT NULL,
  multicast_heard BOOLEAN NOT NULL,
  free_disk_bytes BIGINT NOT NULL,
  cpus INTEGER NOT NULL,
  cpu_load DOUBLE PRECISION NOT NULL,
  memory_bytes BIGINT NOT NULL,
  time_zone VARCHAR(63) NOT NULL,
  place VARCHAR(200) NOT NULL,
  measured_bytes_per_second BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX server_by_segment ON server (segment);
CREATE INDEX server_by_key ON server (key_id);
CREATE TABLE server_site (
  server VARCHAR(63) NOT NULL REFERENCES server (name) ON DELETE CASCADE,
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  live_version BIGINT NOT NULL,
  staged_version BIGINT NOT NULL,
  backup_version BIGINT NOT NULL,
  problem VARCHAR(2000),
  confirmed_version BIGINT,
  confirmed_over BIGINT,
  confirmed_ms BIGINT,
  PRIMARY KEY (server, site)
);

-- sites
CREATE TABLE hosted_site (
  name VARCHAR(253) PRIMARY KEY,
  description VARCHAR(400) NOT NULL,
  created_ms BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE TABLE staging_area (
  name VARCHAR(63) PRIMARY KEY,
  site VARCHAR(253) NOT NULL REFERENCES hosted_site (name),
  path VARCHAR(4000) NOT NULL,
  includes VARCHAR(4000) NOT NULL,
  excludes VARCHAR(4000) NOT NULL,
  version BIGINT NOT NULL
);
CREATE TABLE content_group (
  site VARCHAR(253) NOT NULL REFERENCES hosted_site (name),
  name VARCHAR(63) NOT NULL,
  membership VARCHAR(16) NOT NULL,
  shadow_version BIGINT NOT NULL,
  shadow_manifest VARCHAR(64),
  shadow_ms BIGINT,
  last_version BIGINT NOT NULL,
  last_sequence BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (site, name)
);
CREATE TABLE content_group_member (
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  member VARCHAR(63) NOT NULL,
  PRIMARY KEY (site, group_name, member),
  FOREIGN KEY (site, group_name) REFERENCES content_group (site, name) ON DELETE CASCADE
);

-- jobs and runs
CREATE TABLE job (
  id VARCHAR(36) PRIMARY KEY,
  name VARCHAR(63) NOT NULL UNIQUE,
  job_type VARCHAR(16) NOT NULL,
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  staging_area VARCHAR(63) NOT NULL REFERENCES staging_area (name),
  quorum VARCHAR(12) NOT NULL,
  on_conflict VARCHAR(8) NOT NULL,
  on_missing_quorum VARCHAR(8) NOT NULL,
  patience_ms BIGINT NOT NULL,
  deadline_ms BIGINT NOT NULL,
  created_ms BIGINT NOT NULL,
  last_run VARCHAR(36),
  version BIGINT NOT NULL,
  FOREIGN KEY (site, group_name) REFERENCES content_group (site, name)
);
CREATE TABLE job_run (
  id VARCHAR(36) PRIMARY KEY,
  job VARCHAR(36) NOT NULL,
  job_name VARCHAR(63) NOT NULL,
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  staging_area VARCHAR(63) NOT NULL,
  idempotency_key VARCHAR(200) UNIQUE,
  created_ms BIGINT NOT NULL,
  created_by VARCHAR(80) NOT NULL,
  ended_ms BIGINT,
  phase VARCHAR(16) NOT NULL,
  wait_cause VARCHAR(16) NOT NULL,
  blocker VARCHAR(36),
  quorum VARCHAR(12) NOT NULL,
  on_conflict VARCHAR(8) NOT NULL,
  on_missing_quorum VARCHAR(8) NOT NULL,
  patience_ms BIGINT NOT NULL,
  staging_ms BIGINT NOT NULL,
  committing_ms BIGINT NOT NULL,
  aborting_ms BIGINT NOT NULL,
  missing_after_ms BIGINT NOT NULL,
  started_ms BIGINT NOT NULL,
  phase_since_ms BIGINT NOT NULL,
  target_version BIGINT NOT NULL,
  required_bytes BIGINT NOT NULL,
  quorum_needed INTEGER NOT NULL,
  ends_as VARCHAR(16),
  explanation VARCHAR(4000) NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX job_run_by_phase ON job_run (phase);
CREATE INDEX job_run_by_job ON job_run (job, created_ms);
CREATE TABLE run_participant (
  run VARCHAR(36) NOT NULL REFERENCES job_run (id) ON DELETE CASCADE,
  server VARCHAR(63) NOT NULL,
  standing VARCHAR(16),
  reason VARCHAR(2000) NOT NULL,
  unreachable BOOLEAN NOT NULL,
  down BOOLEAN NOT NULL,
  silent_since_ms BIGINT NOT NULL,
  PRIMARY KEY (run, server)
);
CREATE TABLE run_note (
  id BIGINT PRIMARY KEY,
  run VARCHAR(36) NOT NULL REFERENCES job_run (id) ON DELETE CASCADE,
  at_ms BIGINT NOT NULL,
  phase VARCHAR(16) NOT NULL,
  text VARCHAR(4000) NOT NULL
);
CREATE INDEX run_note_by_run ON run_note (run, id);
CREATE TABLE publish_plan (
  run VARCHAR(36) PRIMARY KEY REFERENCES job_run (id) ON DELETE CASCADE,
  status VARCHAR(16) NOT NULL,
  attempt INTEGER NOT NULL,
  heartbeat_ms BIGINT NOT NULL,
  entries_scanned BIGINT NOT NULL,
  bytes_read BIGINT NOT NULL,
  entries_added BIGINT NOT NULL,
  entries_changed BIGINT NOT NULL,
  entries_removed BIGINT NOT NULL,
  target_files BIGINT NOT NULL,
  target_bytes BIGINT NOT NULL,
  target_manifest VARCHAR(64),
  base_version BIGINT NOT NULL,
  target_version BIGINT NOT NULL,
  target_sequence BIGINT NOT NULL,
  assignment VARCHAR(36),
  assignment_bytes BIGINT NOT NULL,
  required_bytes BIGINT NOT NULL,
  problem VARCHAR(4000),
  version BIGINT NOT NULL
);

-- versions and what travels
CREATE TABLE assignment (
  id VARCHAR(36) PRIMARY KEY,
  assignment_type VARCHAR(16) NOT NULL,
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  assignment_sequence BIGINT NOT NULL,
  base_version BIGINT NOT NULL,
  target_version BIGINT NOT NULL,
  target_manifest VARCHAR(64) NOT NULL,
  size_bytes BIGINT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  required_bytes BIGINT NOT NULL,
  run VARCHAR(36),
  created_ms BIGINT NOT NULL,
  expires_ms BIGINT NOT NULL,
  spoiled_ms BIGINT,
  pruned_ms BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX assignment_by_run ON assignment (run);
CREATE INDEX assignment_by_target ON assignment (site, group_name, target_version, base_version);
CREATE TABLE published_version (
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  version_number BIGINT NOT NULL,
  run VARCHAR(36) NOT NULL,
  assignment VARCHAR(36) NOT NULL,
  committed_ms BIGINT NOT NULL,
  files BIGINT NOT NULL,
  content_bytes BIGINT NOT NULL,
  manifest VARCHAR(64) NOT NULL,
  PRIMARY KEY (site, group_name, version_number)
);

-- distributions
CREATE TABLE distribution (
  id VARCHAR(36) PRIMARY KEY,
  assignment VARCHAR(36) NOT NULL REFERENCES assignment (id),
  run VARCHAR(36),
  step VARCHAR(16) NOT NULL,
  name VARCHAR(400) NOT NULL,
  started_ms BIGINT NOT NULL,
  deadline_ms BIGINT NOT NULL,
  ended_ms BIGINT,
  quorum INTEGER NOT NULL,
  star BOOLEAN NOT NULL,
  origin_given INTEGER NOT NULL,
  last_fetch_ms BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX distribution_by_end ON distribution (ended_ms);
CREATE UNIQUE INDEX distribution_by_run ON distribution (run, step);
CREATE TABLE distribution_edge (
  distribution VARCHAR(36) NOT NULL REFERENCES distribution (id) ON DELETE CASCADE,
  target VARCHAR(64) NOT NULL,
  edge_rank INTEGER NOT NULL,
  segment VARCHAR(63),
  server VARCHAR(63),
  epoch BIGINT NOT NULL,
  state VARCHAR(16) NOT NULL,
  source VARCHAR(63),
  from_origin BOOLEAN NOT NULL,
  attempts INTEGER NOT NULL,
  not_before_ms BIGINT NOT NULL,
  lease_until_ms BIGINT NOT NULL,
  fetched_bytes BIGINT NOT NULL,
  report_sequence BIGINT NOT NULL,
  measured_bytes_per_second BIGINT NOT NULL,
  reason VARCHAR(2000) NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (distribution, target)
);
CREATE INDEX distribution_edge_fresh ON distribution_edge (distribution, state, from_origin, edge_rank);
CREATE INDEX distribution_edge_source ON distribution_edge (distribution, source, state);
CREATE TABLE server_progress (
  distribution VARCHAR(36) NOT NULL REFERENCES distribution (id) ON DELETE CASCADE,
  server VARCHAR(63) NOT NULL,
  segment VARCHAR(63),
  state VARCHAR(16) NOT NULL,
  percent INTEGER NOT NULL,
  outcome VARCHAR(16),
  reason VARCHAR(2000) NOT NULL,
  live_version BIGINT NOT NULL,
  at_ms BIGINT,
  version BIGINT NOT NULL,
  PRIMARY KEY (distribution, server)
);
CREATE TABLE catch_up (
  server VARCHAR(63) NOT NULL REFERENCES server (name) ON DELETE CASCADE,
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  since_ms BIGINT NOT NULL,
  distribution VARCHAR(36),
  attempts INTEGER NOT NULL,
  next_attempt_ms BIGINT NOT NULL,
  problem VARCHAR(2000) NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (server, site)
);
