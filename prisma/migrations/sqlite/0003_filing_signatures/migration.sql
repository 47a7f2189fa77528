-- AlterTable
ALTER TABLE "Filing" ADD COLUMN "caseNumber" TEXT;

-- CreateTable
CREATE TABLE "FilingSignature" (
    "documentId" TEXT NOT NULL,
    "signerId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "organization" TEXT,
    "consent" TEXT,

    PRIMARY KEY ("documentId", "signerId"),
    CONSTRAINT "FilingSignature_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Filing" ("documentId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Until now what was filled in at filing stood in the record alone.
UPDATE "Filing" SET "caseNumber" = (
    SELECT json_extract("event"."details", '$.caseNumber')
    FROM "AuditEvent" AS "event"
    WHERE "event"."documentId" = "Filing"."documentId" AND "event"."type" = 'document.filed'
);

INSERT INTO "FilingSignature" ("documentId", "signerId", "position", "name", "organization", "consent")
SELECT
    "filing"."documentId",
    json_extract("signer"."value", '$.id'),
    "signer"."key",
    json_extract("signer"."value", '$.name'),
    (
        SELECT json_extract("organization"."value", '$.name')
        FROM json_each("version"."content", '$.facts.organizations') AS "organization"
        WHERE json_extract("organization"."value", '$.id') = json_extract("signer"."value", '$.organizationId')
    ),
    NULL
FROM "Filing" AS "filing"
JOIN "AuditEvent" AS "event" ON "event"."documentId" = "filing"."documentId" AND "event"."type" = 'document.filed'
JOIN "Version" AS "version" ON "version"."id" = "filing"."versionId"
JOIN json_each("event"."details", '$.signatures') AS "signed"
JOIN json_each("version"."content", '$.facts.signers') AS "signer" ON json_extract("signer"."value", '$.id') = "signed"."value";
