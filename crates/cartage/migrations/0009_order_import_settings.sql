-- The order import of an organisation (5.1, 5.2): when it was provisioned and by whom, whether it is switched on, and how far it
-- goes by itself. Nothing counts before it is provisioned.
ALTER TABLE organisation ADD COLUMN import_provisioned_at BIGINT;
ALTER TABLE organisation ADD COLUMN import_provisioned_by TEXT CHECK ((import_provisioned_by IS NULL) = (import_provisioned_at IS NULL));
ALTER TABLE organisation ADD COLUMN import_enabled BOOLEAN NOT NULL DEFAULT FALSE CHECK (NOT import_enabled OR import_provisioned_at IS NOT NULL);
ALTER TABLE organisation ADD COLUMN import_updates BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE organisation ADD COLUMN import_create_automatically BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE organisation ADD COLUMN import_apply_changes BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE organisation ADD COLUMN import_apply_cancellations BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE organisation ADD COLUMN import_update_limit TEXT NOT NULL DEFAULT 'PLANNED' CHECK (import_update_limit IN ('QUOTE', 'TO_PLAN', 'PLANNED', 'DEPARTED'));
ALTER TABLE organisation ADD COLUMN import_cancel_limit TEXT NOT NULL DEFAULT 'PLANNED' CHECK (import_cancel_limit IN ('QUOTE', 'TO_PLAN', 'PLANNED', 'DEPARTED'));

-- What a customer's own profile says instead; empty: as the organisation (5.2).
ALTER TABLE customer ADD COLUMN import_updates BOOLEAN;
ALTER TABLE customer ADD COLUMN import_create_automatically BOOLEAN;
ALTER TABLE customer ADD COLUMN import_apply_changes BOOLEAN;
ALTER TABLE customer ADD COLUMN import_apply_cancellations BOOLEAN;
ALTER TABLE customer ADD COLUMN import_update_limit TEXT CHECK (import_update_limit IN ('QUOTE', 'TO_PLAN', 'PLANNED', 'DEPARTED'));
ALTER TABLE customer ADD COLUMN import_cancel_limit TEXT CHECK (import_cancel_limit IN ('QUOTE', 'TO_PLAN', 'PLANNED', 'DEPARTED'));

-- Who has a value of their own: the settings page names them.
CREATE INDEX customer_own_import ON customer (organisation, sort_name, id)
  WHERE import_updates IS NOT NULL OR import_create_automatically IS NOT NULL OR import_apply_changes IS NOT NULL
     OR import_apply_cancellations IS NOT NULL OR import_update_limit IS NOT NULL OR import_cancel_limit IS NOT NULL;
