-- Order imports (5): what customers submit, change and cancel while the flow is on, each with what became of it. A create that
-- waits has no order yet; `order_id` is the id the order gets and keeps, and history, mails and addresses carry it from submission on.
CREATE TABLE order_import (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  customer BYTEA NOT NULL,
  order_id BYTEA NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('CREATE', 'UPDATE', 'CANCEL')),
  state TEXT NOT NULL CHECK (state IN ('WAITING', 'ERROR', 'COMPLETED', 'REJECTED', 'WITHDRAWN', 'SUPERSEDED')),
  -- Counts what was done to it: an accept carries the revision that was seen.
  revision BIGINT NOT NULL,
  submission_code TEXT NOT NULL,
  -- The contact's membership, and the name.
  contact BYTEA NOT NULL,
  submitted_by TEXT NOT NULL,
  submitted_at BIGINT NOT NULL,
  -- Receipt of what it says now: cut-off and lead time are judged by it.
  received_at BIGINT NOT NULL,
  -- The order as the customer wants it; empty where the order has it, and for cancellations.
  document TEXT NOT NULL,
  -- Of an update: the change, field by field, as JSON.
  operations TEXT NOT NULL,
  -- What was found when it was judged last, as JSON, and how many remarks that is.
  findings TEXT NOT NULL,
  remarks BIGINT NOT NULL,
  -- Why the customer cancels; why the carrier did not accept.
  wish TEXT NOT NULL,
  reason TEXT NOT NULL,
  internal_note TEXT NOT NULL,
  -- A question to the customer waits for its answer.
  asked BOOLEAN NOT NULL,
  service BYTEA NOT NULL,
  level BYTEA,
  reference TEXT NOT NULL,
  reference_key TEXT NOT NULL,
  collection_date TEXT NOT NULL,
  delivery_date TEXT NOT NULL,
  from_place TEXT NOT NULL,
  to_place TEXT NOT NULL,
  goods TEXT NOT NULL,
  -- The first instant that is too late for its collection; none without a cut-off.
  cut_off_at BIGINT,
  decided_at BIGINT,
  decided_by TEXT,
  -- CUSTOMER, CARRIER, or AUTOMATION.
  decided_side TEXT CHECK (decided_side IN ('CUSTOMER', 'CARRIER', 'AUTOMATION')),
  -- Accepted after staff had changed something.
  with_changes BOOLEAN NOT NULL,
  -- Applied by automation and seen by staff, or not accepted and seen by the customer: when, and by whom.
  seen_at BIGINT,
  seen_by TEXT,
  -- Where it lies in the portal's lists; empty where an order lies there instead. board::shelf says the same.
  shelf TEXT GENERATED ALWAYS AS (CASE
    WHEN kind <> 'CREATE' THEN ''
    WHEN state IN ('WAITING', 'ERROR') THEN 'AWAITING'
    WHEN state = 'REJECTED' THEN 'NOT_ACCEPTED'
    WHEN state = 'WITHDRAWN' THEN 'WITHDRAWN'
    ELSE '' END) STORED,
  -- The tab of the desk's Order imports.
  tab TEXT GENERATED ALWAYS AS (CASE
    WHEN state IN ('WAITING', 'ERROR') AND asked THEN 'ASKED'
    WHEN state = 'WAITING' THEN 'TO_APPROVE'
    WHEN state = 'ERROR' THEN 'ERRORS'
    WHEN state = 'REJECTED' THEN 'REJECTED'
    ELSE 'DONE' END) STORED,
  CONSTRAINT order_import_organisation_id_key UNIQUE (organisation, id),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id),
  FOREIGN KEY (organisation, service) REFERENCES transport_service (organisation, id),
  FOREIGN KEY (organisation, level) REFERENCES service_level (organisation, id)
);
-- At most one open import of an order, of any kind (5.4).
CREATE UNIQUE INDEX order_import_open ON order_import (organisation, order_id) WHERE state IN ('WAITING', 'ERROR');
CREATE INDEX order_import_order ON order_import (order_id, submitted_at, id);
CREATE INDEX order_import_tab ON order_import (organisation, tab, submitted_at, id);
CREATE INDEX order_import_customer_created ON order_import (organisation, customer, shelf, submitted_at, id) WHERE shelf <> '';
CREATE INDEX order_import_customer_collection ON order_import (organisation, customer, shelf, collection_date, id) WHERE shelf <> '';

-- References in use, each by one order of its customer, from submission on (5.3).
CREATE TABLE reference_claim (
  organisation BYTEA NOT NULL,
  customer BYTEA NOT NULL,
  reference_key TEXT NOT NULL,
  order_id BYTEA NOT NULL,
  claimed_at BIGINT NOT NULL,
  PRIMARY KEY (organisation, customer, reference_key),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id)
);
CREATE INDEX reference_claim_order ON reference_claim (order_id);

-- Questions to the customer about an import, and their answers (5.13).
CREATE TABLE import_question (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL,
  import BYTEA NOT NULL,
  order_id BYTEA NOT NULL,
  question TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by TEXT NOT NULL,
  answer TEXT,
  answered_at BIGINT,
  answered_by TEXT,
  FOREIGN KEY (organisation, import) REFERENCES order_import (organisation, id)
);
CREATE INDEX import_question_import ON import_question (import, asked_at, id);

-- Who has an import open at the desk: advisory, and over a minute after the last sign.
CREATE TABLE import_reader (
  organisation BYTEA NOT NULL,
  import BYTEA NOT NULL,
  staff BYTEA NOT NULL,
  name TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (import, staff),
  FOREIGN KEY (organisation, import) REFERENCES order_import (organisation, id)
);

-- Through which flow an order came, what waits for the carrier, whether it has not seen what was applied, and what it did not accept
-- and the customer has not seen: the badges of lists, said by order_import too.
ALTER TABLE orders ADD COLUMN flow TEXT NOT NULL DEFAULT 'DIRECT' CHECK (flow IN ('DIRECT', 'IMPORT'));
ALTER TABLE orders ADD COLUMN awaiting TEXT NOT NULL DEFAULT '' CHECK (awaiting IN ('', 'UPDATE', 'CANCEL'));
ALTER TABLE orders ADD COLUMN unseen_update BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE orders ADD COLUMN not_accepted TEXT NOT NULL DEFAULT '' CHECK (not_accepted IN ('', 'UPDATE', 'CANCEL'));
CREATE INDEX orders_awaiting ON orders (organisation, customer, created_at, id) WHERE awaiting <> '';
