CREATE TABLE decision_chain (
  position BIGINT NOT NULL,
  decision_id BIGINT NOT NULL,
  content TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT pk_decision_chain PRIMARY KEY (position),
  CONSTRAINT uq_decision_chain_decision_id UNIQUE (decision_id),
  CONSTRAINT uq_decision_chain_previous UNIQUE (previous),
  CONSTRAINT fk_decision_chain_decision_id FOREIGN KEY(decision_id) REFERENCES decisions (id)
)

CREATE FUNCTION decision_chain_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'decision_chain is append-only'; END $$

CREATE TRIGGER decision_chain_no_change BEFORE UPDATE OR DELETE ON decision_chain FOR EACH ROW EXECUTE FUNCTION decision_chain_append_only()

CREATE TRIGGER decision_chain_no_truncate BEFORE TRUNCATE ON decision_chain FOR EACH STATEMENT EXECUTE FUNCTION decision_chain_append_only()

CREATE FUNCTION decisions_numbered() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE given BIGINT; BEGIN BEGIN given = currval(pg_get_serial_sequence('decisions', 'id')); EXCEPTION WHEN object_not_in_prerequisite_state THEN given = NULL; END; IF NEW.id IS DISTINCT FROM given OR NEW.id <= (SELECT coalesce(max(id), 0) FROM decisions) THEN RAISE EXCEPTION 'decisions are append-only: the store numbers them itself'; END IF; RETURN NEW; END $$

CREATE TRIGGER decisions_numbered BEFORE INSERT ON decisions FOR EACH ROW EXECUTE FUNCTION decisions_numbered()

CREATE FUNCTION claims_decided() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM decisions WHERE claim_id = OLD.id) THEN RAISE EXCEPTION 'claims that were decided on stay'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE TRIGGER claims_no_delete BEFORE DELETE ON claims FOR EACH ROW EXECUTE FUNCTION claims_decided()

CREATE TRIGGER claims_no_other BEFORE UPDATE OF id ON claims FOR EACH ROW EXECUTE FUNCTION claims_decided()
