-- configuration entries, one per line: of the group those of the next version, of an assignment and a version its own; NULL: none
ALTER TABLE content_group ADD entries VARCHAR(100000);
ALTER TABLE assignment ADD entries VARCHAR(100000);
ALTER TABLE published_version ADD entries VARCHAR(100000);
