-- Runs that make a tree of one that is known (VC-4, VC-8): the tree, or patterns of what goes from the published one.
ALTER TABLE job_run ADD COLUMN source_manifest VARCHAR(64);
ALTER TABLE job_run ADD COLUMN removes VARCHAR(4000);
ALTER TABLE publish_plan ADD COLUMN source_manifest VARCHAR(64);
ALTER TABLE publish_plan ADD COLUMN removes VARCHAR(4000);
