ALTER TABLE affiliations ADD COLUMN city TEXT

ALTER TABLE affiliations ADD COLUMN lat FLOAT

ALTER TABLE affiliations ADD COLUMN lng FLOAT

ALTER TABLE affiliations ADD COLUMN "precision" TEXT

ALTER TABLE affiliations ADD COLUMN place_basis TEXT

CREATE TABLE objections (
  id BIGSERIAL NOT NULL,
  claim_id TEXT NOT NULL,
  about BIGINT,
  outcome TEXT NOT NULL,
  text TEXT NOT NULL,
  said_on TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  CONSTRAINT pk_objections PRIMARY KEY (id),
  CONSTRAINT fk_objections_claim_id FOREIGN KEY(claim_id) REFERENCES claims (id),
  CONSTRAINT fk_objections_about FOREIGN KEY(about) REFERENCES objections (id)
)

CREATE INDEX ix_objections_claim_id ON objections (claim_id)

CREATE FUNCTION objections_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'objections are append-only'; END $$

CREATE TRIGGER objections_no_change BEFORE UPDATE OR DELETE ON objections FOR EACH ROW EXECUTE FUNCTION objections_append_only()

CREATE TRIGGER objections_no_truncate BEFORE TRUNCATE ON objections FOR EACH STATEMENT EXECUTE FUNCTION objections_append_only()
