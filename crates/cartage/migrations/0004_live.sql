-- From a person to their membership in one step: every request asks it.
CREATE INDEX contact_membership ON contact (person, organisation, customer);
CREATE INDEX staff_membership ON staff (person, organisation);

-- The newest entry of an organisation's history that concerns a customer: the change number of its portal's pages (10.1).
-- The desk's number is the chain head's, an order's is its own newest entry.
CREATE TABLE customer_head (
  organisation BYTEA NOT NULL,
  customer BYTEA NOT NULL,
  entry BIGINT NOT NULL,
  PRIMARY KEY (organisation, customer),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id)
);
