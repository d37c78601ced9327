CREATE INDEX ix_papers_newest ON papers (coalesce(year, 0), id)

CREATE TABLE remarks (
  id BIGSERIAL NOT NULL,
  token TEXT NOT NULL,
  claim_id TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  text TEXT NOT NULL,
  remarked_at TEXT NOT NULL,
  replies_to BIGINT,
  decision_id BIGINT,
  CONSTRAINT pk_remarks PRIMARY KEY (id),
  CONSTRAINT uq_remarks_token UNIQUE (token),
  CONSTRAINT fk_remarks_claim_id FOREIGN KEY(claim_id) REFERENCES claims (id),
  CONSTRAINT fk_remarks_reviewer FOREIGN KEY(reviewer) REFERENCES reviewers (name),
  CONSTRAINT fk_remarks_replies_to FOREIGN KEY(replies_to) REFERENCES remarks (id),
  CONSTRAINT fk_remarks_decision_id FOREIGN KEY(decision_id) REFERENCES decisions (id)
)

CREATE INDEX ix_remarks_claim_id ON remarks (claim_id)

CREATE TABLE remark_mentions (
  remark_id BIGINT NOT NULL,
  reviewer TEXT NOT NULL,
  CONSTRAINT pk_remark_mentions PRIMARY KEY (remark_id, reviewer),
  CONSTRAINT fk_remark_mentions_remark_id FOREIGN KEY(remark_id) REFERENCES remarks (id),
  CONSTRAINT fk_remark_mentions_reviewer FOREIGN KEY(reviewer) REFERENCES reviewers (name)
)

CREATE INDEX ix_remark_mentions_reviewer ON remark_mentions (reviewer)

CREATE FUNCTION remarks_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'remarks are append-only'; END $$

CREATE TRIGGER remarks_no_change BEFORE UPDATE OR DELETE ON remarks FOR EACH ROW EXECUTE FUNCTION remarks_append_only()

CREATE TRIGGER remarks_no_truncate BEFORE TRUNCATE ON remarks FOR EACH STATEMENT EXECUTE FUNCTION remarks_append_only()
