-- CreateTable
CREATE TABLE "RetiredDraft" (
    "documentId" TEXT NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "baseSequence" INTEGER NOT NULL,
    "base" BYTEA,
    "retiredAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RetiredDraft_pkey" PRIMARY KEY ("documentId")
);

-- CreateTable
CREATE TABLE "RetiredDraftUpdate" (
    "documentId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "committedAt" TIMESTAMP(3) NOT NULL,
    "userId" TEXT,
    "ranges" BYTEA,

    CONSTRAINT "RetiredDraftUpdate_pkey" PRIMARY KEY ("documentId","sequence")
);

-- CreateTable
CREATE TABLE "DraftProblem" (
    "documentId" TEXT NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DraftProblem_pkey" PRIMARY KEY ("documentId")
);

-- AddForeignKey
ALTER TABLE "RetiredDraft" ADD CONSTRAINT "RetiredDraft_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RetiredDraftUpdate" ADD CONSTRAINT "RetiredDraftUpdate_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "RetiredDraft"("documentId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DraftProblem" ADD CONSTRAINT "DraftProblem_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;
