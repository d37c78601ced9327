CREATE TABLE source_records (
  "key" TEXT NOT NULL,
  target TEXT NOT NULL,
  source TEXT NOT NULL,
  reason TEXT NOT NULL,
  paper_id TEXT NOT NULL,
  body JSON NOT NULL,
  seen_at TEXT NOT NULL,
  CONSTRAINT pk_source_records PRIMARY KEY ("key", target, source, reason),
  CONSTRAINT fk_source_records_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
)

CREATE INDEX ix_source_records_paper_id ON source_records (paper_id)

CREATE TABLE arxiv_versions (
  arxiv_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  withdrawn TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  CONSTRAINT pk_arxiv_versions PRIMARY KEY (arxiv_id)
)

CREATE TABLE identity_rulings (
  id INTEGER NOT NULL,
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  ruling TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  CONSTRAINT pk_identity_rulings PRIMARY KEY (id)
)

CREATE INDEX ix_identity_rulings_pair ON identity_rulings (first, second)

CREATE TABLE promising (
  target TEXT NOT NULL,
  paper_id TEXT NOT NULL,
  CONSTRAINT pk_promising PRIMARY KEY (target, paper_id),
  CONSTRAINT fk_promising_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
)
