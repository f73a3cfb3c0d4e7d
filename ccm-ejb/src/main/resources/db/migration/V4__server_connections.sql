-- open TCP connections of a server's host, 0 for unknown
ALTER TABLE server ADD connections INTEGER DEFAULT 0 NOT NULL;
