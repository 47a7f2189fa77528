-- A keystroke is one row: its update and whose it is. Without row ids SQLite keeps these tables as one
-- tree each, ordered by draft and number, so that a commit writes one page of a tree instead of two.
CREATE TABLE "new_DraftUpdate" (
    "documentId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "bytes" BLOB NOT NULL,
    "committedAt" DATETIME NOT NULL,
    "userId" TEXT,
    "ranges" BLOB,

    PRIMARY KEY ("documentId", "sequence"),
    CONSTRAINT "DraftUpdate_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;
INSERT INTO "new_DraftUpdate" ("documentId", "sequence", "bytes", "committedAt")
  SELECT "documentId", "sequence", "bytes", "committedAt" FROM "DraftUpdate" ORDER BY 1, 2;
DROP TABLE "DraftUpdate";
ALTER TABLE "new_DraftUpdate" RENAME TO "DraftUpdate";

CREATE TABLE "new_DraftAuthorship" (
    "documentId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "userId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "ranges" BLOB NOT NULL,

    PRIMARY KEY ("documentId", "sequence", "userId"),
    CONSTRAINT "DraftAuthorship_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;
INSERT INTO "new_DraftAuthorship" ("documentId", "sequence", "userId", "at", "ranges")
  SELECT "documentId", "sequence", "userId", "at", "ranges" FROM "DraftAuthorship" ORDER BY 1, 2, 3;
DROP TABLE "DraftAuthorship";
ALTER TABLE "new_DraftAuthorship" RENAME TO "DraftAuthorship";
