-- The same tables as on SQLite; text in the order of bytes, as there.
CREATE TABLE search_word (
  organisation BYTEA NOT NULL,
  word TEXT COLLATE "C" NOT NULL,
  order_id BYTEA NOT NULL,
  customer BYTEA NOT NULL,
  CONSTRAINT search_word_key PRIMARY KEY (organisation, word, order_id, customer)
);
CREATE TABLE search_text (
  order_id BYTEA NOT NULL PRIMARY KEY,
  organisation BYTEA NOT NULL,
  words TEXT COLLATE "C" NOT NULL
);
INSERT INTO search_word (organisation, word, order_id, customer)
  SELECT organisation, word, order_id, customer FROM search_word_before ORDER BY organisation, word, order_id;
INSERT INTO search_text (order_id, organisation, words)
  SELECT o.id, o.organisation,
    COALESCE((SELECT ' ' || string_agg(w.word, ' ' ORDER BY w.word) FROM search_word_before w WHERE w.order_id = o.id), '')
  FROM orders o ORDER BY o.id;
DROP TABLE search_word_before;
ANALYZE search_word;
ANALYZE search_text;
