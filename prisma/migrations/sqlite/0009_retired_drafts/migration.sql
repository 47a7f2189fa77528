-- CreateTable
CREATE TABLE "RetiredDraft" (
    "documentId" TEXT NOT NULL PRIMARY KEY,
    "schemaVersion" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "baseSequence" INTEGER NOT NULL,
    "base" BLOB,
    "retiredAt" DATETIME NOT NULL,
    CONSTRAINT "RetiredDraft_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RetiredDraftUpdate" (
    "documentId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "bytes" BLOB NOT NULL,
    "committedAt" DATETIME NOT NULL,
    "userId" TEXT,
    "ranges" BLOB,

    PRIMARY KEY ("documentId", "sequence"),
    CONSTRAINT "RetiredDraftUpdate_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "RetiredDraft" ("documentId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DraftProblem" (
    "documentId" TEXT NOT NULL PRIMARY KEY,
    "schemaVersion" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "DraftProblem_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
