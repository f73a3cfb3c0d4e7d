-- a job runs by itself when its staging area changed and then was quiet for so long; NULL: it is not watched
ALTER TABLE job ADD publish_when_quiet_ms BIGINT;
