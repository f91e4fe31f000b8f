-- Rate cards (8.5): what a customer's orders, or a service's, cost. The card itself is one JSON text of the rules', read whole.
CREATE TABLE rate_card (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  -- Whose orders, and of which service; none: all of them. One of the two is named.
  customer BYTEA,
  service BYTEA,
  -- Days of collection, ISO, both included; none: until further notice.
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  card TEXT NOT NULL,
  archived_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT rate_card_organisation_id_key UNIQUE (organisation, id),
  CHECK (customer IS NOT NULL OR service IS NOT NULL),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id),
  FOREIGN KEY (organisation, service) REFERENCES transport_service (organisation, id)
);
CREATE INDEX rate_card_name ON rate_card (organisation, sort_name, id);
-- What may price an order: the customer's cards, and those of the service for everybody.
CREATE INDEX rate_card_owner ON rate_card (organisation, customer, service) WHERE archived_at IS NULL;

-- Whether there are any: where there are none, nobody asks for one while an order is made.
ALTER TABLE organisation ADD COLUMN has_rate_cards BOOLEAN NOT NULL DEFAULT FALSE;

-- An order that a card priced, or could not price: by which, when, and why not. Its charges follow its changes unless somebody
-- left them alone.
CREATE TABLE order_price (
  organisation BYTEA NOT NULL,
  order_id BYTEA PRIMARY KEY,
  rate_card BYTEA NOT NULL,
  priced_at BIGINT NOT NULL,
  -- What kept it from a price, a line each; empty where it has one.
  missing TEXT NOT NULL,
  left_alone_at BIGINT,
  left_alone_by TEXT,
  FOREIGN KEY (organisation, order_id) REFERENCES orders (organisation, id),
  FOREIGN KEY (organisation, rate_card) REFERENCES rate_card (organisation, id)
);
