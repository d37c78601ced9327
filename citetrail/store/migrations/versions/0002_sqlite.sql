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

CREATE TRIGGER decision_chain_no_update BEFORE UPDATE ON decision_chain BEGIN SELECT RAISE(ABORT, 'decision_chain is append-only'); END

CREATE TRIGGER decision_chain_no_delete BEFORE DELETE ON decision_chain BEGIN SELECT RAISE(ABORT, 'decision_chain is append-only'); END

CREATE TRIGGER decision_chain_no_replace BEFORE INSERT ON decision_chain WHEN EXISTS (SELECT 1 FROM decision_chain WHERE position = NEW.position OR decision_id = NEW.decision_id OR previous = NEW.previous) BEGIN SELECT RAISE(ABORT, 'decision_chain is append-only'); END

CREATE TRIGGER decisions_numbered AFTER INSERT ON decisions WHEN NEW.id <> 1 + coalesce((SELECT id FROM decisions WHERE id <> NEW.id ORDER BY id DESC LIMIT 1), 0) BEGIN SELECT RAISE(ABORT, 'decisions are append-only: the store numbers them itself'); END

CREATE TRIGGER claims_no_delete BEFORE DELETE ON claims WHEN EXISTS (SELECT 1 FROM decisions WHERE claim_id = OLD.id) BEGIN SELECT RAISE(ABORT, 'claims that were decided on stay'); END

CREATE TRIGGER claims_no_replace BEFORE INSERT ON claims WHEN EXISTS (SELECT 1 FROM decisions WHERE claim_id = NEW.id) BEGIN SELECT RAISE(ABORT, 'claims that were decided on stay'); END

CREATE TRIGGER claims_no_other BEFORE UPDATE OF id ON claims WHEN EXISTS (SELECT 1 FROM decisions WHERE claim_id = OLD.id) BEGIN SELECT RAISE(ABORT, 'claims that were decided on stay'); END
