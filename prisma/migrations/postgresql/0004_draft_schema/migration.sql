-- Schema 2 only adds to schema 1: the text of a draft stays as it is, byte for byte. Versions keep the
-- schema that they were signed in.
UPDATE "Document" SET "schemaVersion" = 2 WHERE "schemaVersion" = 1;
