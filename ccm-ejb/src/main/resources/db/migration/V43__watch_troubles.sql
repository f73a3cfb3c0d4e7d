-- why a job that watches its staging area does not publish by itself, and since when; NULL: it does
ALTER TABLE job ADD watch_problem VARCHAR(4000);
ALTER TABLE job ADD watch_problem_since_ms BIGINT;
-- counts what people change, not what runs and the watch write
ALTER TABLE job ADD edits BIGINT DEFAULT 0 NOT NULL;
-- the tags that clients hold stay good
UPDATE job SET edits = version;
