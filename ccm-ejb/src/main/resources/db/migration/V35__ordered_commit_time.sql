-- When a run was ordered to go live (VC-8), whatever was said since: what its idempotency key stands for.
-- Not known of runs from before.
ALTER TABLE job_run ADD COLUMN ordered_commit_at_ms BIGINT;
