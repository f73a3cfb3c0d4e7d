-- hooks run on the servers around a switch, one per line, and since when they are these; NULL: none
ALTER TABLE content_group ADD hooks VARCHAR(4000);
ALTER TABLE content_group ADD hooks_ms BIGINT;
