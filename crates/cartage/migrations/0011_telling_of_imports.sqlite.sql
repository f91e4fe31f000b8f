-- A digest tells of submissions that are no order yet, too: `order_id` is the id the order gets.
DROP INDEX digest_item_due;
DROP INDEX digest_item_membership;
ALTER TABLE digest_item RENAME TO digest_item_before;
CREATE TABLE digest_item (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  membership BYTEA NOT NULL,
  contact BYTEA,
  staff BYTEA,
  kind TEXT NOT NULL,
  order_id BYTEA NOT NULL,
  line TEXT NOT NULL,
  at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  import BYTEA,
  FOREIGN KEY (organisation, import) REFERENCES order_import (organisation, id),
  FOREIGN KEY (organisation, contact) REFERENCES contact (organisation, id),
  FOREIGN KEY (organisation, staff) REFERENCES staff (organisation, id),
  CHECK ((contact IS NULL) <> (staff IS NULL))
);
INSERT INTO digest_item (id, organisation, membership, contact, staff, kind, order_id, line, at, due_at, import)
  SELECT id, organisation, membership, contact, staff, kind, order_id, line, at, due_at, import FROM digest_item_before;
DROP TABLE digest_item_before;
CREATE INDEX digest_item_due ON digest_item (organisation, due_at);
CREATE INDEX digest_item_membership ON digest_item (membership, at);
