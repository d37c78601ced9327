CREATE TABLE copies (
  paper_id TEXT NOT NULL,
  slot TEXT NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER,
  address TEXT NOT NULL,
  outcome TEXT NOT NULL,
  sha256 TEXT,
  detail TEXT NOT NULL,
  tried JSON NOT NULL,
  attempts INTEGER NOT NULL,
  origin TEXT NOT NULL,
  added_by TEXT NOT NULL,
  text_key TEXT,
  finished_at TEXT NOT NULL,
  CONSTRAINT pk_copies PRIMARY KEY (paper_id, slot),
  CONSTRAINT fk_copies_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id),
  CONSTRAINT fk_copies_sha256 FOREIGN KEY(sha256) REFERENCES documents (sha256)
)

CREATE INDEX ix_copies_sha256 ON copies (sha256)

CREATE TABLE copy_searches (
  paper_id TEXT NOT NULL,
  policy TEXT NOT NULL,
  sought_at TEXT NOT NULL,
  CONSTRAINT pk_copy_searches PRIMARY KEY (paper_id),
  CONSTRAINT fk_copy_searches_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
)

CREATE TABLE document_rulings (
  id INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  file TEXT NOT NULL,
  paper_id TEXT,
  ruling TEXT NOT NULL,
  reason TEXT NOT NULL,
  said_by TEXT NOT NULL,
  at TEXT NOT NULL,
  CONSTRAINT pk_document_rulings PRIMARY KEY (id),
  CONSTRAINT fk_document_rulings_sha256 FOREIGN KEY(sha256) REFERENCES documents (sha256),
  CONSTRAINT fk_document_rulings_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
)

CREATE INDEX ix_document_rulings_sha256 ON document_rulings (sha256)

CREATE TRIGGER document_rulings_no_update BEFORE UPDATE ON document_rulings BEGIN SELECT RAISE(ABORT, 'document_rulings are append-only'); END

CREATE TRIGGER document_rulings_no_delete BEFORE DELETE ON document_rulings BEGIN SELECT RAISE(ABORT, 'document_rulings are append-only'); END

CREATE TRIGGER document_rulings_no_replace BEFORE INSERT ON document_rulings WHEN EXISTS (SELECT 1 FROM document_rulings WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'document_rulings are append-only'); END

CREATE TABLE copy_differences (
  paper_id TEXT NOT NULL,
  target TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  claim_id TEXT NOT NULL,
  stated_in TEXT NOT NULL,
  missing_from TEXT NOT NULL,
  evidence_id TEXT NOT NULL,
  counterpart_id TEXT,
  CONSTRAINT pk_copy_differences PRIMARY KEY (paper_id, target, position),
  CONSTRAINT fk_copy_differences_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
)

CREATE INDEX ix_copy_differences_claim_id ON copy_differences (claim_id)

INSERT INTO copies (paper_id, slot, kind, version, address, outcome, sha256, detail, tried, attempts, origin, added_by, text_key, finished_at)
SELECT f.paper_id, CASE WHEN lower(coalesce(f.url, '')) LIKE '%arxiv%' THEN 'arxiv' ELSE 'other' END, CASE WHEN lower(coalesce(f.url, '')) LIKE '%arxiv%' THEN 'arxiv' ELSE 'other' END, NULL, coalesce(f.url, ''), f.outcome, f.sha256, f.detail, f.tried, f.attempts, 'fetched', '', NULL, f.finished_at
FROM fetches f WHERE f.outcome = 'ok' AND f.sha256 IS NOT NULL
