-- Charges (8): amounts asked for an order, whether they are invoiced, and whether the customer agreed. An answer names the revision
-- that was seen.
ALTER TABLE customer ADD COLUMN show_charges BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE charge (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  customer BYTEA NOT NULL,
  order_id BYTEA NOT NULL,
  name TEXT NOT NULL,
  -- In the currency's smallest unit; a credit is negative.
  amount BIGINT NOT NULL,
  currency TEXT NOT NULL,
  revision BIGINT NOT NULL,
  approval TEXT NOT NULL CHECK (approval IN ('NONE', 'TO_REQUEST', 'REJECTED_INTERNAL', 'REQUESTED', 'APPROVED', 'REJECTED')),
  invoicing TEXT NOT NULL CHECK (invoicing IN ('CREATED', 'DO_NOT_INVOICE', 'INVOICED', 'INVOICED_EXTERNAL')),
  -- What the customer agreed to before the amount was changed.
  agreed BIGINT,
  -- Where it comes from, none where staff wrote it; and how it came about, as JSON.
  source TEXT,
  how TEXT,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  requested_at BIGINT,
  requested_by TEXT,
  requested_staff BYTEA,
  decided_at BIGINT,
  decided_by TEXT,
  -- With whom staff spoke on the phone; empty where the customer answered in the portal.
  decided_with TEXT NOT NULL,
  reason TEXT NOT NULL,
  removed_at BIGINT,
  removed_by TEXT,
  version BIGINT NOT NULL,
  CONSTRAINT charge_organisation_id_key UNIQUE (organisation, id),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id),
  FOREIGN KEY (organisation, order_id) REFERENCES orders (organisation, id),
  FOREIGN KEY (organisation, requested_staff) REFERENCES staff (organisation, id)
);
CREATE INDEX charge_order ON charge (organisation, order_id);
-- What a customer is asked about: badges of lists, the dashboard.
CREATE INDEX charge_requested ON charge (organisation, customer, order_id) WHERE approval = 'REQUESTED' AND removed_at IS NULL;
