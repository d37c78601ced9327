CREATE TABLE preferences (
  reviewer TEXT NOT NULL,
  name TEXT NOT NULL,
  value JSON NOT NULL,
  CONSTRAINT pk_preferences PRIMARY KEY (reviewer, name),
  CONSTRAINT fk_preferences_reviewer FOREIGN KEY(reviewer) REFERENCES reviewers (name)
)

CREATE TABLE api_tokens (
  id TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  label TEXT NOT NULL,
  may_decide BOOLEAN NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT NOT NULL,
  CONSTRAINT pk_api_tokens PRIMARY KEY (id),
  CONSTRAINT uq_api_tokens_reviewer_label UNIQUE (reviewer, label),
  CONSTRAINT fk_api_tokens_reviewer FOREIGN KEY(reviewer) REFERENCES reviewers (name)
)

CREATE INDEX ix_api_tokens_reviewer ON api_tokens (reviewer)

CREATE TABLE claim_tags (
  claim_id TEXT NOT NULL,
  tag TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  tagged_at TEXT NOT NULL,
  CONSTRAINT pk_claim_tags PRIMARY KEY (claim_id, tag),
  CONSTRAINT fk_claim_tags_claim_id FOREIGN KEY(claim_id) REFERENCES claims (id)
)

CREATE INDEX ix_claim_tags_tag ON claim_tags (tag)
