-- Uploads (7.5): a table somebody sent, what a dry run found, and what became of each thing in it. Kept for thirty days.
CREATE TABLE upload (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  -- Whose orders; none for what staff upload about several.
  customer BYTEA,
  kind TEXT NOT NULL CHECK (kind IN ('ORDERS', 'CUSTOMERS', 'CONTACTS', 'LOCATIONS')),
  -- Who sent it: the membership, the name, the side.
  membership BYTEA NOT NULL,
  sent_by TEXT NOT NULL,
  sent_side TEXT NOT NULL CHECK (sent_side IN ('CUSTOMER', 'CARRIER')),
  file_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('RECEIVING', 'CHECKING', 'CHECKED', 'RUNNING', 'DONE', 'DISCARDED')),
  -- Columns that were left out, as JSON.
  left_out TEXT NOT NULL,
  row_count BIGINT NOT NULL,
  line_count BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  ended_at BIGINT,
  -- Until then a copy of the program is at it.
  claimed_until BIGINT NOT NULL,
  UNIQUE (organisation, id),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id)
);
CREATE INDEX upload_mine ON upload (organisation, customer, kind, created_at);
CREATE INDEX upload_work ON upload (claimed_until) WHERE state IN ('CHECKING', 'RUNNING');
CREATE INDEX upload_age ON upload (created_at);

-- A thing in an upload: an order with its goods lines, or one row of the others.
CREATE TABLE upload_line (
  organisation BYTEA NOT NULL,
  upload BYTEA NOT NULL,
  line BIGINT NOT NULL,
  -- Its rows in the file, as people read them.
  file_rows TEXT NOT NULL,
  title TEXT NOT NULL,
  -- What its cells say, as JSON.
  content TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('NEW', 'GOOD', 'WRONG', 'DONE', 'REFUSED')),
  -- What is to be mended, as JSON.
  said TEXT NOT NULL,
  -- What was made of it, and what that is called.
  made BYTEA,
  number TEXT NOT NULL,
  PRIMARY KEY (upload, line),
  FOREIGN KEY (organisation, upload) REFERENCES upload (organisation, id)
);
CREATE INDEX upload_line_state ON upload_line (upload, state, line);
