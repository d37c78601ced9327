CREATE TABLE annotations (
  id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  page INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  text_version TEXT NOT NULL,
  quote TEXT NOT NULL,
  note TEXT NOT NULL,
  creator TEXT NOT NULL,
  created TEXT NOT NULL,
  name TEXT NOT NULL,
  file TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at TEXT NOT NULL,
  settled_by TEXT NOT NULL,
  settled_at TEXT NOT NULL,
  answer TEXT NOT NULL,
  CONSTRAINT pk_annotations PRIMARY KEY (id),
  CONSTRAINT fk_annotations_sha256 FOREIGN KEY(sha256) REFERENCES documents (sha256)
)

CREATE INDEX ix_annotations_sha256 ON annotations (sha256)
