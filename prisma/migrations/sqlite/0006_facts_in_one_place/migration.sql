-- Caption, signers and addresses are edited in one place: those of a lawsuit in its docket, those of the
-- matter's papers with the matter. A paper's facts stay written with it, merged, as they are pinned.
ALTER TABLE "Matter" ADD COLUMN "sharedFacts" TEXT NOT NULL DEFAULT '{}';
ALTER TABLE "Matter" ADD COLUMN "sharedRevision" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "Docket" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "matterId" TEXT NOT NULL,
    "court" TEXT NOT NULL,
    "district" TEXT NOT NULL,
    "division" TEXT,
    "judge" TEXT,
    "caseNumber" TEXT,
    "parties" TEXT NOT NULL,
    "filedOn" TEXT,
    "servedOn" TEXT,
    "answerDueOn" TEXT,
    "revision" INTEGER NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Docket_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "Docket_matterId_idx" ON "Docket"("matterId");

CREATE TABLE "DocketFiling" (
    "docketId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,

    PRIMARY KEY ("docketId", "documentId"),
    CONSTRAINT "DocketFiling_docketId_fkey" FOREIGN KEY ("docketId") REFERENCES "Docket" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "DocketFiling_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Filing" ("documentId") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "DocketFiling_documentId_idx" ON "DocketFiling"("documentId");

ALTER TABLE "Document" ADD COLUMN "docketId" TEXT REFERENCES "Docket" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Document" ADD COLUMN "toAgency" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "Document_docketId_idx" ON "Document"("docketId");

-- Every caption becomes a docket; papers share one only where they bear the same case number, so that
-- two suits between the same parties are not taken for one. A number or day that was filled in at filing
-- is the docket's, too.
CREATE TABLE "Caption" AS
  WITH "paper" AS (
    SELECT d."id" AS "documentId", d."matterId", d."createdById", d."createdAt", f."filedOn",
      json_extract(d."facts", '$.caption.court') AS "court",
      json_extract(d."facts", '$.caption.district') AS "district",
      json_extract(d."facts", '$.caption.division') AS "division",
      coalesce(json_extract(d."facts", '$.caption.caseNumber'), f."caseNumber") AS "caseNumber",
      json_object(
        'defendants', json(coalesce(json_extract(d."facts", '$.caption.defendants'), '[]')),
        'plaintiffs', json(coalesce(json_extract(d."facts", '$.caption.plaintiffs'), '[]'))
      ) AS "parties"
    FROM "Document" d LEFT JOIN "Filing" f ON f."documentId" = d."id"
    WHERE json_extract(d."facts", '$.caption.court') IS NOT NULL
  )
  SELECT *, min("documentId") OVER (
    PARTITION BY "matterId", "court", "district", "division", "parties", coalesce("caseNumber", "documentId")
  ) AS "docketId" FROM "paper";
INSERT INTO "Docket" ("id", "matterId", "court", "district", "division", "caseNumber", "parties", "filedOn", "revision", "createdById", "createdAt")
  SELECT "docketId", "matterId", "court", "district", "division", "caseNumber", "parties",
    (SELECT min(o."filedOn") FROM "Caption" o WHERE o."docketId" = c."docketId"), 1, "createdById", "createdAt"
  FROM "Caption" c WHERE "docketId" = "documentId";
UPDATE "Document" SET "docketId" = (SELECT c."docketId" FROM "Caption" c WHERE c."documentId" = "Document"."id");
DROP TABLE "Caption";

-- What a matter's papers agree on moves to the matter. Where they differ it is not recorded there, and
-- each paper keeps its own until somebody records it.
UPDATE "Matter" SET "sharedFacts" = json_object(
  'organizations', json(coalesce((
    SELECT json_group_array(json_object('id', a."id", 'address', json(a."address"))) FROM (
      SELECT json_extract(o.value, '$.id') AS "id", min(json_extract(o.value, '$.address')) AS "address"
      FROM "Document" d, json_each(d."facts", '$.organizations') o
      WHERE d."matterId" = "Matter"."id"
      GROUP BY 1
      HAVING count(*) = count(json_extract(o.value, '$.address'))
        AND count(DISTINCT json_extract(o.value, '$.address')) = 1
        AND min(json_extract(o.value, '$.address')) <> '[]'
      ORDER BY 1 LIMIT 50) a), '[]')),
  'signers', json(coalesce((
    SELECT json_group_array(json(a."signer")) FROM (
      SELECT min(s.value) AS "signer"
      FROM "Document" d, json_each(d."facts", '$.signers') s
      WHERE d."matterId" = "Matter"."id"
      GROUP BY json_extract(s.value, '$.id')
      HAVING count(DISTINCT s.value) = 1
      ORDER BY min(d."createdAt"), min(s.key), json_extract(s.value, '$.id') LIMIT 200) a), '[]')),
  'addressee', json((
    SELECT min(json_extract(d."facts", '$.letter.addressee')) FROM "Document" d
    WHERE d."matterId" = "Matter"."id" AND d."kind" = 'request'
    HAVING count(DISTINCT json_extract(d."facts", '$.letter.addressee')) = 1
      AND min(json_extract(d."facts", '$.letter.addressee')) <> '[]'))
);
UPDATE "Document" SET "toAgency" = true WHERE json_extract("facts", '$.letter.addressee') = (
  SELECT json_extract(m."sharedFacts", '$.addressee') FROM "Matter" m WHERE m."id" = "Document"."matterId");
