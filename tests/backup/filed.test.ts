import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { openDatabase } from "#server/database/index.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { keptPdf } from "#tests/services/bytes-of.ts";
import { openReview, submit } from "#tests/services/papers.ts";
import { signAndFile } from "#tests/services/sign-and-file.ts";
import { rewording, talkOf } from "#tests/services/talk.ts";
import { backUp, emptyPlace, run, takeYourTime, temporaryFolder } from "./commands.ts";

takeYourTime();

/** Bytes of every value, as a PDF has them, and more than one page of the database. */
const PDF = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7919) % 256);

it("brings a filed document back byte for byte, with its hash, signatures, unbroken record and all that was said beside it", async () => {
  const review = await openReview({
    typesetter: { typeset: async () => ({ ok: true, value: { pdf: PDF, pages: 1 } }) },
  });
  const { people, organizations, documentId, database } = review;
  const talk = talkOf(review);
  const suggestion = rewording("old words", "new words");
  const suggested = await talk.begin(people.ilrcDrafter, { suggestion, mentions: [people.staff] });
  await talk.accept(people.drafter, suggested.id);
  await talk.begin(people.drafter, { organizationId: organizations.council, text: "Ours." });
  const { versionId, hash } = await submit(review);
  await signAndFile(review, { versionId, hash }, { confirmation: "2021-ICFO-00042" });
  const everything = async ({ client }: Pick<typeof database, "client">) => ({
    filing: await client.filing.findUniqueOrThrow({ where: { documentId } }),
    versions: await client.version.findMany({ orderBy: { number: "asc" } }),
    signOffs: await client.signOff.findMany({ orderBy: { id: "asc" } }),
    threads: await client.thread.findMany({
      include: { comments: { include: { mentions: true } }, readBy: true, suggestion: true },
      orderBy: { id: "asc" },
    }),
    people: await client.user.findMany({ orderBy: { id: "asc" } }),
    record: await client.auditEvent.findMany({
      where: { type: { not: "workspace.restored" } },
      orderBy: { sequence: "asc" },
    }),
  });
  const before = await everything(database);
  expect(before.threads).toHaveLength(2);

  const place = { url: database.url, dataDir: await temporaryFolder("data") };
  const backup = await backUp(place, await temporaryFolder("backups"));
  const target = await emptyPlace();
  const restored = await run("restore", target, [backup]);
  expect(restored).toMatchObject({ code: 0, stderr: "" });
  expect(restored.stdout).toContain(`The record is whole: ${before.record.length + 1} lines`);

  const after = await openDatabase({ url: target.url, migrationsFolder });
  try {
    expect(await everything(after)).toEqual(before);
    const { filing } = before;
    expect(createHash("sha256").update(PDF).digest("hex")).toBe(filing.pdfHash);
    expect(new Uint8Array(await keptPdf(after, filing))).toEqual(PDF);
    const document = await after.client.document.findUniqueOrThrow({ where: { id: documentId } });
    expect(document).toMatchObject({ status: "filed", pinnedVersionId: versionId });
    expect(document.generation).toBeGreaterThan(1);
  } finally {
    await after.close();
  }
});
