-- A keystroke is one row: its update and whose it is.
ALTER TABLE "DraftUpdate" ADD COLUMN "userId" TEXT,
ADD COLUMN "ranges" BYTEA;
