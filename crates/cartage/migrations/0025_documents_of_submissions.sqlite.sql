DROP INDEX document_order;
DROP INDEX document_kept;
DROP INDEX document_digest;
ALTER TABLE document RENAME TO document_before;
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
  FOREIGN KEY (organisation, document_type) REFERENCES document_type (organisation, id)
);
INSERT INTO document (id, organisation, customer, order_id, consignment, document_type, name, format, size, digest, sent_at, sent_by,
    sent_by_customer, removed_at)
  SELECT id, organisation, customer, order_id, consignment, document_type, name, format, size, digest, sent_at, sent_by, sent_by_customer,
    removed_at FROM document_before;
DROP TABLE document_before;
CREATE INDEX document_order ON document (organisation, order_id);
-- What is to be forgotten by the clock.
CREATE INDEX document_kept ON document (organisation, document_type, sent_at) WHERE removed_at IS NULL;
-- Whether a file is still anybody's.
CREATE INDEX document_digest ON document (digest);
