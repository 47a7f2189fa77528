-- CreateTable
CREATE TABLE "ChangeTick" (
    "userId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "ranges" BYTEA NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ChangeTick_pkey" PRIMARY KEY ("userId","documentId")
);

-- CreateIndex
CREATE INDEX "ChangeTick_documentId_idx" ON "ChangeTick"("documentId");

-- AddForeignKey
ALTER TABLE "ChangeTick" ADD CONSTRAINT "ChangeTick_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChangeTick" ADD CONSTRAINT "ChangeTick_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;
