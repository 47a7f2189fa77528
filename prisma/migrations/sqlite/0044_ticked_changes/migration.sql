-- CreateTable
CREATE TABLE "ChangeTick" (
    "userId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "ranges" BLOB NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("userId", "documentId"),
    CONSTRAINT "ChangeTick_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ChangeTick_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "ChangeTick_documentId_idx" ON "ChangeTick"("documentId");
