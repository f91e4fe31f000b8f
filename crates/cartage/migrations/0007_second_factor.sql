-- Staff show who they are by a second factor (1.2). The secret is kept as it is, for codes are computed from it; it is gone when
-- the person switches it off. Until confirmed_at it is being set up and asks nobody anything. last_step: no code counts twice.
CREATE TABLE second_factor (
  person BYTEA PRIMARY KEY REFERENCES person (id),
  secret BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  last_step BIGINT NOT NULL
);

-- Ten codes for the day the phone is lost, each of use once; kept as digests.
CREATE TABLE recovery_code (
  person BYTEA NOT NULL REFERENCES person (id),
  digest BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (person, digest)
);

-- Somebody who has shown the first factor and not yet the second. No session: it opens nothing but the page that asks.
CREATE TABLE half_sign_in (
  digest BYTEA PRIMARY KEY,
  person BYTEA NOT NULL REFERENCES person (id),
  via TEXT NOT NULL CHECK (via IN ('LINK', 'PASSWORD')),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX half_sign_in_expires ON half_sign_in (expires_at);

-- Organisations whose staff must use one: since when, and who said so. No row: nobody must.
CREATE TABLE second_factor_rule (
  organisation BYTEA PRIMARY KEY REFERENCES organisation (id),
  since BIGINT NOT NULL,
  by_name TEXT NOT NULL
);

-- When a contact was last in the portal of this customer; up to ten minutes behind.
CREATE TABLE contact_seen (
  organisation BYTEA NOT NULL,
  contact BYTEA NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organisation, contact),
  FOREIGN KEY (organisation, contact) REFERENCES contact (organisation, id)
);

-- Until when a contact has seen what the carrier cancelled and declined.
CREATE TABLE dashboard_look (
  organisation BYTEA NOT NULL,
  contact BYTEA NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organisation, contact),
  FOREIGN KEY (organisation, contact) REFERENCES contact (organisation, id)
);

-- What is delivered to or for a customer on a day, and what was cancelled or declined lately.
CREATE INDEX orders_customer_delivery ON orders (organisation, customer, delivery_date, id);
CREATE INDEX cancellation_at ON cancellation (organisation, at);
