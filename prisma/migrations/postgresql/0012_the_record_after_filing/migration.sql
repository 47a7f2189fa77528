-- AlterTable
ALTER TABLE "Filing" ADD COLUMN     "zone" TEXT;

-- CreateTable
CREATE TABLE "FilingCopy" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "versionHash" TEXT NOT NULL,
    "pdf" BYTEA NOT NULL,
    "pdfHash" TEXT NOT NULL,
    "pdfName" TEXT NOT NULL,
    "printedOn" TEXT NOT NULL,
    "zone" TEXT,
    "method" TEXT NOT NULL,
    "caseNumber" TEXT,
    "certifier" TEXT,
    "signatures" TEXT NOT NULL,
    "madeById" TEXT NOT NULL,
    "madeAt" TIMESTAMP(3) NOT NULL,
    "takenAt" TIMESTAMP(3),
    "confirmedAt" TIMESTAMP(3),
    "voidedAt" TIMESTAMP(3),
    "voidedBecause" TEXT,
    "voidedById" TEXT,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "FilingCopy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgencyEvent" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "dated" TEXT,
    "sent" TEXT,
    "received" TEXT,
    "details" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "correctsId" TEXT,
    "isRetracted" BOOLEAN NOT NULL DEFAULT false,
    "isInvented" BOOLEAN NOT NULL DEFAULT false,
    "recordedById" TEXT NOT NULL,
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "AgencyEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ItemOutcome" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "dated" TEXT,
    "eventId" TEXT NOT NULL,
    "recordedById" TEXT NOT NULL,
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "retractedAt" TIMESTAMP(3),

    CONSTRAINT "ItemOutcome_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Production" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "number" INTEGER,
    "dated" TEXT NOT NULL,
    "batesFrom" TEXT,
    "batesTo" TEXT,
    "pagesFull" INTEGER,
    "pagesPart" INTEGER,
    "pagesWithheld" INTEGER,
    "pagesReviewed" INTEGER,
    "note" TEXT NOT NULL,
    "recordedById" TEXT NOT NULL,
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "retractedAt" TIMESTAMP(3),

    CONSTRAINT "Production_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" TEXT NOT NULL,
    "matterId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "agencyEventId" TEXT,
    "productionId" TEXT,
    "docketEventId" TEXT,
    "filedId" TEXT,
    "name" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "uploadedById" TEXT NOT NULL,
    "uploadedAt" TIMESTAMP(3) NOT NULL,
    "scan" TEXT NOT NULL,
    "readById" TEXT,
    "readAt" TIMESTAMP(3),
    "removedAt" TIMESTAMP(3),

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DocketEvent" (
    "id" TEXT NOT NULL,
    "docketId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT,
    "dated" TEXT,
    "text" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "correctsId" TEXT,
    "isRetracted" BOOLEAN NOT NULL DEFAULT false,
    "isInvented" BOOLEAN NOT NULL DEFAULT false,
    "recordedById" TEXT NOT NULL,
    "recordedAt" TIMESTAMP(3) NOT NULL,
    "recordedAs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "DocketEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PublicPage" (
    "matterId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "published" TEXT,
    "publishedAt" TIMESTAMP(3),
    "updatedAt" TIMESTAMP(3),
    "withdrawnAt" TIMESTAMP(3),
    "withdrawalReason" TEXT,

    CONSTRAINT "PublicPage_pkey" PRIMARY KEY ("matterId")
);

-- CreateTable
CREATE TABLE "PublicUpdate" (
    "id" TEXT NOT NULL,
    "matterId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "words" TEXT NOT NULL,
    "published" TEXT NOT NULL,
    "reason" TEXT,
    "byId" TEXT NOT NULL,

    CONSTRAINT "PublicUpdate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "runAt" TIMESTAMP(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leasedTo" TIMESTAMP(3),
    "doneAt" TIMESTAMP(3),
    "failedAt" TIMESTAMP(3),
    "lastError" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarFeed" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),

    CONSTRAINT "CalendarFeed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MailPreference" (
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "how" TEXT NOT NULL,

    CONSTRAINT "MailPreference_pkey" PRIMARY KEY ("userId","kind")
);

-- CreateIndex
CREATE INDEX "FilingCopy_documentId_idx" ON "FilingCopy"("documentId");

-- CreateIndex
CREATE INDEX "FilingCopy_pdfHash_idx" ON "FilingCopy"("pdfHash");

-- CreateIndex
CREATE INDEX "AgencyEvent_documentId_idx" ON "AgencyEvent"("documentId");

-- CreateIndex
CREATE INDEX "ItemOutcome_documentId_idx" ON "ItemOutcome"("documentId");

-- CreateIndex
CREATE INDEX "ItemOutcome_eventId_idx" ON "ItemOutcome"("eventId");

-- CreateIndex
CREATE INDEX "Production_documentId_idx" ON "Production"("documentId");

-- CreateIndex
CREATE INDEX "Production_eventId_idx" ON "Production"("eventId");

-- CreateIndex
CREATE INDEX "Attachment_matterId_idx" ON "Attachment"("matterId");

-- CreateIndex
CREATE INDEX "Attachment_agencyEventId_idx" ON "Attachment"("agencyEventId");

-- CreateIndex
CREATE INDEX "Attachment_productionId_idx" ON "Attachment"("productionId");

-- CreateIndex
CREATE INDEX "Attachment_docketEventId_idx" ON "Attachment"("docketEventId");

-- CreateIndex
CREATE INDEX "Attachment_filedId_idx" ON "Attachment"("filedId");

-- CreateIndex
CREATE INDEX "Attachment_sha256_idx" ON "Attachment"("sha256");

-- CreateIndex
CREATE INDEX "DocketEvent_docketId_idx" ON "DocketEvent"("docketId");

-- CreateIndex
CREATE UNIQUE INDEX "PublicPage_slug_key" ON "PublicPage"("slug");

-- CreateIndex
CREATE INDEX "PublicUpdate_matterId_idx" ON "PublicUpdate"("matterId");

-- CreateIndex
CREATE UNIQUE INDEX "Job_key_key" ON "Job"("key");

-- CreateIndex
CREATE INDEX "Job_doneAt_failedAt_runAt_idx" ON "Job"("doneAt", "failedAt", "runAt");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarFeed_tokenHash_key" ON "CalendarFeed"("tokenHash");

-- CreateIndex
CREATE INDEX "CalendarFeed_userId_idx" ON "CalendarFeed"("userId");

-- AddForeignKey
ALTER TABLE "FilingCopy" ADD CONSTRAINT "FilingCopy_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgencyEvent" ADD CONSTRAINT "AgencyEvent_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ItemOutcome" ADD CONSTRAINT "ItemOutcome_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ItemOutcome" ADD CONSTRAINT "ItemOutcome_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "AgencyEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Production" ADD CONSTRAINT "Production_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Production" ADD CONSTRAINT "Production_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "AgencyEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_agencyEventId_fkey" FOREIGN KEY ("agencyEventId") REFERENCES "AgencyEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_productionId_fkey" FOREIGN KEY ("productionId") REFERENCES "Production"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_docketEventId_fkey" FOREIGN KEY ("docketEventId") REFERENCES "DocketEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_filedId_fkey" FOREIGN KEY ("filedId") REFERENCES "Filing"("documentId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DocketEvent" ADD CONSTRAINT "DocketEvent_docketId_fkey" FOREIGN KEY ("docketId") REFERENCES "Docket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicPage" ADD CONSTRAINT "PublicPage_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicUpdate" ADD CONSTRAINT "PublicUpdate_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "PublicPage"("matterId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarFeed" ADD CONSTRAINT "CalendarFeed_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailPreference" ADD CONSTRAINT "MailPreference_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
