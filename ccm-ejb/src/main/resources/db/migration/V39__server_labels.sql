-- labels of a server, one per line; NULL: none
ALTER TABLE server ADD labels VARCHAR(4500);
-- a label as a member: name, '=', value
ALTER TABLE content_group_member ALTER COLUMN member SET DATA TYPE VARCHAR(127);
