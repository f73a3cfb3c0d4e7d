-- Runs that have it in common go live together or not at all (CM-9).
ALTER TABLE job_run ADD COLUMN joint VARCHAR(36);
CREATE INDEX job_run_joint ON job_run (joint);
