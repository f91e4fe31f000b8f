-- Text order: bytes, as on SQLite; prefix search needs it.
ALTER TABLE search_word ALTER COLUMN word TYPE TEXT COLLATE "C";
ALTER TABLE orders ALTER COLUMN collection_date TYPE TEXT COLLATE "C";
ALTER TABLE orders ALTER COLUMN reference_key TYPE TEXT COLLATE "C";
