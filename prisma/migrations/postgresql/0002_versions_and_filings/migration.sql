-- AlterTable
ALTER TABLE "Document" ADD COLUMN     "pinnedVersionId" TEXT;

-- CreateTable
CREATE TABLE "Version" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "name" TEXT,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignOff" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMP(3) NOT NULL,
    "voidedAt" TIMESTAMP(3),
    "voidedBecause" TEXT,

    CONSTRAINT "SignOff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReturnToDraft" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "reason" TEXT,
    "byId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ReturnToDraft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Filing" (
    "documentId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "versionHash" TEXT NOT NULL,
    "filedOn" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "addressee" TEXT NOT NULL,
    "confirmation" TEXT,
    "certifier" TEXT,
    "filedById" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "pdf" BYTEA NOT NULL,
    "pdfHash" TEXT NOT NULL,
    "pdfName" TEXT NOT NULL,
    "successorId" TEXT,
    "withdrawalReason" TEXT,
    "endedById" TEXT,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Filing_pkey" PRIMARY KEY ("documentId")
);

-- CreateTable
CREATE TABLE "FilingCorrection" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,

    CONSTRAINT "FilingCorrection_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Version_hash_idx" ON "Version"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "Version_documentId_number_key" ON "Version"("documentId", "number");

-- CreateIndex
CREATE INDEX "SignOff_documentId_idx" ON "SignOff"("documentId");

-- CreateIndex
CREATE INDEX "ReturnToDraft_documentId_idx" ON "ReturnToDraft"("documentId");

-- CreateIndex
CREATE INDEX "Filing_pdfHash_idx" ON "Filing"("pdfHash");

-- CreateIndex
CREATE INDEX "FilingCorrection_documentId_idx" ON "FilingCorrection"("documentId");

-- AddForeignKey
ALTER TABLE "Version" ADD CONSTRAINT "Version_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOff" ADD CONSTRAINT "SignOff_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignOff" ADD CONSTRAINT "SignOff_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "Version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReturnToDraft" ADD CONSTRAINT "ReturnToDraft_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Filing" ADD CONSTRAINT "Filing_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Filing" ADD CONSTRAINT "Filing_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "Version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FilingCorrection" ADD CONSTRAINT "FilingCorrection_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Filing"("documentId") ON DELETE CASCADE ON UPDATE CASCADE;
