-- A query that Trino reports twice is kept once: it is looked for by its subject. Paths may be longer than a B-tree takes.
CREATE INDEX audit_by_subject ON audit USING hash (subject);
