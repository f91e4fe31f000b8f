-- Text order: bytes, as on SQLite, so that lists and pages come out alike on both databases.
ALTER TABLE customer ALTER COLUMN sort_name TYPE TEXT COLLATE "C";
ALTER TABLE contact ALTER COLUMN sort_name TYPE TEXT COLLATE "C";
ALTER TABLE service_level ALTER COLUMN sort_name TYPE TEXT COLLATE "C";
ALTER TABLE transport_service ALTER COLUMN sort_name TYPE TEXT COLLATE "C";
ALTER TABLE location ALTER COLUMN sort_name TYPE TEXT COLLATE "C";
ALTER TABLE location ALTER COLUMN address_key TYPE TEXT COLLATE "C";
ALTER TABLE name_word ALTER COLUMN word TYPE TEXT COLLATE "C";
ALTER TABLE customer ALTER COLUMN slug TYPE TEXT COLLATE "C";
