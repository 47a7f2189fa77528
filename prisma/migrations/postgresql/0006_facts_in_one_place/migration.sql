-- Caption, signers and addresses are edited in one place: those of a lawsuit in its docket, those of the
-- matter's papers with the matter. A paper's facts stay written with it, merged, as they are pinned.
ALTER TABLE "Matter" ADD COLUMN     "sharedFacts" TEXT NOT NULL DEFAULT '{}',
ADD COLUMN     "sharedRevision" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "Document" ADD COLUMN     "docketId" TEXT,
ADD COLUMN     "toAgency" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "Docket" (
    "id" TEXT NOT NULL,
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
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Docket_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "DocketFiling" (
    "docketId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,

    CONSTRAINT "DocketFiling_pkey" PRIMARY KEY ("docketId","documentId")
);

CREATE INDEX "Docket_matterId_idx" ON "Docket"("matterId");

CREATE INDEX "DocketFiling_documentId_idx" ON "DocketFiling"("documentId");

CREATE INDEX "Document_docketId_idx" ON "Document"("docketId");

ALTER TABLE "Docket" ADD CONSTRAINT "Docket_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "DocketFiling" ADD CONSTRAINT "DocketFiling_docketId_fkey" FOREIGN KEY ("docketId") REFERENCES "Docket"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "DocketFiling" ADD CONSTRAINT "DocketFiling_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Filing"("documentId") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Document" ADD CONSTRAINT "Document_docketId_fkey" FOREIGN KEY ("docketId") REFERENCES "Docket"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Every caption becomes a docket; papers share one only where they bear the same case number, so that
-- two suits between the same parties are not taken for one. A number or day that was filled in at filing
-- is the docket's, too.
CREATE TEMPORARY TABLE "Caption" ON COMMIT DROP AS
  WITH "paper" AS (
    SELECT d."id" AS "documentId", d."matterId", d."createdById", d."createdAt", f."filedOn",
      d."facts"::jsonb #>> '{caption,court}' AS "court",
      d."facts"::jsonb #>> '{caption,district}' AS "district",
      d."facts"::jsonb #>> '{caption,division}' AS "division",
      coalesce(d."facts"::jsonb #>> '{caption,caseNumber}', f."caseNumber") AS "caseNumber",
      jsonb_build_object(
        'defendants', coalesce(d."facts"::jsonb #> '{caption,defendants}', '[]'),
        'plaintiffs', coalesce(d."facts"::jsonb #> '{caption,plaintiffs}', '[]')
      )::text AS "parties"
    FROM "Document" d LEFT JOIN "Filing" f ON f."documentId" = d."id"
    WHERE d."facts"::jsonb #>> '{caption,court}' IS NOT NULL
  )
  SELECT *, min("documentId") OVER (
    PARTITION BY "matterId", "court", "district", "division", "parties", coalesce("caseNumber", "documentId")
  ) AS "docketId" FROM "paper";
INSERT INTO "Docket" ("id", "matterId", "court", "district", "division", "caseNumber", "parties", "filedOn", "revision", "createdById", "createdAt")
  SELECT "docketId", "matterId", "court", "district", "division", "caseNumber", "parties",
    (SELECT min(o."filedOn") FROM "Caption" o WHERE o."docketId" = c."docketId"), 1, "createdById", "createdAt"
  FROM "Caption" c WHERE "docketId" = "documentId";
UPDATE "Document" SET "docketId" = c."docketId" FROM "Caption" c WHERE c."documentId" = "Document"."id";

-- What a matter's papers agree on moves to the matter. Where they differ it is not recorded there, and
-- each paper keeps its own until somebody records it.
UPDATE "Matter" SET "sharedFacts" = jsonb_build_object(
  'organizations', coalesce((
    SELECT jsonb_agg(jsonb_build_object('id', a."id", 'address', a."address"::jsonb)) FROM (
      SELECT o ->> 'id' AS "id", min(o ->> 'address') AS "address"
      FROM "Document" d, jsonb_array_elements(coalesce(d."facts"::jsonb -> 'organizations', '[]')) o
      WHERE d."matterId" = "Matter"."id"
      GROUP BY 1
      HAVING count(*) = count(o ->> 'address') AND count(DISTINCT o ->> 'address') = 1
        AND min(o ->> 'address') <> '[]'
      ORDER BY 1 LIMIT 50) a), '[]'),
  'signers', coalesce((
    SELECT jsonb_agg(a."signer"::jsonb) FROM (
      SELECT min(s.value::text) AS "signer"
      FROM "Document" d,
        jsonb_array_elements(coalesce(d."facts"::jsonb -> 'signers', '[]')) WITH ORDINALITY s(value, key)
      WHERE d."matterId" = "Matter"."id"
      GROUP BY s.value ->> 'id'
      HAVING count(DISTINCT s.value::text) = 1
      ORDER BY min(d."createdAt"), min(s.key), s.value ->> 'id' LIMIT 200) a), '[]'),
  'addressee', (
    SELECT min(d."facts"::jsonb #>> '{letter,addressee}')::jsonb FROM "Document" d
    WHERE d."matterId" = "Matter"."id" AND d."kind" = 'request'
    HAVING count(DISTINCT d."facts"::jsonb #>> '{letter,addressee}') = 1
      AND min(d."facts"::jsonb #>> '{letter,addressee}') <> '[]')
)::text;
UPDATE "Document" SET "toAgency" = true FROM "Matter" m
  WHERE m."id" = "Document"."matterId"
    AND "Document"."facts"::jsonb #> '{letter,addressee}' = m."sharedFacts"::jsonb -> 'addressee';
