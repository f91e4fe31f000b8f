-- Uploads of customers, contacts and locations at the desk (7.5): what a row does to what is there, and whether new contacts are
-- invited, which nobody is without being asked for.
ALTER TABLE upload ADD COLUMN invites BOOLEAN NOT NULL DEFAULT FALSE;
-- NEW, CHANGE or SAME; empty for orders, and before it is known.
ALTER TABLE upload_line ADD COLUMN does TEXT NOT NULL DEFAULT '';
-- Whom a row of an upload means.
CREATE INDEX customer_number ON customer (organisation, number);
