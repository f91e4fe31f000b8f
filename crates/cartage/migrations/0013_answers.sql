-- Orders with an answer that was not what the customer wanted, and that they have not seen: the dashboard's.
CREATE INDEX orders_not_accepted ON orders (organisation, customer, created_at, id) WHERE not_accepted <> '';
