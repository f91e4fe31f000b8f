-- A form may have made an import that is no order yet: what was submitted points to the id the order has from then on.
ALTER TABLE submission DROP CONSTRAINT submission_organisation_order_id_fkey;
-- Text order: bytes, as on SQLite.
ALTER TABLE order_import ALTER COLUMN collection_date TYPE TEXT COLLATE "C";
