-- Words of orders in one index instead of three: an order had 40 to 90 entries in them, most of what it cost to write it.
-- The twins make the two tables, for SQLite without row ids of their own and for PostgreSQL in the order of bytes.
ALTER TABLE search_word RENAME TO search_word_before;
-- No list is sorted by number.
DROP INDEX orders_number;
