-- Text order: bytes, as on SQLite.
ALTER TABLE order_template ALTER COLUMN sort_name TYPE TEXT COLLATE "C";
