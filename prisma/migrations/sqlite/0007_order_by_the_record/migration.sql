-- AlterTable
ALTER TABLE "SignOff" ADD COLUMN "recordedAs" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "ReturnToDraft" ADD COLUMN "recordedAs" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "FilingCorrection" ADD COLUMN "recordedAs" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "HeadTimestamp" (
    "sequence" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "hash" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "authority" TEXT NOT NULL,
    "response" BLOB NOT NULL
);

-- What tells of each row: the line of the same moment, document and person.
UPDATE "SignOff" SET "recordedAs" = COALESCE((
  SELECT max(line."sequence") FROM "AuditEvent" line
  WHERE line."documentId" = "SignOff"."documentId" AND line."at" = "SignOff"."at"
    AND line."actorId" = "SignOff"."userId" AND line."organizationId" = "SignOff"."organizationId"
    AND line."type" IN ('document.signed-off', 'document.changes-requested')), 0);
UPDATE "ReturnToDraft" SET "recordedAs" = COALESCE((
  SELECT max(line."sequence") FROM "AuditEvent" line
  WHERE line."documentId" = "ReturnToDraft"."documentId" AND line."at" = "ReturnToDraft"."at"
    AND line."actorId" = "ReturnToDraft"."byId"
    AND line."type" IN ('document.changes-requested', 'document.recalled', 'document.reopened', 'document.review-voided')), 0);
UPDATE "FilingCorrection" SET "recordedAs" = COALESCE((
  SELECT max(line."sequence") FROM "AuditEvent" line
  WHERE line."documentId" = "FilingCorrection"."documentId" AND line."at" = "FilingCorrection"."at"
    AND line."actorId" = "FilingCorrection"."byId" AND line."type" = 'document.filing-corrected'), 0);
