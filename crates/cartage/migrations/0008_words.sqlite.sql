-- Folded words of orders, one row a word, in one B-tree. The newest order stands last behind each word, whoever's it is: orders that
-- are written together share the pages of the words they share.
-- Nothing points from here to the orders: `check-projections` holds the words against them.
CREATE TABLE search_word (
  organisation BYTEA NOT NULL,
  word TEXT NOT NULL,
  order_id BYTEA NOT NULL,
  customer BYTEA NOT NULL,
  PRIMARY KEY (organisation, word, order_id, customer)
) WITHOUT ROWID;
-- The same words by order, each with a blank before it: for lists that are walked and ask each order.
CREATE TABLE search_text (
  order_id BYTEA NOT NULL PRIMARY KEY,
  organisation BYTEA NOT NULL,
  words TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO search_word (organisation, word, order_id, customer)
  SELECT organisation, word, order_id, customer FROM search_word_before ORDER BY organisation, word, order_id;
INSERT INTO search_text (order_id, organisation, words)
  SELECT o.id, o.organisation,
    COALESCE((SELECT ' ' || string_agg(w.word, ' ' ORDER BY w.word) FROM search_word_before w WHERE w.order_id = o.id), '')
  FROM orders o ORDER BY o.id;
DROP TABLE search_word_before;
