-- PostgreSQL's DDL of every table and trigger, printed by `python3 dev.py schema`; migrations make it.

CREATE TABLE account (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	key VARCHAR COLLATE "C" NOT NULL,
	key_folded VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C",
	name_folded VARCHAR COLLATE "C",
	inserted_at TIMESTAMP WITH TIME ZONE NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT account_pkey PRIMARY KEY (id),
	CONSTRAINT account_gid_key UNIQUE (gid),
	CONSTRAINT account_key_key UNIQUE (key)
);

CREATE INDEX account_by_name ON account (name, id);

CREATE INDEX account_by_updated_at ON account (updated_at, id);

CREATE INDEX account_search_key ON account (key_folded);

CREATE INDEX account_search_name ON account (name_folded);

CREATE TABLE api_key (
	id BIGSERIAL NOT NULL,
	prefix VARCHAR COLLATE "C" NOT NULL,
	hash VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	scope VARCHAR(32) NOT NULL,
	account_key VARCHAR COLLATE "C",
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE,
	revoked_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT api_key_pkey PRIMARY KEY (id),
	CONSTRAINT api_key_prefix_key UNIQUE (prefix),
	CONSTRAINT api_key_hash_key UNIQUE (hash)
);

CREATE TABLE billable_object (
	id BIGSERIAL NOT NULL,
	account_key VARCHAR COLLATE "C" NOT NULL,
	external_type VARCHAR COLLATE "C" NOT NULL,
	external_id VARCHAR COLLATE "C" NOT NULL,
	properties VARCHAR COLLATE "C" NOT NULL,
	inserted_at TIMESTAMP WITH TIME ZONE NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT billable_object_pkey PRIMARY KEY (id),
	CONSTRAINT billable_object_account_key_external_type_external_id_key UNIQUE (account_key, external_type, external_id)
);

CREATE TABLE credit_type (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	uuid UUID NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	fiat BOOLEAN NOT NULL,
	unit VARCHAR(32) NOT NULL,
	currency VARCHAR COLLATE "C",
	CONSTRAINT credit_type_pkey PRIMARY KEY (id),
	CONSTRAINT credit_type_gid_key UNIQUE (gid),
	CONSTRAINT credit_type_uuid_key UNIQUE (uuid)
);

CREATE TABLE customer (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	uuid UUID NOT NULL,
	external_id VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	name_folded VARCHAR COLLATE "C" NOT NULL,
	salesforce_account_id VARCHAR COLLATE "C",
	billable_value VARCHAR(32),
	billable_effective_at TIMESTAMP WITH TIME ZONE,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
	archived_at TIMESTAMP WITH TIME ZONE,
	synced_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT customer_pkey PRIMARY KEY (id),
	CONSTRAINT customer_gid_key UNIQUE (gid),
	CONSTRAINT customer_uuid_key UNIQUE (uuid)
);

CREATE INDEX customer_by_created_at ON customer (created_at, id);

CREATE INDEX customer_by_name ON customer (name, id);

CREATE INDEX customer_external_id ON customer (external_id);

CREATE INDEX customer_search ON customer (name_folded);

CREATE TABLE data_version (
	table_name VARCHAR COLLATE "C" NOT NULL,
	slot BIGINT NOT NULL,
	n BIGINT NOT NULL,
	CONSTRAINT data_version_pkey PRIMARY KEY (table_name, slot)
);

CREATE TABLE feature (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	key VARCHAR COLLATE "C" NOT NULL,
	key_folded VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	name_folded VARCHAR COLLATE "C" NOT NULL,
	type VARCHAR(32) NOT NULL,
	default_variant VARCHAR COLLATE "C" NOT NULL,
	on_variant VARCHAR COLLATE "C",
	off_variant VARCHAR COLLATE "C",
	CONSTRAINT feature_pkey PRIMARY KEY (id),
	CONSTRAINT feature_gid_key UNIQUE (gid),
	CONSTRAINT feature_key_key UNIQUE (key)
);

CREATE INDEX feature_search_key ON feature (key_folded);

CREATE INDEX feature_search_name ON feature (name_folded);

CREATE TABLE metric (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	account_key VARCHAR COLLATE "C" NOT NULL,
	key VARCHAR COLLATE "C" NOT NULL,
	value BIGINT NOT NULL,
	time TIMESTAMP WITH TIME ZONE NOT NULL,
	event_id BIGINT NOT NULL,
	CONSTRAINT metric_pkey PRIMARY KEY (id),
	CONSTRAINT metric_account_key_key_key UNIQUE (account_key, key),
	CONSTRAINT metric_gid_key UNIQUE (gid)
);

CREATE INDEX metric_by_key ON metric (key, id);

CREATE TABLE outbox_entry (
	id BIGSERIAL NOT NULL,
	uuid UUID NOT NULL,
	account_key VARCHAR COLLATE "C" NOT NULL,
	kind VARCHAR(32) NOT NULL,
	body VARCHAR COLLATE "C" NOT NULL,
	state VARCHAR(32) NOT NULL,
	attempts INTEGER NOT NULL,
	next_attempt_at TIMESTAMP WITH TIME ZONE NOT NULL,
	last_error VARCHAR COLLATE "C",
	inserted_at TIMESTAMP WITH TIME ZONE NOT NULL,
	delivered_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT outbox_entry_pkey PRIMARY KEY (id),
	CONSTRAINT outbox_entry_uuid_key UNIQUE (uuid)
);

CREATE INDEX outbox_entry_by_state ON outbox_entry (state, id);

CREATE INDEX outbox_entry_waiting ON outbox_entry (state, account_key, id);

CREATE TABLE outbox_lock (
	id BIGSERIAL NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	holder VARCHAR COLLATE "C" NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT outbox_lock_pkey PRIMARY KEY (id),
	CONSTRAINT outbox_lock_name_key UNIQUE (name)
);

CREATE TABLE plan (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	uuid UUID NOT NULL,
	key VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	name_folded VARCHAR COLLATE "C" NOT NULL,
	description VARCHAR COLLATE "C",
	vendor VARCHAR(32) NOT NULL,
	period VARCHAR(32),
	minimum_order VARCHAR(32),
	inserted_at TIMESTAMP WITH TIME ZONE NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
	synced_at TIMESTAMP WITH TIME ZONE,
	removed_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT plan_pkey PRIMARY KEY (id),
	CONSTRAINT plan_gid_key UNIQUE (gid),
	CONSTRAINT plan_uuid_key UNIQUE (uuid),
	CONSTRAINT plan_key_key UNIQUE (key)
);

CREATE INDEX plan_by_name ON plan (name, id);

CREATE INDEX plan_by_updated_at ON plan (updated_at, id);

CREATE INDEX plan_search ON plan (name_folded);

CREATE TABLE product (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	product_id VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	name_folded VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT product_pkey PRIMARY KEY (id),
	CONSTRAINT product_gid_key UNIQUE (gid),
	CONSTRAINT product_product_id_key UNIQUE (product_id)
);

CREATE INDEX product_by_name ON product (name, id);

CREATE INDEX product_search ON product (name_folded);

CREATE TABLE sync (
	id BIGSERIAL NOT NULL,
	uuid UUID NOT NULL,
	vendor VARCHAR(32) NOT NULL,
	state VARCHAR(32) NOT NULL,
	holder VARCHAR COLLATE "C" NOT NULL,
	started_at TIMESTAMP WITH TIME ZONE NOT NULL,
	continues_from TIMESTAMP WITH TIME ZONE NOT NULL,
	finished_at TIMESTAMP WITH TIME ZONE,
	plans_seen INTEGER NOT NULL,
	plans_created INTEGER NOT NULL,
	plans_changed INTEGER NOT NULL,
	plans_removed INTEGER NOT NULL,
	customers_created INTEGER NOT NULL,
	customers_changed INTEGER NOT NULL,
	customer_plans_created INTEGER NOT NULL,
	customer_plans_changed INTEGER NOT NULL,
	customer_plans_removed INTEGER NOT NULL,
	skipped VARCHAR COLLATE "C" NOT NULL,
	error VARCHAR COLLATE "C",
	CONSTRAINT sync_pkey PRIMARY KEY (id),
	CONSTRAINT sync_uuid_key UNIQUE (uuid)
);

CREATE TABLE sync_lock (
	id BIGSERIAL NOT NULL,
	vendor VARCHAR(32) NOT NULL,
	holder VARCHAR COLLATE "C" NOT NULL,
	taken_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT sync_lock_pkey PRIMARY KEY (id),
	CONSTRAINT sync_lock_vendor_key UNIQUE (vendor)
);

CREATE TABLE account_custom_field (
	id BIGSERIAL NOT NULL,
	account_id BIGINT NOT NULL,
	key VARCHAR COLLATE "C" NOT NULL,
	value VARCHAR COLLATE "C" NOT NULL,
	text VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT account_custom_field_pkey PRIMARY KEY (id),
	CONSTRAINT account_custom_field_account_id_key_key UNIQUE (account_id, key),
	CONSTRAINT account_custom_field_account_id_fkey FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);

CREATE INDEX account_custom_field_match ON account_custom_field (key, text, account_id);

CREATE TABLE account_plan (
	id BIGSERIAL NOT NULL,
	account_id BIGINT NOT NULL,
	position INTEGER NOT NULL,
	plan_id BIGINT NOT NULL,
	CONSTRAINT account_plan_pkey PRIMARY KEY (id),
	CONSTRAINT account_plan_account_id_position_key UNIQUE (account_id, position),
	CONSTRAINT account_plan_account_id_fkey FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
	CONSTRAINT account_plan_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plan (id)
);

CREATE INDEX account_plan_of_plan ON account_plan (plan_id, account_id);

CREATE TABLE charge (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	uuid UUID NOT NULL,
	plan_id BIGINT NOT NULL,
	product_id BIGINT NOT NULL,
	product_name VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	charge_type VARCHAR(32) NOT NULL,
	credit_type_id BIGINT NOT NULL,
	quantity NUMERIC,
	start_period INTEGER NOT NULL,
	tier_reset_frequency INTEGER NOT NULL,
	division_factor NUMERIC,
	rounding_behavior VARCHAR(32),
	removed_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT charge_pkey PRIMARY KEY (id),
	CONSTRAINT charge_plan_id_uuid_start_period_key UNIQUE (plan_id, uuid, start_period),
	CONSTRAINT charge_gid_key UNIQUE (gid),
	CONSTRAINT charge_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plan (id) ON DELETE CASCADE,
	CONSTRAINT charge_product_id_fkey FOREIGN KEY(product_id) REFERENCES product (id),
	CONSTRAINT charge_credit_type_id_fkey FOREIGN KEY(credit_type_id) REFERENCES credit_type (id)
);

CREATE INDEX charge_by_credit_type ON charge (credit_type_id);

CREATE INDEX charge_by_name ON charge (name, id);

CREATE INDEX charge_by_product ON charge (product_name, name, start_period, id);

CREATE INDEX charge_by_start ON charge (start_period, id);

CREATE INDEX charge_of_plan ON charge (plan_id, product_name, name, start_period, id);

CREATE INDEX charge_of_plan_by_name ON charge (plan_id, name, id);

CREATE INDEX charge_of_plan_by_start ON charge (plan_id, start_period, id);

CREATE INDEX charge_of_product ON charge (product_id, product_name, name, start_period, id);

CREATE TABLE credit_grant (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	plan_id BIGINT NOT NULL,
	position INTEGER NOT NULL,
	rank INTEGER NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	amount_granted NUMERIC NOT NULL,
	amount_granted_credit_type_id BIGINT NOT NULL,
	amount_paid NUMERIC NOT NULL,
	amount_paid_credit_type_id BIGINT NOT NULL,
	effective_duration NUMERIC NOT NULL,
	priority VARCHAR COLLATE "C" NOT NULL,
	send_invoice BOOLEAN NOT NULL,
	reason VARCHAR COLLATE "C",
	recurrence_duration NUMERIC,
	recurrence_interval NUMERIC,
	CONSTRAINT credit_grant_pkey PRIMARY KEY (id),
	CONSTRAINT credit_grant_plan_id_position_key UNIQUE (plan_id, position),
	CONSTRAINT credit_grant_gid_key UNIQUE (gid),
	CONSTRAINT credit_grant_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plan (id) ON DELETE CASCADE,
	CONSTRAINT credit_grant_amount_granted_credit_type_id_fkey FOREIGN KEY(amount_granted_credit_type_id) REFERENCES credit_type (id),
	CONSTRAINT credit_grant_amount_paid_credit_type_id_fkey FOREIGN KEY(amount_paid_credit_type_id) REFERENCES credit_type (id)
);

CREATE INDEX credit_grant_of_plan ON credit_grant (plan_id, rank, id);

CREATE TABLE customer_custom_field (
	id BIGSERIAL NOT NULL,
	customer_id BIGINT NOT NULL,
	key VARCHAR COLLATE "C" NOT NULL,
	value VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT customer_custom_field_pkey PRIMARY KEY (id),
	CONSTRAINT customer_custom_field_customer_id_key_key UNIQUE (customer_id, key),
	CONSTRAINT customer_custom_field_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
);

CREATE INDEX customer_custom_field_match ON customer_custom_field (key, value, customer_id);

CREATE TABLE customer_plan (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	uuid UUID NOT NULL,
	customer_id BIGINT NOT NULL,
	plan_id BIGINT NOT NULL,
	starting_on TIMESTAMP WITH TIME ZONE NOT NULL,
	ending_before TIMESTAMP WITH TIME ZONE,
	ends TIMESTAMP WITH TIME ZONE NOT NULL,
	removed_at TIMESTAMP WITH TIME ZONE,
	customer_name VARCHAR COLLATE "C" NOT NULL,
	customer_name_folded VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT customer_plan_pkey PRIMARY KEY (id),
	CONSTRAINT customer_plan_gid_key UNIQUE (gid),
	CONSTRAINT customer_plan_uuid_key UNIQUE (uuid),
	CONSTRAINT customer_plan_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
	CONSTRAINT customer_plan_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plan (id)
);

CREATE INDEX customer_plan_by_end ON customer_plan (plan_id, ends, id, starting_on, removed_at);

CREATE INDEX customer_plan_by_name ON customer_plan (plan_id, customer_name, id);

CREATE INDEX customer_plan_by_start ON customer_plan (plan_id, starting_on, id, ends, removed_at);

CREATE INDEX customer_plan_ends ON customer_plan (ends, customer_id);

CREATE INDEX customer_plan_of_customer ON customer_plan (customer_id, starting_on, id);

CREATE INDEX customer_plan_search ON customer_plan (plan_id, customer_name_folded);

CREATE INDEX customer_plan_starts ON customer_plan (starting_on, customer_id);

CREATE TABLE feature_override (
	id BIGSERIAL NOT NULL,
	account_id BIGINT NOT NULL,
	position INTEGER NOT NULL,
	feature_key VARCHAR COLLATE "C" NOT NULL,
	variant_key VARCHAR COLLATE "C",
	kind VARCHAR(32) NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT feature_override_pkey PRIMARY KEY (id),
	CONSTRAINT feature_override_account_id_position_key UNIQUE (account_id, position),
	CONSTRAINT feature_override_account_id_fkey FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);

CREATE TABLE ingest_alias (
	id BIGSERIAL NOT NULL,
	customer_id BIGINT NOT NULL,
	position INTEGER NOT NULL,
	alias VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT ingest_alias_pkey PRIMARY KEY (id),
	CONSTRAINT ingest_alias_customer_id_position_key UNIQUE (customer_id, position),
	CONSTRAINT ingest_alias_customer_id_fkey FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
	CONSTRAINT ingest_alias_alias_key UNIQUE (alias)
);

CREATE TABLE metric_event (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	uid UUID NOT NULL,
	metric_id BIGINT NOT NULL,
	account_key VARCHAR COLLATE "C" NOT NULL,
	metric_key VARCHAR COLLATE "C" NOT NULL,
	value BIGINT NOT NULL,
	time TIMESTAMP WITH TIME ZONE NOT NULL,
	received_at TIMESTAMP WITH TIME ZONE NOT NULL,
	idempotency_key VARCHAR COLLATE "C",
	written_by VARCHAR COLLATE "C",
	CONSTRAINT metric_event_pkey PRIMARY KEY (id),
	CONSTRAINT metric_event_account_key_metric_key_idempotency_key_key UNIQUE (account_key, metric_key, idempotency_key),
	CONSTRAINT metric_event_gid_key UNIQUE (gid),
	CONSTRAINT metric_event_uid_key UNIQUE (uid),
	CONSTRAINT metric_event_metric_id_fkey FOREIGN KEY(metric_id) REFERENCES metric (id) ON DELETE CASCADE
);

CREATE INDEX metric_event_history ON metric_event (metric_id, time, id);

CREATE INDEX metric_event_received ON metric_event (received_at, id);

CREATE TABLE minimum (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	plan_id BIGINT NOT NULL,
	position INTEGER NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	credit_type_id BIGINT NOT NULL,
	start_period INTEGER NOT NULL,
	value NUMERIC NOT NULL,
	unit VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT minimum_pkey PRIMARY KEY (id),
	CONSTRAINT minimum_plan_id_position_key UNIQUE (plan_id, position),
	CONSTRAINT minimum_gid_key UNIQUE (gid),
	CONSTRAINT minimum_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plan (id) ON DELETE CASCADE,
	CONSTRAINT minimum_credit_type_id_fkey FOREIGN KEY(credit_type_id) REFERENCES credit_type (id)
);

CREATE INDEX minimum_of_plan ON minimum (plan_id, start_period, name, id);

CREATE TABLE overage_rate (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	plan_id BIGINT NOT NULL,
	position INTEGER NOT NULL,
	credit_type_id BIGINT NOT NULL,
	fiat_credit_type_id BIGINT NOT NULL,
	start_period INTEGER NOT NULL,
	to_fiat_conversion_factor NUMERIC NOT NULL,
	CONSTRAINT overage_rate_pkey PRIMARY KEY (id),
	CONSTRAINT overage_rate_plan_id_position_key UNIQUE (plan_id, position),
	CONSTRAINT overage_rate_gid_key UNIQUE (gid),
	CONSTRAINT overage_rate_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plan (id) ON DELETE CASCADE,
	CONSTRAINT overage_rate_credit_type_id_fkey FOREIGN KEY(credit_type_id) REFERENCES credit_type (id),
	CONSTRAINT overage_rate_fiat_credit_type_id_fkey FOREIGN KEY(fiat_credit_type_id) REFERENCES credit_type (id)
);

CREATE INDEX overage_rate_of_plan ON overage_rate (plan_id, start_period, id);

CREATE TABLE page_session (
	id BIGSERIAL NOT NULL,
	hash VARCHAR COLLATE "C" NOT NULL,
	api_key_id BIGINT NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT page_session_pkey PRIMARY KEY (id),
	CONSTRAINT page_session_hash_key UNIQUE (hash),
	CONSTRAINT page_session_api_key_id_fkey FOREIGN KEY(api_key_id) REFERENCES api_key (id) ON DELETE CASCADE
);

CREATE INDEX page_session_api_key_id ON page_session (api_key_id);

CREATE TABLE plan_composite (
	id BIGSERIAL NOT NULL,
	plan_id BIGINT NOT NULL,
	charge VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT plan_composite_pkey PRIMARY KEY (id),
	CONSTRAINT plan_composite_plan_id_charge_key UNIQUE (plan_id, charge),
	CONSTRAINT plan_composite_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plan (id) ON DELETE CASCADE
);

CREATE TABLE plan_credit_type (
	id BIGSERIAL NOT NULL,
	plan_id BIGINT NOT NULL,
	credit_type_id BIGINT NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT plan_credit_type_pkey PRIMARY KEY (id),
	CONSTRAINT plan_credit_type_plan_id_credit_type_id_key UNIQUE (plan_id, credit_type_id),
	CONSTRAINT plan_credit_type_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plan (id) ON DELETE CASCADE,
	CONSTRAINT plan_credit_type_credit_type_id_fkey FOREIGN KEY(credit_type_id) REFERENCES credit_type (id)
);

CREATE INDEX plan_credit_type_credit_type_id ON plan_credit_type (credit_type_id);

CREATE TABLE plan_custom_field (
	id BIGSERIAL NOT NULL,
	plan_id BIGINT NOT NULL,
	key VARCHAR COLLATE "C" NOT NULL,
	value VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT plan_custom_field_pkey PRIMARY KEY (id),
	CONSTRAINT plan_custom_field_plan_id_key_key UNIQUE (plan_id, key),
	CONSTRAINT plan_custom_field_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plan (id) ON DELETE CASCADE
);

CREATE INDEX plan_custom_field_match ON plan_custom_field (key, value, plan_id);

CREATE TABLE plan_metric (
	id BIGSERIAL NOT NULL,
	plan_id BIGINT NOT NULL,
	charge VARCHAR COLLATE "C" NOT NULL,
	metric_key VARCHAR COLLATE "C" NOT NULL,
	usage VARCHAR(32) NOT NULL,
	CONSTRAINT plan_metric_pkey PRIMARY KEY (id),
	CONSTRAINT plan_metric_plan_id_charge_key UNIQUE (plan_id, charge),
	CONSTRAINT plan_metric_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plan (id) ON DELETE CASCADE
);

CREATE TABLE plan_product (
	id BIGSERIAL NOT NULL,
	plan_id BIGINT NOT NULL,
	product_id BIGINT NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT plan_product_pkey PRIMARY KEY (id),
	CONSTRAINT plan_product_plan_id_product_id_key UNIQUE (plan_id, product_id),
	CONSTRAINT plan_product_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plan (id) ON DELETE CASCADE,
	CONSTRAINT plan_product_product_id_fkey FOREIGN KEY(product_id) REFERENCES product (id)
);

CREATE INDEX plan_product_product_id ON plan_product (product_id);

CREATE TABLE plan_tier_mode (
	id BIGSERIAL NOT NULL,
	plan_id BIGINT NOT NULL,
	charge VARCHAR COLLATE "C" NOT NULL,
	mode VARCHAR(32) NOT NULL,
	CONSTRAINT plan_tier_mode_pkey PRIMARY KEY (id),
	CONSTRAINT plan_tier_mode_plan_id_charge_key UNIQUE (plan_id, charge),
	CONSTRAINT plan_tier_mode_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plan (id) ON DELETE CASCADE
);

CREATE TABLE variant (
	id BIGSERIAL NOT NULL,
	feature_id BIGINT NOT NULL,
	position INTEGER NOT NULL,
	key VARCHAR COLLATE "C" NOT NULL,
	value VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT variant_pkey PRIMARY KEY (id),
	CONSTRAINT variant_feature_id_key_key UNIQUE (feature_id, key),
	CONSTRAINT variant_feature_id_position_key UNIQUE (feature_id, position),
	CONSTRAINT variant_feature_id_fkey FOREIGN KEY(feature_id) REFERENCES feature (id) ON DELETE CASCADE
);

CREATE TABLE charge_custom_field (
	id BIGSERIAL NOT NULL,
	charge_id BIGINT NOT NULL,
	key VARCHAR COLLATE "C" NOT NULL,
	value VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT charge_custom_field_pkey PRIMARY KEY (id),
	CONSTRAINT charge_custom_field_charge_id_key_key UNIQUE (charge_id, key),
	CONSTRAINT charge_custom_field_charge_id_fkey FOREIGN KEY(charge_id) REFERENCES charge (id) ON DELETE CASCADE
);

CREATE TABLE entitlement (
	id BIGSERIAL NOT NULL,
	plan_id BIGINT NOT NULL,
	feature_id BIGINT NOT NULL,
	variant_id BIGINT NOT NULL,
	CONSTRAINT entitlement_pkey PRIMARY KEY (id),
	CONSTRAINT entitlement_plan_id_feature_id_key UNIQUE (plan_id, feature_id),
	CONSTRAINT entitlement_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES plan (id) ON DELETE CASCADE,
	CONSTRAINT entitlement_feature_id_fkey FOREIGN KEY(feature_id) REFERENCES feature (id) ON DELETE CASCADE,
	CONSTRAINT entitlement_variant_id_fkey FOREIGN KEY(variant_id) REFERENCES variant (id)
);

CREATE INDEX entitlement_feature_id ON entitlement (feature_id);

CREATE TABLE plan_composite_part (
	id BIGSERIAL NOT NULL,
	composite_id BIGINT NOT NULL,
	position INTEGER NOT NULL,
	charge VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT plan_composite_part_pkey PRIMARY KEY (id),
	CONSTRAINT plan_composite_part_composite_id_position_key UNIQUE (composite_id, position),
	CONSTRAINT plan_composite_part_composite_id_fkey FOREIGN KEY(composite_id) REFERENCES plan_composite (id) ON DELETE CASCADE
);

CREATE TABLE price (
	id BIGSERIAL NOT NULL,
	gid VARCHAR COLLATE "C" NOT NULL,
	charge_id BIGINT NOT NULL,
	position INTEGER NOT NULL,
	tier NUMERIC NOT NULL,
	up_to NUMERIC,
	value NUMERIC NOT NULL,
	unit VARCHAR COLLATE "C" NOT NULL,
	quantity NUMERIC,
	collection_schedule VARCHAR COLLATE "C",
	collection_interval INTEGER,
	CONSTRAINT price_pkey PRIMARY KEY (id),
	CONSTRAINT price_charge_id_position_key UNIQUE (charge_id, position),
	CONSTRAINT price_gid_key UNIQUE (gid),
	CONSTRAINT price_charge_id_fkey FOREIGN KEY(charge_id) REFERENCES charge (id) ON DELETE CASCADE
);

CREATE OR REPLACE FUNCTION move_data_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved text := coalesce(tg_argv[0], tg_table_name);
  mine bigint := nullif(current_setting('plangraph.slot', true), '');
BEGIN
  IF current_setting('plangraph.moved_' || moved, true) = '1' THEN
    RETURN NULL;
  END IF;
  IF mine IS NULL THEN
    mine := 0;
    WHILE mine < 64 AND NOT pg_try_advisory_xact_lock(7420012, mine::int) LOOP
      mine := mine + 1;
    END LOOP;
    IF mine = 64 THEN
      mine := 64 + pg_backend_pid();
    END IF;
    PERFORM set_config('plangraph.slot', mine::text, true);
  END IF;
  PERFORM set_config('plangraph.moved_' || moved, '1', true);
  UPDATE data_version SET n = n + 1 WHERE table_name = moved AND slot = mine;
  IF NOT FOUND THEN
    INSERT INTO data_version (table_name, slot, n) VALUES (moved, mine, 1);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER account_moved AFTER INSERT OR UPDATE OR DELETE ON account FOR EACH ROW
  WHEN (current_setting('plangraph.moved_account', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER account_emptied AFTER TRUNCATE ON account FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_account', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER account_custom_field_moved AFTER INSERT OR UPDATE OR DELETE ON account_custom_field FOR EACH ROW
  WHEN (current_setting('plangraph.moved_account_custom_field', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER account_custom_field_emptied AFTER TRUNCATE ON account_custom_field FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_account_custom_field', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER account_plan_moved AFTER INSERT OR UPDATE OR DELETE ON account_plan FOR EACH ROW
  WHEN (current_setting('plangraph.moved_account_plan', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER account_plan_emptied AFTER TRUNCATE ON account_plan FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_account_plan', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER billable_object_moved AFTER INSERT OR UPDATE OR DELETE ON billable_object FOR EACH ROW
  WHEN (current_setting('plangraph.moved_billable_object', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER billable_object_emptied AFTER TRUNCATE ON billable_object FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_billable_object', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER charge_moved AFTER INSERT OR UPDATE OR DELETE ON charge FOR EACH ROW
  WHEN (current_setting('plangraph.moved_charge', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER charge_emptied AFTER TRUNCATE ON charge FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_charge', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER charge_custom_field_moved AFTER INSERT OR UPDATE OR DELETE ON charge_custom_field FOR EACH ROW
  WHEN (current_setting('plangraph.moved_charge_custom_field', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER charge_custom_field_emptied AFTER TRUNCATE ON charge_custom_field FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_charge_custom_field', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER credit_grant_moved AFTER INSERT OR UPDATE OR DELETE ON credit_grant FOR EACH ROW
  WHEN (current_setting('plangraph.moved_credit_grant', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER credit_grant_emptied AFTER TRUNCATE ON credit_grant FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_credit_grant', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER credit_type_moved AFTER INSERT OR UPDATE OR DELETE ON credit_type FOR EACH ROW
  WHEN (current_setting('plangraph.moved_credit_type', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER credit_type_emptied AFTER TRUNCATE ON credit_type FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_credit_type', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER customer_moved AFTER INSERT OR UPDATE OR DELETE ON customer FOR EACH ROW
  WHEN (current_setting('plangraph.moved_customer', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER customer_emptied AFTER TRUNCATE ON customer FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_customer', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER customer_custom_field_moved AFTER INSERT OR UPDATE OR DELETE ON customer_custom_field FOR EACH ROW
  WHEN (current_setting('plangraph.moved_customer_custom_field', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER customer_custom_field_emptied AFTER TRUNCATE ON customer_custom_field FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_customer_custom_field', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER customer_plan_moved AFTER INSERT OR UPDATE OR DELETE ON customer_plan FOR EACH ROW
  WHEN (current_setting('plangraph.moved_customer_plan', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER customer_plan_emptied AFTER TRUNCATE ON customer_plan FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_customer_plan', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER entitlement_moved AFTER INSERT OR UPDATE OR DELETE ON entitlement FOR EACH ROW
  WHEN (current_setting('plangraph.moved_entitlement', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER entitlement_emptied AFTER TRUNCATE ON entitlement FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_entitlement', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER feature_moved AFTER INSERT OR UPDATE OR DELETE ON feature FOR EACH ROW
  WHEN (current_setting('plangraph.moved_feature', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER feature_emptied AFTER TRUNCATE ON feature FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_feature', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER feature_override_moved AFTER INSERT OR UPDATE OR DELETE ON feature_override FOR EACH ROW
  WHEN (current_setting('plangraph.moved_feature_override', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER feature_override_emptied AFTER TRUNCATE ON feature_override FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_feature_override', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER ingest_alias_moved AFTER INSERT OR UPDATE OR DELETE ON ingest_alias FOR EACH ROW
  WHEN (current_setting('plangraph.moved_ingest_alias', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER ingest_alias_emptied AFTER TRUNCATE ON ingest_alias FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_ingest_alias', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER metric_moved AFTER INSERT OR UPDATE OR DELETE ON metric FOR EACH ROW
  WHEN (current_setting('plangraph.moved_metric', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER metric_emptied AFTER TRUNCATE ON metric FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_metric', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER metric_event_moved AFTER INSERT OR UPDATE OR DELETE ON metric_event FOR EACH ROW
  WHEN (current_setting('plangraph.moved_metric', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version('metric');

CREATE TRIGGER metric_event_emptied AFTER TRUNCATE ON metric_event FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_metric', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version('metric');

CREATE TRIGGER minimum_moved AFTER INSERT OR UPDATE OR DELETE ON minimum FOR EACH ROW
  WHEN (current_setting('plangraph.moved_minimum', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER minimum_emptied AFTER TRUNCATE ON minimum FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_minimum', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER outbox_entry_moved AFTER INSERT OR UPDATE OR DELETE ON outbox_entry FOR EACH ROW
  WHEN (current_setting('plangraph.moved_outbox_entry', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER outbox_entry_emptied AFTER TRUNCATE ON outbox_entry FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_outbox_entry', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER overage_rate_moved AFTER INSERT OR UPDATE OR DELETE ON overage_rate FOR EACH ROW
  WHEN (current_setting('plangraph.moved_overage_rate', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER overage_rate_emptied AFTER TRUNCATE ON overage_rate FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_overage_rate', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_moved AFTER INSERT OR UPDATE OR DELETE ON plan FOR EACH ROW
  WHEN (current_setting('plangraph.moved_plan', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_emptied AFTER TRUNCATE ON plan FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_plan', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_composite_moved AFTER INSERT OR UPDATE OR DELETE ON plan_composite FOR EACH ROW
  WHEN (current_setting('plangraph.moved_plan_composite', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_composite_emptied AFTER TRUNCATE ON plan_composite FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_plan_composite', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_composite_part_moved AFTER INSERT OR UPDATE OR DELETE ON plan_composite_part FOR EACH ROW
  WHEN (current_setting('plangraph.moved_plan_composite_part', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_composite_part_emptied AFTER TRUNCATE ON plan_composite_part FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_plan_composite_part', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_credit_type_moved AFTER INSERT OR UPDATE OR DELETE ON plan_credit_type FOR EACH ROW
  WHEN (current_setting('plangraph.moved_plan_credit_type', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_credit_type_emptied AFTER TRUNCATE ON plan_credit_type FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_plan_credit_type', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_custom_field_moved AFTER INSERT OR UPDATE OR DELETE ON plan_custom_field FOR EACH ROW
  WHEN (current_setting('plangraph.moved_plan_custom_field', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_custom_field_emptied AFTER TRUNCATE ON plan_custom_field FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_plan_custom_field', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_metric_moved AFTER INSERT OR UPDATE OR DELETE ON plan_metric FOR EACH ROW
  WHEN (current_setting('plangraph.moved_plan_metric', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_metric_emptied AFTER TRUNCATE ON plan_metric FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_plan_metric', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_product_moved AFTER INSERT OR UPDATE OR DELETE ON plan_product FOR EACH ROW
  WHEN (current_setting('plangraph.moved_plan_product', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_product_emptied AFTER TRUNCATE ON plan_product FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_plan_product', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_tier_mode_moved AFTER INSERT OR UPDATE OR DELETE ON plan_tier_mode FOR EACH ROW
  WHEN (current_setting('plangraph.moved_plan_tier_mode', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER plan_tier_mode_emptied AFTER TRUNCATE ON plan_tier_mode FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_plan_tier_mode', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER price_moved AFTER INSERT OR UPDATE OR DELETE ON price FOR EACH ROW
  WHEN (current_setting('plangraph.moved_price', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER price_emptied AFTER TRUNCATE ON price FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_price', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER product_moved AFTER INSERT OR UPDATE OR DELETE ON product FOR EACH ROW
  WHEN (current_setting('plangraph.moved_product', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER product_emptied AFTER TRUNCATE ON product FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_product', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER sync_moved AFTER INSERT OR UPDATE OR DELETE ON sync FOR EACH ROW
  WHEN (current_setting('plangraph.moved_sync', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER sync_emptied AFTER TRUNCATE ON sync FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_sync', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER variant_moved AFTER INSERT OR UPDATE OR DELETE ON variant FOR EACH ROW
  WHEN (current_setting('plangraph.moved_variant', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();

CREATE TRIGGER variant_emptied AFTER TRUNCATE ON variant FOR EACH STATEMENT
  WHEN (current_setting('plangraph.moved_variant', true) IS DISTINCT FROM '1') EXECUTE FUNCTION move_data_version();
