-- CreateTable
CREATE TABLE "DraftSetAside" (
    "documentId" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "bytes" BLOB NOT NULL,
    "committedAt" DATETIME NOT NULL,
    "authorship" TEXT NOT NULL,

    PRIMARY KEY ("documentId", "generation", "sequence"),
    CONSTRAINT "DraftSetAside_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
