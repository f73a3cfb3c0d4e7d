-- patterns of the paths whose content is sealed, one per line; NULL: all (CM-15)
ALTER TABLE content_group ADD sealed_paths VARCHAR(4000);
-- since when it is sealed so; NULL: for always
ALTER TABLE content_group ADD sealing_ms BIGINT;
