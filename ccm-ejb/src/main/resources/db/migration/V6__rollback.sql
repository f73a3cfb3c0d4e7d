-- Rollback (VC-7, VC-10): runs that belong to no job, the version before the published one, versions withdrawn.
ALTER TABLE job_run ALTER COLUMN job DROP NOT NULL;
ALTER TABLE job_run ALTER COLUMN job_name DROP NOT NULL;
ALTER TABLE job_run ALTER COLUMN staging_area DROP NOT NULL;
ALTER TABLE job_run ADD COLUMN kind VARCHAR(16) DEFAULT 'PUBLISH' NOT NULL;
ALTER TABLE job_run ADD COLUMN reason VARCHAR(1000);
ALTER TABLE job_run ADD COLUMN withdraws BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE job_run ADD COLUMN even_if_pinned BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE publish_plan ADD COLUMN even_if_pinned BOOLEAN DEFAULT FALSE NOT NULL;

ALTER TABLE content_group ADD COLUMN backup_version BIGINT DEFAULT 0 NOT NULL;
UPDATE content_group SET backup_version = COALESCE(
  (SELECT MAX(v.version_number) FROM published_version v
    WHERE v.site = content_group.site AND v.group_name = content_group.name
      AND v.version_number < content_group.shadow_version), 0);

CREATE TABLE pinned_version (
  site VARCHAR(253) NOT NULL,
  group_name VARCHAR(63) NOT NULL,
  version_number BIGINT NOT NULL,
  manifest VARCHAR(64) NOT NULL,
  pinned_ms BIGINT NOT NULL,
  pinned_by VARCHAR(80) NOT NULL,
  reason VARCHAR(1000) NOT NULL,
  run VARCHAR(36) NOT NULL,
  PRIMARY KEY (site, group_name, version_number)
);
