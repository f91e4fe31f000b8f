-- People: a person has credentials; a membership is staff of an organisation or contact of a customer (rules 1.1 to 1.6).
-- Every table of a tenant carries the organisation, in its foreign keys too, so that no row can point across (1.7).

CREATE TABLE organisation (
  id BYTEA PRIMARY KEY,
  slug TEXT NOT NULL CONSTRAINT organisation_slug_key UNIQUE,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  country TEXT NOT NULL,
  currency TEXT NOT NULL,
  colour TEXT NOT NULL,
  active BOOLEAN NOT NULL,
  order_status TEXT NOT NULL CHECK (order_status IN ('QUOTE', 'TO_PLAN')),
  quote_prefix TEXT NOT NULL,
  quote_length BIGINT NOT NULL,
  quote_date_part TEXT NOT NULL CHECK (quote_date_part IN ('NONE', 'YYYY', 'YY', 'YYMM')),
  order_prefix TEXT NOT NULL,
  order_length BIGINT NOT NULL,
  order_date_part TEXT NOT NULL CHECK (order_date_part IN ('NONE', 'YYYY', 'YY', 'YYMM')),
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

-- The head of an organisation's history. Every write transaction begins by taking it.
CREATE TABLE chain_head (
  organisation BYTEA PRIMARY KEY REFERENCES organisation (id),
  acts BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  head BYTEA NOT NULL
);

CREATE TABLE person (
  id BYTEA PRIMARY KEY,
  name TEXT NOT NULL,
  password TEXT,
  created_at BIGINT NOT NULL
);

CREATE TABLE person_email (
  address TEXT PRIMARY KEY,
  person BYTEA NOT NULL REFERENCES person (id),
  verified_at BIGINT NOT NULL
);
CREATE INDEX person_email_person ON person_email (person);

CREATE TABLE session (
  digest BYTEA PRIMARY KEY,
  id BYTEA NOT NULL CONSTRAINT session_id_key UNIQUE,
  person BYTEA NOT NULL REFERENCES person (id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  via TEXT NOT NULL CHECK (via IN ('LINK', 'PASSWORD')),
  device TEXT NOT NULL,
  address TEXT NOT NULL
);
CREATE INDEX session_person ON session (person, seen_at);

-- A mailed link: one use, ten minutes. Kept by the digest of its secret. It signs in, or adds the address to a person's own.
CREATE TABLE mailed_link (
  digest BYTEA PRIMARY KEY,
  address TEXT NOT NULL,
  adds_to BYTEA REFERENCES person (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX mailed_link_expires ON mailed_link (expires_at);

-- Attempts to sign in, counted per account and per address of origin in a running window; kept by a digest of either.
CREATE TABLE sign_in_attempt (
  what TEXT PRIMARY KEY,
  window_start BIGINT NOT NULL,
  attempts BIGINT NOT NULL
);

-- The one-time token of an empty installation.
CREATE TABLE setup_token (
  digest BYTEA PRIMARY KEY,
  created_at BIGINT NOT NULL,
  used_at BIGINT
);

CREATE TABLE staff (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  person BYTEA REFERENCES person (id),
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('SUPER_ADMIN', 'ADMIN', 'OPERATIONS', 'FINANCE', 'VIEWER')),
  active BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT staff_organisation_id_key UNIQUE (organisation, id),
  CONSTRAINT staff_organisation_email_key UNIQUE (organisation, email)
);
CREATE INDEX staff_person ON staff (person);
CREATE INDEX staff_email ON staff (email);

CREATE TABLE customer (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  number TEXT,
  sort_name TEXT NOT NULL,
  street TEXT NOT NULL,
  postcode TEXT NOT NULL,
  city TEXT NOT NULL,
  country TEXT NOT NULL,
  portal_access BOOLEAN NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('APPROVED', 'PROSPECT', 'NOT_APPROVED', 'WARNING', 'BLOCKED')),
  order_status TEXT CHECK (order_status IN ('QUOTE', 'TO_PLAN')),
  note TEXT NOT NULL,
  archived_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT customer_organisation_id_key UNIQUE (organisation, id),
  CONSTRAINT customer_organisation_slug_key UNIQUE (organisation, slug)
);
CREATE INDEX customer_list ON customer (organisation, sort_name, id);

CREATE TABLE contact (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL,
  customer BYTEA NOT NULL,
  person BYTEA REFERENCES person (id),
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  portal_access BOOLEAN NOT NULL,
  rights BIGINT NOT NULL,
  archived_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT contact_organisation_id_key UNIQUE (organisation, id),
  CONSTRAINT contact_customer_email_key UNIQUE (customer, email),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id)
);
CREATE INDEX contact_person ON contact (person);
CREATE INDEX contact_email ON contact (email);
CREATE INDEX contact_list ON contact (organisation, sort_name, id);

CREATE TABLE service_level (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  description TEXT NOT NULL,
  lead_days BIGINT,
  notice_hours BIGINT,
  archived_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT service_level_organisation_id_key UNIQUE (organisation, id)
);
CREATE INDEX service_level_list ON service_level (organisation, sort_name, id);

CREATE TABLE transport_service (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  description TEXT NOT NULL,
  selectable TEXT NOT NULL CHECK (selectable IN ('ALL', 'NAMED')),
  order_status TEXT CHECK (order_status IN ('QUOTE', 'TO_PLAN')),
  cut_off TEXT NOT NULL CHECK (cut_off IN ('NO_CUT_OFF', 'DAY_BEFORE', 'SAME_DAY')),
  cut_off_time TEXT,
  collection_days BIGINT NOT NULL,
  delivery_days BIGINT NOT NULL,
  holidays_of TEXT,
  closed_dates TEXT NOT NULL,
  area TEXT NOT NULL,
  lead_days BIGINT,
  notice_hours BIGINT,
  archived_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT transport_service_organisation_id_key UNIQUE (organisation, id),
  CHECK ((cut_off = 'NO_CUT_OFF') = (cut_off_time IS NULL))
);
CREATE INDEX transport_service_list ON transport_service (organisation, sort_name, id);

-- Customers who can select a service, where it is not all of them (3.1).
CREATE TABLE service_customer (
  organisation BYTEA NOT NULL,
  service BYTEA NOT NULL,
  customer BYTEA NOT NULL,
  PRIMARY KEY (service, customer),
  FOREIGN KEY (organisation, service) REFERENCES transport_service (organisation, id),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id)
);
CREATE INDEX service_customer_customer ON service_customer (organisation, customer);

-- Which levels a service offers.
CREATE TABLE service_offers_level (
  organisation BYTEA NOT NULL,
  service BYTEA NOT NULL,
  level BYTEA NOT NULL,
  PRIMARY KEY (service, level),
  FOREIGN KEY (organisation, service) REFERENCES transport_service (organisation, id),
  FOREIGN KEY (organisation, level) REFERENCES service_level (organisation, id)
);

-- An address worth keeping: visible to one customer, to all, or to none of them (7.4).
CREATE TABLE location (
  id BYTEA PRIMARY KEY,
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  visible TEXT NOT NULL CHECK (visible IN ('CUSTOMER', 'ALL', 'NONE')),
  customer BYTEA,
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  street TEXT NOT NULL,
  street_2 TEXT NOT NULL,
  postcode TEXT NOT NULL,
  city TEXT NOT NULL,
  country TEXT NOT NULL,
  address_key TEXT NOT NULL,
  opening_hours TEXT NOT NULL,
  instructions TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  external_id TEXT,
  archived_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT location_organisation_id_key UNIQUE (organisation, id),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id),
  CHECK ((visible = 'CUSTOMER') = (customer IS NOT NULL))
);
CREATE INDEX location_list ON location (organisation, sort_name, id);
CREATE INDEX location_customer ON location (organisation, customer, address_key);
CREATE INDEX location_address ON location (organisation, address_key);

-- Folded words of a customer, contact or location: name, number, place, address. A plain B-tree finds prefixes on both databases.
CREATE TABLE name_word (
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL CHECK (kind IN ('CUSTOMER', 'CONTACT', 'LOCATION')),
  word TEXT NOT NULL,
  subject BYTEA NOT NULL,
  PRIMARY KEY (organisation, kind, word, subject)
);
CREATE INDEX name_word_subject ON name_word (organisation, subject);
