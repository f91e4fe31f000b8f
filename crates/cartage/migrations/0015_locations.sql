-- What else a location is called, one a line: by these names uploads and other systems mean it (7.4).
ALTER TABLE location ADD COLUMN aliases TEXT NOT NULL DEFAULT '';
-- Country and postcode, letters and digits only: by this those are found that a new address is compared with.
ALTER TABLE location ADD COLUMN place_key TEXT NOT NULL DEFAULT '';
UPDATE location SET place_key = lower(country || replace(replace(replace(postcode, ' ', ''), '-', ''), '.', ''));
CREATE INDEX location_place ON location (organisation, place_key);
CREATE INDEX location_external ON location (organisation, external_id);

-- The keys of a location's aliases.
CREATE TABLE location_alias (
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  alias_key TEXT NOT NULL,
  location BYTEA NOT NULL,
  PRIMARY KEY (organisation, alias_key, location),
  FOREIGN KEY (organisation, location) REFERENCES location (organisation, id)
);
CREATE INDEX location_alias_location ON location_alias (organisation, location);

-- Which location another became: whoever still names the one means the other.
CREATE TABLE location_merge (
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  location BYTEA NOT NULL,
  survivor BYTEA NOT NULL,
  merged_at BIGINT NOT NULL,
  merged_by TEXT NOT NULL,
  PRIMARY KEY (organisation, location),
  FOREIGN KEY (organisation, location) REFERENCES location (organisation, id),
  FOREIGN KEY (organisation, survivor) REFERENCES location (organisation, id),
  CHECK (location <> survivor)
);
CREATE INDEX location_merge_survivor ON location_merge (organisation, survivor);
