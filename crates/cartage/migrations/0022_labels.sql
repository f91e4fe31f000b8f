-- Handling units (9.2): one for each pallet or package, named for good from submission on, whether there is an order yet or not.
CREATE TABLE handling_unit (
  organisation BYTEA NOT NULL,
  order_id BYTEA NOT NULL,
  -- Its count in its order, never given to another.
  ordinal BIGINT NOT NULL,
  customer BYTEA NOT NULL,
  -- The goods line it is one of, by its id inside the document.
  line TEXT NOT NULL,
  -- The SSCC, or the licence plate.
  code TEXT NOT NULL,
  -- The customer's own SSCC.
  own BOOLEAN NOT NULL,
  -- Which revision of its label is right now, and which was printed last.
  revision BIGINT NOT NULL,
  printed BIGINT,
  printed_at BIGINT,
  printed_by TEXT,
  created_at BIGINT NOT NULL,
  void_at BIGINT,
  void_by TEXT,
  PRIMARY KEY (order_id, ordinal),
  FOREIGN KEY (organisation, customer) REFERENCES customer (organisation, id)
);
-- A code names one unit at a time; what is void is found by it too.
CREATE UNIQUE INDEX handling_unit_code ON handling_unit (organisation, code) WHERE void_at IS NULL;
CREATE INDEX handling_unit_void ON handling_unit (organisation, code) WHERE void_at IS NOT NULL;

-- How many SSCCs of a series, an extension digit before a GS1 prefix, were given out: none a second time.
CREATE TABLE sscc_series (
  organisation BYTEA NOT NULL REFERENCES organisation (id),
  head TEXT NOT NULL,
  used BIGINT NOT NULL,
  PRIMARY KEY (organisation, head)
);

-- Under which prefix units are numbered; empty: they get licence plates. And whether labels are offered while a submission waits (9.3).
ALTER TABLE organisation ADD COLUMN gs1_prefix TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN sscc_extension BIGINT NOT NULL DEFAULT 0;
ALTER TABLE organisation ADD COLUMN labels_before_approval BOOLEAN NOT NULL DEFAULT FALSE;
