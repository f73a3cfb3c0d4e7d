-- A staging area may lie on a server whose agent offers it; null for the CCM's own host (CM-1).
ALTER TABLE staging_area ADD COLUMN server VARCHAR(63);
