-- counts what people change, not what servers report
ALTER TABLE server ADD edits BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE segment ADD edits BIGINT DEFAULT 0 NOT NULL;
