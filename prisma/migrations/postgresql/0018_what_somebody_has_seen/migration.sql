-- CreateTable
CREATE TABLE "DraftRead" (
    "userId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DraftRead_pkey" PRIMARY KEY ("userId","documentId")
);

-- CreateTable
CREATE TABLE "SigningKey" (
    "purpose" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SigningKey_pkey" PRIMARY KEY ("purpose")
);

-- CreateIndex
CREATE INDEX "DraftRead_documentId_idx" ON "DraftRead"("documentId");

-- AddForeignKey
ALTER TABLE "DraftRead" ADD CONSTRAINT "DraftRead_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftRead" ADD CONSTRAINT "DraftRead_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;
