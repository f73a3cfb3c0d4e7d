-- Who may catch up now, who waits for a turn (DT-5).
ALTER TABLE catch_up ADD COLUMN turn VARCHAR(5) DEFAULT 'NONE' NOT NULL;
UPDATE catch_up SET turn = 'HAS' WHERE distribution IS NOT NULL;
