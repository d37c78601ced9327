CREATE TABLE reviewers (
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  pseudonym TEXT NOT NULL,
  publish_name BOOLEAN NOT NULL,
  password_hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  CONSTRAINT pk_reviewers PRIMARY KEY (name),
  CONSTRAINT uq_reviewers_pseudonym UNIQUE (pseudonym)
)

CREATE TABLE sessions (
  id TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  csrf TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  CONSTRAINT pk_sessions PRIMARY KEY (id)
)

CREATE TABLE policies (
  name TEXT NOT NULL,
  value JSON NOT NULL,
  CONSTRAINT pk_policies PRIMARY KEY (name)
)

CREATE TABLE orders (
  id INTEGER NOT NULL,
  target TEXT NOT NULL,
  through BIGINT NOT NULL,
  examples INTEGER NOT NULL,
  digest TEXT NOT NULL,
  weights JSON NOT NULL,
  curves JSON NOT NULL,
  fitted_at TEXT NOT NULL,
  CONSTRAINT pk_orders PRIMARY KEY (id)
)

CREATE INDEX ix_orders_target ON orders (target)

CREATE TABLE papers (
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  title_key TEXT NOT NULL,
  s2_id TEXT,
  corpus_id TEXT,
  doi TEXT,
  arxiv_id TEXT,
  year INTEGER,
  published_on TEXT,
  venue TEXT,
  abstract TEXT,
  url TEXT,
  pdf_urls JSON NOT NULL,
  authors JSON NOT NULL,
  first_seen TEXT NOT NULL,
  merged_into TEXT,
  CONSTRAINT pk_papers PRIMARY KEY (id)
)

CREATE INDEX ix_papers_title_key ON papers (title_key)

CREATE INDEX ix_papers_date ON papers (coalesce(published_on, ''), id)

CREATE TABLE queries (
  target TEXT NOT NULL,
  "query" TEXT NOT NULL,
  cursor TEXT NOT NULL,
  expected INTEGER,
  received INTEGER NOT NULL,
  failure TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  CONSTRAINT pk_queries PRIMARY KEY (target, "query")
)

CREATE TABLE documents (
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  url TEXT NOT NULL,
  retrieved_at TEXT NOT NULL,
  CONSTRAINT pk_documents PRIMARY KEY (sha256)
)

CREATE TABLE organisations (
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT,
  city TEXT,
  lat FLOAT,
  lng FLOAT,
  precision TEXT NOT NULL,
  sector TEXT NOT NULL,
  tier TEXT,
  flags JSON NOT NULL,
  basis TEXT NOT NULL,
  source TEXT NOT NULL,
  ror TEXT,
  parent TEXT,
  designations JSON NOT NULL,
  version TEXT NOT NULL,
  CONSTRAINT pk_organisations PRIMARY KEY (id)
)

CREATE TABLE holds (
  target TEXT NOT NULL,
  holder TEXT NOT NULL,
  since TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  CONSTRAINT pk_holds PRIMARY KEY (target)
)

CREATE TABLE runs (
  id INTEGER NOT NULL,
  target TEXT NOT NULL,
  step TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  counts JSON NOT NULL,
  versions JSON NOT NULL,
  CONSTRAINT pk_runs PRIMARY KEY (id)
)

CREATE INDEX ix_runs_target ON runs (target)

CREATE TABLE paper_keys (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  paper_id TEXT NOT NULL,
  CONSTRAINT pk_paper_keys PRIMARY KEY (kind, value),
  CONSTRAINT fk_paper_keys_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
)

CREATE INDEX ix_paper_keys_paper_id ON paper_keys (paper_id)

CREATE TABLE sightings (
  paper_id TEXT NOT NULL,
  target TEXT NOT NULL,
  source TEXT NOT NULL,
  reason TEXT NOT NULL,
  contexts JSON NOT NULL,
  intents JSON NOT NULL,
  is_influential BOOLEAN NOT NULL,
  first_seen TEXT NOT NULL,
  CONSTRAINT pk_sightings PRIMARY KEY (paper_id, target, source, reason),
  CONSTRAINT fk_sightings_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
)

CREATE INDEX ix_sightings_target_paper_id ON sightings (target, paper_id)

CREATE TABLE pending (
  target TEXT NOT NULL,
  step TEXT NOT NULL,
  paper_id TEXT NOT NULL,
  CONSTRAINT pk_pending PRIMARY KEY (target, step, paper_id),
  CONSTRAINT fk_pending_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
)

CREATE TABLE fetches (
  paper_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  sha256 TEXT,
  url TEXT,
  detail TEXT NOT NULL,
  tried JSON NOT NULL,
  attempts INTEGER NOT NULL,
  finished_at TEXT NOT NULL,
  CONSTRAINT pk_fetches PRIMARY KEY (paper_id),
  CONSTRAINT fk_fetches_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id),
  CONSTRAINT fk_fetches_sha256 FOREIGN KEY(sha256) REFERENCES documents (sha256)
)

CREATE INDEX ix_fetches_sha256 ON fetches (sha256)

CREATE TABLE readings (
  sha256 TEXT NOT NULL,
  target TEXT NOT NULL,
  version TEXT NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT NOT NULL,
  pages INTEGER NOT NULL,
  names_family BOOLEAN NOT NULL,
  verdict TEXT NOT NULL,
  score FLOAT NOT NULL,
  body BLOB NOT NULL,
  read_at TEXT NOT NULL,
  CONSTRAINT pk_readings PRIMARY KEY (sha256, target, version),
  CONSTRAINT fk_readings_sha256 FOREIGN KEY(sha256) REFERENCES documents (sha256)
)

CREATE INDEX ix_readings_target_outcome ON readings (target, outcome)

CREATE TABLE assessments (
  paper_id TEXT NOT NULL,
  target TEXT NOT NULL,
  sha256 TEXT,
  version TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  outcome TEXT NOT NULL,
  verdict TEXT NOT NULL,
  score FLOAT NOT NULL,
  unresolved BOOLEAN NOT NULL,
  sectors JSON NOT NULL,
  headline TEXT NOT NULL,
  title TEXT NOT NULL,
  authors JSON NOT NULL,
  assessed_at TEXT NOT NULL,
  CONSTRAINT pk_assessments PRIMARY KEY (paper_id, target),
  CONSTRAINT fk_assessments_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
)

CREATE INDEX ix_assessments_target_verdict ON assessments (target, verdict)

CREATE TABLE affiliations (
  paper_id TEXT NOT NULL,
  target TEXT NOT NULL,
  position INTEGER NOT NULL,
  "match" INTEGER NOT NULL,
  raw TEXT NOT NULL,
  raw_key TEXT NOT NULL,
  organisation_id TEXT,
  sector TEXT NOT NULL,
  country TEXT,
  method TEXT NOT NULL,
  score FLOAT NOT NULL,
  origin TEXT NOT NULL,
  note TEXT NOT NULL,
  authors JSON NOT NULL,
  evidence_id TEXT,
  CONSTRAINT pk_affiliations PRIMARY KEY (paper_id, target, position, "match"),
  CONSTRAINT fk_affiliations_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
)

CREATE INDEX ix_affiliations_raw_key ON affiliations (raw_key)

CREATE INDEX ix_affiliations_organisation_id ON affiliations (organisation_id)

CREATE TABLE funding (
  paper_id TEXT NOT NULL,
  target TEXT NOT NULL,
  position INTEGER NOT NULL,
  funder TEXT NOT NULL,
  military BOOLEAN NOT NULL,
  organisation_id TEXT,
  award TEXT NOT NULL,
  evidence_id TEXT NOT NULL,
  CONSTRAINT pk_funding PRIMARY KEY (paper_id, target, position),
  CONSTRAINT fk_funding_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
)

CREATE TABLE evidence (
  id TEXT NOT NULL,
  paper_id TEXT NOT NULL,
  origin TEXT NOT NULL,
  sha256 TEXT,
  text_version TEXT,
  page INTEGER,
  start INTEGER,
  "end" INTEGER,
  quote TEXT NOT NULL,
  "before" TEXT NOT NULL,
  "after" TEXT NOT NULL,
  match_start INTEGER NOT NULL,
  match_end INTEGER NOT NULL,
  section TEXT NOT NULL,
  boxes JSON NOT NULL,
  CONSTRAINT pk_evidence PRIMARY KEY (id),
  CONSTRAINT fk_evidence_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
)

CREATE INDEX ix_evidence_paper_id ON evidence (paper_id)

CREATE TABLE claims (
  id TEXT NOT NULL,
  target TEXT NOT NULL,
  kind TEXT NOT NULL,
  paper_id TEXT,
  member TEXT,
  role TEXT,
  organisation_id TEXT,
  sector TEXT,
  raw_key TEXT,
  text TEXT NOT NULL,
  score FLOAT NOT NULL,
  rule TEXT NOT NULL,
  reasons JSON NOT NULL,
  headline TEXT NOT NULL,
  sensitive BOOLEAN NOT NULL,
  priority FLOAT NOT NULL,
  papers INTEGER NOT NULL,
  version TEXT NOT NULL,
  evidence_hash TEXT NOT NULL,
  cleared BOOLEAN NOT NULL,
  current BOOLEAN NOT NULL,
  state TEXT NOT NULL,
  decided_hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  once_by TEXT NOT NULL,
  flagged BOOLEAN NOT NULL,
  audited BOOLEAN NOT NULL,
  lot FLOAT NOT NULL,
  rank FLOAT NOT NULL,
  learned FLOAT,
  CONSTRAINT pk_claims PRIMARY KEY (id),
  CONSTRAINT fk_claims_paper_id FOREIGN KEY(paper_id) REFERENCES papers (id)
)

CREATE INDEX ix_claims_waiting ON claims (target, priority, id) WHERE current = 1 AND cleared = 0 AND (state = 'open' OR state = 'accepted_once' OR state = 'rejected_once')

CREATE INDEX ix_claims_target_kind_state ON claims (target, kind, state)

CREATE INDEX ix_claims_waiting_kind ON claims (target, kind, priority, id) WHERE current = 1 AND cleared = 0 AND (state = 'open' OR state = 'accepted_once' OR state = 'rejected_once')

CREATE INDEX ix_claims_paper_id ON claims (paper_id)

CREATE INDEX ix_claims_audit ON claims (target, lot) WHERE current = 1 AND audited = 0 AND (state = 'accepted' OR cleared = 1 AND state = 'open')

CREATE INDEX ix_claims_organisation_id ON claims (organisation_id)

CREATE INDEX ix_claims_counts ON claims (target, current, cleared, kind, state)

CREATE INDEX ix_claims_ranked_kind ON claims (target, kind, rank, id) WHERE current = 1 AND cleared = 0 AND (state = 'open' OR state = 'accepted_once' OR state = 'rejected_once')

CREATE INDEX ix_claims_waiting_paper ON claims (target, paper_id, priority, id) WHERE current = 1 AND cleared = 0 AND (state = 'open' OR state = 'accepted_once' OR state = 'rejected_once')

CREATE INDEX ix_claims_raw_key ON claims (raw_key)

CREATE INDEX ix_claims_waiting_organisation ON claims (target, organisation_id, priority, id) WHERE current = 1 AND cleared = 0 AND (state = 'open' OR state = 'accepted_once' OR state = 'rejected_once')

CREATE INDEX ix_claims_ranked ON claims (target, rank, id) WHERE current = 1 AND cleared = 0 AND (state = 'open' OR state = 'accepted_once' OR state = 'rejected_once')

CREATE TABLE decisions (
  id INTEGER NOT NULL,
  token TEXT NOT NULL,
  claim_id TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  vote TEXT NOT NULL,
  correction JSON,
  reason TEXT NOT NULL,
  note TEXT NOT NULL,
  undoes BIGINT,
  adjudication BOOLEAN NOT NULL,
  audit BOOLEAN NOT NULL,
  evidence_ids JSON NOT NULL,
  evidence_hash TEXT NOT NULL,
  version TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  CONSTRAINT pk_decisions PRIMARY KEY (id),
  CONSTRAINT uq_decisions_token UNIQUE (token),
  CONSTRAINT fk_decisions_claim_id FOREIGN KEY(claim_id) REFERENCES claims (id)
)

CREATE INDEX ix_decisions_claim_id ON decisions (claim_id)

CREATE INDEX ix_decisions_reviewer ON decisions (reviewer, id)

CREATE TABLE leases (
  claim_id TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  session TEXT NOT NULL,
  since TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  CONSTRAINT pk_leases PRIMARY KEY (claim_id),
  CONSTRAINT fk_leases_claim_id FOREIGN KEY(claim_id) REFERENCES claims (id)
)

CREATE INDEX ix_leases_session ON leases (session)

CREATE TABLE skips (
  reviewer TEXT NOT NULL,
  claim_id TEXT NOT NULL,
  skipped_at TEXT NOT NULL,
  CONSTRAINT pk_skips PRIMARY KEY (reviewer, claim_id),
  CONSTRAINT fk_skips_claim_id FOREIGN KEY(claim_id) REFERENCES claims (id)
)

CREATE TABLE claim_evidence (
  claim_id TEXT NOT NULL,
  evidence_id TEXT NOT NULL,
  rank INTEGER NOT NULL,
  CONSTRAINT pk_claim_evidence PRIMARY KEY (claim_id, evidence_id),
  CONSTRAINT fk_claim_evidence_claim_id FOREIGN KEY(claim_id) REFERENCES claims (id),
  CONSTRAINT fk_claim_evidence_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id)
)

CREATE INDEX ix_claim_evidence_evidence_id ON claim_evidence (evidence_id)

CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END

CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END

CREATE TRIGGER decisions_no_replace BEFORE INSERT ON decisions WHEN EXISTS (SELECT 1 FROM decisions WHERE id = NEW.id OR token = NEW.token) BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END

CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence are append-only'); END

CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence are append-only'); END

CREATE TRIGGER evidence_no_replace BEFORE INSERT ON evidence WHEN EXISTS (SELECT 1 FROM evidence WHERE id = NEW.id) BEGIN SELECT RAISE(IGNORE); END

CREATE TRIGGER documents_no_update BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'documents are append-only'); END

CREATE TRIGGER documents_no_delete BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'documents are append-only'); END

CREATE TRIGGER documents_no_replace BEFORE INSERT ON documents WHEN EXISTS (SELECT 1 FROM documents WHERE sha256 = NEW.sha256) BEGIN SELECT RAISE(IGNORE); END

CREATE TABLE search_texts (n INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (kind, key))

CREATE VIRTUAL TABLE search_index USING fts5(body, content='search_texts', content_rowid='n', tokenize="unicode61 remove_diacritics 2")

CREATE TRIGGER search_texts_added AFTER INSERT ON search_texts BEGIN INSERT INTO search_index(rowid, body) VALUES (new.n, new.body); END

CREATE TRIGGER search_texts_changed AFTER UPDATE ON search_texts BEGIN INSERT INTO search_index(search_index, rowid, body) VALUES ('delete', old.n, old.body); INSERT INTO search_index(rowid, body) VALUES (new.n, new.body); END

CREATE TRIGGER evidence_searched AFTER INSERT ON evidence BEGIN INSERT INTO search_texts(kind, key, body) VALUES ('evidence', new.id, new.quote) ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body; END

CREATE TRIGGER evidence_searched_again AFTER UPDATE ON evidence WHEN old.quote IS NOT new.quote BEGIN UPDATE search_texts SET body = new.quote WHERE kind = 'evidence' AND key = new.id; END

CREATE TRIGGER papers_searched AFTER INSERT ON papers BEGIN INSERT INTO search_texts(kind, key, body) VALUES ('papers', new.id, new.title || ' ' || coalesce(new.venue, '')) ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body; END

CREATE TRIGGER papers_searched_again AFTER UPDATE ON papers WHEN old.title IS NOT new.title OR old.venue IS NOT new.venue BEGIN UPDATE search_texts SET body = new.title || ' ' || coalesce(new.venue, '') WHERE kind = 'papers' AND key = new.id; END

CREATE TRIGGER organisations_searched AFTER INSERT ON organisations BEGIN INSERT INTO search_texts(kind, key, body) VALUES ('organisations', new.id, new.name || ' ' || coalesce(new.city, '')) ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body; END

CREATE TRIGGER organisations_searched_again AFTER UPDATE ON organisations WHEN old.name IS NOT new.name OR old.city IS NOT new.city BEGIN UPDATE search_texts SET body = new.name || ' ' || coalesce(new.city, '') WHERE kind = 'organisations' AND key = new.id; END
