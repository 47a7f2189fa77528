-- CreateTable
CREATE TABLE "DraftSetAside" (
    "documentId" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "committedAt" TIMESTAMP(3) NOT NULL,
    "authorship" TEXT NOT NULL,

    CONSTRAINT "DraftSetAside_pkey" PRIMARY KEY ("documentId","generation","sequence")
);

-- AddForeignKey
ALTER TABLE "DraftSetAside" ADD CONSTRAINT "DraftSetAside_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;
