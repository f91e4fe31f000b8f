-- Documents of orders (9.5): files from either side, by types that say what customers see and may add. The bytes are in the data
-- directory under their digest.
CREATE TABLE document_type (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  customers_see BOOLEAN NOT NULL,
  customers_upload BOOLEAN NOT NULL,
  -- Months; none: for good.
  kept_months BIGINT,
  archived_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT document_type_organisation_id_key UNIQUE (organisation, id)
);
CREATE INDEX document_type_name ON document_type (organisation, sort_name, id);

CREATE TABLE document (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  customer BYTEA NOT NULL,
  order_id BYTEA NOT NULL,
  -- The consignment within the order; empty: the order as a whole.
  consignment TEXT NOT NULL,
  document_type BYTEA NOT NULL,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  size BIGINT NOT NULL,
  -- SHA-256, 64 hexadecimal digits: the name of the file.
  digest TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  sent_by TEXT NOT NULL,
  sent_by_customer BOOLEAN NOT NULL,
  removed_at BIGINT,
  CONSTRAINT document_organisation_id_key UNIQUE (organisation, id),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id),
  FOREIGN KEY (organisation, order_id) REFERENCES orders (organisation, id),
  FOREIGN KEY (organisation, document_type) REFERENCES document_type (organisation, id)
);
CREATE INDEX document_order ON document (organisation, order_id);
-- What is to be forgotten by the clock.
CREATE INDEX document_kept ON document (organisation, document_type, sent_at) WHERE removed_at IS NULL;
-- Whether a file is still anybody's.
CREATE INDEX document_digest ON document (digest);
