-- The order form as an organisation arranged it (7.2): one JSON text of the rules', read whole. No row: nobody arranged anything.
CREATE TABLE order_form (
  organisation BYTEA PRIMARY KEY REFERENCES organisation (id),
  arranged TEXT NOT NULL,
  version BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT NOT NULL
);

-- Default order values of a customer (7.3): an order document that fills blank forms. No row: none.
CREATE TABLE order_default (
  organisation BYTEA NOT NULL,
  customer BYTEA NOT NULL,
  document TEXT NOT NULL,
  version BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (organisation, customer),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id)
);
