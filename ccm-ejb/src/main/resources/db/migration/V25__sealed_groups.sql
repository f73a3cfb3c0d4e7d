-- Whether content of a group is sealed for its members (CM-5).
ALTER TABLE content_group ADD COLUMN sealed BOOLEAN NOT NULL DEFAULT FALSE;
