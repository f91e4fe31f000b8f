-- A digest tells of submissions that are no order yet, too: `order_id` is the id the order gets.
ALTER TABLE digest_item DROP CONSTRAINT digest_item_organisation_order_id_fkey;
ALTER TABLE digest_item ADD FOREIGN KEY (organisation, import) REFERENCES order_import (organisation, id);
