ALTER TABLE affiliations ADD COLUMN city TEXT

ALTER TABLE affiliations ADD COLUMN lat FLOAT

ALTER TABLE affiliations ADD COLUMN lng FLOAT

ALTER TABLE affiliations ADD COLUMN precision TEXT

ALTER TABLE affiliations ADD COLUMN place_basis TEXT

CREATE TABLE objections (
  id INTEGER NOT NULL,
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

CREATE TRIGGER objections_no_update BEFORE UPDATE ON objections BEGIN SELECT RAISE(ABORT, 'objections are append-only'); END

CREATE TRIGGER objections_no_delete BEFORE DELETE ON objections BEGIN SELECT RAISE(ABORT, 'objections are append-only'); END

CREATE TRIGGER objections_no_replace BEFORE INSERT ON objections WHEN EXISTS (SELECT 1 FROM objections WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'objections are append-only'); END
