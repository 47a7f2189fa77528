-- AlterTable
ALTER TABLE "Filing" ADD COLUMN     "caseNumber" TEXT;

-- CreateTable
CREATE TABLE "FilingSignature" (
    "documentId" TEXT NOT NULL,
    "signerId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "organization" TEXT,
    "consent" TEXT,

    CONSTRAINT "FilingSignature_pkey" PRIMARY KEY ("documentId","signerId")
);

-- AddForeignKey
ALTER TABLE "FilingSignature" ADD CONSTRAINT "FilingSignature_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Filing"("documentId") ON DELETE CASCADE ON UPDATE CASCADE;

-- Until now what was filled in at filing stood in the record alone.
UPDATE "Filing" SET "caseNumber" = (
    SELECT "event"."details"::jsonb ->> 'caseNumber'
    FROM "AuditEvent" AS "event"
    WHERE "event"."documentId" = "Filing"."documentId" AND "event"."type" = 'document.filed'
);

INSERT INTO "FilingSignature" ("documentId", "signerId", "position", "name", "organization", "consent")
SELECT
    "filing"."documentId",
    "signer"."value" ->> 'id',
    "signer"."place" - 1,
    "signer"."value" ->> 'name',
    (
        SELECT "organization"."value" ->> 'name'
        FROM jsonb_array_elements("version"."content"::jsonb -> 'facts' -> 'organizations') AS "organization" ("value")
        WHERE "organization"."value" ->> 'id' = "signer"."value" ->> 'organizationId'
    ),
    NULL
FROM "Filing" AS "filing"
JOIN "AuditEvent" AS "event" ON "event"."documentId" = "filing"."documentId" AND "event"."type" = 'document.filed'
JOIN "Version" AS "version" ON "version"."id" = "filing"."versionId"
CROSS JOIN LATERAL jsonb_array_elements_text("event"."details"::jsonb -> 'signatures') AS "signed" ("id")
CROSS JOIN LATERAL jsonb_array_elements("version"."content"::jsonb -> 'facts' -> 'signers') WITH ORDINALITY AS "signer" ("value", "place")
WHERE "signer"."value" ->> 'id' = "signed"."id";
