-- CreateTable
CREATE TABLE "DraftRead" (
    "userId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("userId", "documentId"),
    CONSTRAINT "DraftRead_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "DraftRead_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SigningKey" (
    "purpose" TEXT NOT NULL PRIMARY KEY,
    "secret" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "DraftRead_documentId_idx" ON "DraftRead"("documentId");
