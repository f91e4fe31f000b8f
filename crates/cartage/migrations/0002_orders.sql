-- Orders. The document holds what was ordered; the columns beside it serve lists, search, counts and constraints
-- and are derived from it in one function.

CREATE TABLE orders (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  customer BYTEA NOT NULL,
  submission_code TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('PORTAL', 'DESK')),
  status TEXT NOT NULL CHECK (status IN ('QUOTE', 'TO_PLAN', 'PLANNED', 'DEPARTED', 'IN_TRANSIT', 'COMPLETED', 'CANCELLED')),
  number TEXT NOT NULL,
  number_sort BIGINT NOT NULL,
  quote_number TEXT,
  document TEXT NOT NULL,
  decision TEXT NOT NULL,
  service BYTEA NOT NULL,
  level BYTEA,
  reference TEXT NOT NULL,
  reference_key TEXT NOT NULL,
  collection_date TEXT NOT NULL,
  delivery_date TEXT NOT NULL,
  from_place TEXT NOT NULL,
  to_place TEXT NOT NULL,
  goods TEXT NOT NULL,
  cancelled_from TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  -- What a tab shows: a declined quote is no cancelled order, *Planned* holds what has departed. board::shelf says the same.
  shelf TEXT GENERATED ALWAYS AS (CASE
    WHEN status = 'CANCELLED' AND cancelled_from = 'QUOTE' THEN 'DECLINED'
    WHEN status = 'DEPARTED' THEN 'PLANNED'
    ELSE status END) STORED,
  CONSTRAINT orders_organisation_id_key UNIQUE (organisation, id),
  CONSTRAINT orders_organisation_submission_code_key UNIQUE (organisation, submission_code),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id),
  FOREIGN KEY (organisation, service) REFERENCES transport_service (organisation, id),
  FOREIGN KEY (organisation, level) REFERENCES service_level (organisation, id)
);
-- One index for each list and sort; ids break ties. The desk's orders leave quotes out, the portal's do not.
CREATE INDEX orders_desk_created ON orders (organisation, created_at, id) WHERE shelf NOT IN ('QUOTE', 'DECLINED');
CREATE INDEX orders_desk_collection ON orders (organisation, collection_date, id) WHERE shelf NOT IN ('QUOTE', 'DECLINED');
CREATE INDEX orders_shelf_created ON orders (organisation, shelf, created_at, id);
CREATE INDEX orders_shelf_collection ON orders (organisation, shelf, collection_date, id);
CREATE INDEX orders_customer_created ON orders (organisation, customer, created_at, id);
CREATE INDEX orders_customer_collection ON orders (organisation, customer, collection_date, id);
CREATE INDEX orders_customer_shelf_created ON orders (organisation, customer, shelf, created_at, id);
CREATE INDEX orders_customer_shelf_collection ON orders (organisation, customer, shelf, collection_date, id);
CREATE INDEX orders_number ON orders (organisation, number_sort, id);
CREATE INDEX orders_reference ON orders (customer, reference_key);

-- Every number ever issued, over quotes and orders together: none is issued twice (2.5). Taken before its order is written.
CREATE TABLE issued_number (
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  number TEXT NOT NULL,
  order_id BYTEA NOT NULL,
  issued_at BIGINT NOT NULL,
  CONSTRAINT issued_number_organisation_number_key UNIQUE (organisation, number)
);
CREATE INDEX issued_number_order ON issued_number (order_id);

CREATE TABLE number_series (
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  series TEXT NOT NULL CHECK (series IN ('QUOTE', 'ORDER')),
  period TEXT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (organisation, series, period)
);

-- How far each stop is. A stop without a row is TO_PLAN (6).
CREATE TABLE stop_progress (
  organisation BYTEA NOT NULL,
  order_id BYTEA NOT NULL,
  stop TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('TO_PLAN', 'PLANNED', 'DISPATCHED', 'ROUTE_TO_STOP', 'AT_STOP', 'COMPLETED', 'CANCELLED')),
  at BIGINT NOT NULL,
  PRIMARY KEY (order_id, stop),
  FOREIGN KEY (organisation, order_id) REFERENCES orders (organisation, id)
);

-- Cancelled or declined: who, when, why, with a note the customer does not see. Undone by deleting nothing: undone_at.
CREATE TABLE cancellation (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL,
  order_id BYTEA NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('CANCELLED', 'DECLINED')),
  by_side TEXT NOT NULL CHECK (by_side IN ('CUSTOMER', 'CARRIER')),
  reason TEXT NOT NULL,
  internal_note TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  undone_at BIGINT,
  undone_by TEXT,
  FOREIGN KEY (organisation, order_id) REFERENCES orders (organisation, id)
);
CREATE INDEX cancellation_order ON cancellation (order_id, at);

-- A submitted form: the same id again from the same membership with the same content is the first result (7.6).
CREATE TABLE submission (
  id BYTEA NOT NULL,
  organisation BYTEA NOT NULL,
  order_id BYTEA NOT NULL,
  membership BYTEA NOT NULL,
  digest BYTEA NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organisation, membership, id),
  FOREIGN KEY (organisation, order_id) REFERENCES orders (organisation, id)
);
CREATE INDEX submission_order ON submission (order_id);

-- Counts for tabs and menus, moved in the act's own transaction. `customer` is sixteen zero bytes for the whole organisation.
CREATE TABLE tally (
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  customer BYTEA NOT NULL,
  what TEXT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (organisation, customer, what)
);

-- Folded words of an order: number, reference, places, postcodes, submission code. A plain B-tree finds prefixes on both databases.
CREATE TABLE search_word (
  organisation BYTEA NOT NULL,
  word TEXT NOT NULL,
  customer BYTEA NOT NULL,
  order_id BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organisation, word, order_id),
  FOREIGN KEY (organisation, order_id) REFERENCES orders (organisation, id)
);
CREATE INDEX search_word_customer ON search_word (organisation, customer, word, order_id);
CREATE INDEX search_word_order ON search_word (order_id, word);
