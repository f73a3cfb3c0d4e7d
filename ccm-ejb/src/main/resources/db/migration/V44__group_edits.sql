-- counts what people change, not what is published
ALTER TABLE content_group ADD edits BIGINT DEFAULT 0 NOT NULL;
-- the tags that clients hold stay good
UPDATE content_group SET edits = version;
