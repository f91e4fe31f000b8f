-- A line of staff's digest is about an import; gone from the digest when nobody has to decide it any more.
ALTER TABLE digest_item ADD COLUMN import BYTEA;

-- Staff were told of this import, once for each kind and for each time its customer sent something.
CREATE TABLE import_notice (
  organisation BYTEA NOT NULL,
  kind TEXT NOT NULL,
  import BYTEA NOT NULL,
  received_at BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organisation, kind, import, received_at),
  FOREIGN KEY (organisation, import) REFERENCES order_import (organisation, id)
);
