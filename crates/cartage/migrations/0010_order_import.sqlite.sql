-- A form may have made an import that is no order yet: what was submitted points to the id the order has from then on.
ALTER TABLE submission RENAME TO submission_before;
CREATE TABLE submission (
  id BYTEA NOT NULL,
  organisation BYTEA NOT NULL,
  order_id BYTEA NOT NULL,
  membership BYTEA NOT NULL,
  digest BYTEA NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organisation, membership, id)
);
INSERT INTO submission (id, organisation, order_id, membership, digest, at)
  SELECT id, organisation, order_id, membership, digest, at FROM submission_before;
DROP TABLE submission_before;
CREATE INDEX submission_order ON submission (order_id);
