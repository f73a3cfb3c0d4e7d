-- Where secrets can be sealed for a server (CM-5); null until it has told.
ALTER TABLE server ADD COLUMN box VARCHAR(43);
