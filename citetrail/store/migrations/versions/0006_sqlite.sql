ALTER TABLE organisations ADD COLUMN source_confirmed BOOLEAN

ALTER TABLE organisations ADD COLUMN source_checked_on TEXT

ALTER TABLE organisations ADD COLUMN source_words TEXT

ALTER TABLE affiliations ADD COLUMN ground TEXT

ALTER TABLE queries ADD COLUMN unknown BOOLEAN
