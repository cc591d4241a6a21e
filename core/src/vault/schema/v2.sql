-- The vault, version 2. Frozen: a change is a new file and a migration in schema.rs.

-- When this device took an entry in, by its own clock, in milliseconds since 1970: the third of the
-- three times. Nothing for its own, and for what was taken in before version 2.
ALTER TABLE entry ADD COLUMN received INTEGER;
