-- Templates (7.5): orders to be made again and again. Transport service and locations of an order made from one stay as they are.
CREATE TABLE order_template (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  customer BYTEA NOT NULL,
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  -- An order document, as JSON, without what is one order's own.
  document TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  archived_at BIGINT,
  archived_by TEXT,
  version BIGINT NOT NULL,
  CONSTRAINT order_template_organisation_id_key UNIQUE (organisation, id),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id)
);
CREATE INDEX order_template_list ON order_template (organisation, customer, sort_name, id);
-- A name leads to one template.
CREATE UNIQUE INDEX order_template_called ON order_template (organisation, customer, sort_name) WHERE archived_at IS NULL;

-- What the audit shows: the order form, templates, rate cards and types of documents, too.
DROP INDEX history_settings;
CREATE INDEX history_settings ON history (organisation, entry, subject_kind)
  WHERE subject_kind IN ('organisation', 'staff', 'customer', 'contact', 'transport_service', 'service_level', 'location', 'order_form',
    'template', 'rate_card', 'document_type', 'upload');
