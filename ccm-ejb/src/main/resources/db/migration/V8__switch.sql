-- When what is staged goes live (VC-8): 0 at once, the greatest number on order, else a time.
ALTER TABLE job_run ADD COLUMN commit_at_ms BIGINT DEFAULT 0 NOT NULL;
