-- Folded words of orders, one row a word: prefixes of all words of an organisation, and whole words of one customer, in one B-tree.
-- Nothing points from here to the orders: `check-projections` holds the words against them.
CREATE TABLE search_word (
  organisation BYTEA NOT NULL,
  word TEXT NOT NULL,
  customer BYTEA NOT NULL,
  order_id BYTEA NOT NULL,
  PRIMARY KEY (organisation, word, customer, order_id)
) WITHOUT ROWID;
-- The same words by order, each with a blank before it: for lists that are walked and ask each order.
CREATE TABLE search_text (
  order_id BYTEA NOT NULL PRIMARY KEY,
  organisation BYTEA NOT NULL,
  words TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO search_word (organisation, word, customer, order_id)
  SELECT organisation, word, customer, order_id FROM search_word_before ORDER BY organisation, word, order_id;
INSERT INTO search_text (order_id, organisation, words)
  SELECT o.id, o.organisation,
    COALESCE((SELECT ' ' || string_agg(w.word, ' ' ORDER BY w.word) FROM search_word_before w WHERE w.order_id = o.id), '')
  FROM orders o ORDER BY o.id;
DROP TABLE search_word_before;
