import { describe, expect, it, vi } from "vitest";
import {
  CHAIN_START,
  chainedText,
  nextLine,
  type AuditEvent,
  type AuditEventType,
} from "#app/domain/audit-event.ts";
import { headText, headsIn } from "#app/domain/chain-head.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import { sha256 } from "#server/digest.ts";
import { lineOf } from "#server/services/audit/lines.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { fileAs, filingOf, openApproved, openWithdrawn, signAs } from "./filed-fixtures.ts";
import { tamperPdf } from "./bytes-of.ts";
import { confirm, makeCopy } from "./file-in-steps.ts";
import { openReview, submit } from "./papers.ts";
import { another, dropForeignKeys, type Database } from "./tampered.ts";
import { refused, value } from "./workspace.ts";

// Each test lives a whole life of a document, on a machine that may be busy.
vi.setConfig({ testTimeout: 240_000 });

/** The tables of a document's life, with the key that finds a row again after it was changed. */
const TABLES = [
  ["version", ["id"]],
  ["signOff", ["id"]],
  ["returnToDraft", ["id"]],
  ["filingCopy", ["id"]],
  ["filing", ["documentId"]],
  ["filedPdfPiece", ["sha256", "start"]],
  ["filingSignature", ["documentId", "signerId"]],
  ["filingCorrection", ["id"]],
  ["auditEvent", ["sequence"]],
  ["auditHead", ["id"]],
  ["document", ["id"]],
] as const;

/** Of a document, only what says where it stands; the rest is the draft's. */
const STATUS_COLUMNS = [
  "id",
  "matterId",
  "kind",
  "status",
  "statusAt",
  "pinnedVersionId",
  "createdById",
  "createdAt",
];

interface Table {
  findMany(): Promise<Record<string, unknown>[]>;
  updateMany(change: { where: object; data: object }): Promise<{ count: number }>;
  create(row: { data: object }): Promise<unknown>;
  deleteMany(which: { where: object }): Promise<{ count: number }>;
}

const tableOf = ({ client }: Database, name: (typeof TABLES)[number][0]) =>
  client[name] as unknown as Table;

const pick = (row: Record<string, unknown>, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, row[key]]));

const isWhole = async (database: Database) => {
  const { chain, differences } = await verifyAll(database);
  return chain.intact && differences.length === 0;
};

describe("audit:verify, where somebody wrote the database past the program", () => {
  it.each(TABLES)(
    "finds each changed column of each row of %s, and each row that is gone",
    async (name, keys) => {
      const { database } = await openWithdrawn();
      await dropForeignKeys(database);
      expect(await verifyAll(database)).toMatchObject({ chain: { intact: true }, differences: [] });
      const table = tableOf(database, name);
      const rows = await table.findMany();
      expect(rows.length).toBeGreaterThan(0);
      const unseen: string[] = [];
      // The record has dozens of lines that are alike; a few stand for all.
      const chosen = rows.length > 12 ? rows.filter((_, index) => index % 9 === 0) : rows;
      for (const row of chosen) {
        const columns = name === "document" ? STATUS_COLUMNS : Object.keys(row);
        for (const column of columns) {
          const changed = { ...row, [column]: another(column, row[column]) };
          const data = { [column]: changed[column] };
          expect(await table.updateMany({ where: pick(row, keys), data })).toEqual({ count: 1 });
          if (await isWhole(database)) unseen.push(`${name}.${column}`);
          await table.updateMany({ where: pick(changed, keys), data: { [column]: row[column] } });
        }
        await table.deleteMany({ where: pick(row, keys) });
        if (await isWhole(database)) unseen.push(`${name}: gone`);
        await table.create({ data: row });
      }
      expect(unseen).toEqual([]);
      expect(await isWhole(database)).toBe(true);
    },
  );

  it("finds a sign-off, a version, a return, a requirement that were added or taken", async () => {
    const { database, documentId, organizations } = await openApproved();
    const { client } = database;
    const [signOff] = await client.signOff.findMany({ where: { voidedAt: null } });
    const added = { ...signOff!, id: "added", organizationId: organizations.outside };
    await client.signOff.create({ data: added });
    expect((await verifyAll(database)).differences).toEqual([
      { documentId, line: null, why: "a sign-off is in no line of the record" },
    ]);
    await client.signOff.delete({ where: { id: "added" } });
    const version = await client.version.findFirstOrThrow();
    await client.version.create({ data: { ...version, id: "added", number: 99 } });
    expect((await verifyAll(database)).differences).toHaveLength(1);
    await client.version.delete({ where: { id: "added" } });
    await client.documentRequirement.deleteMany({ where: { organizationId: organizations.ilrc } });
    expect((await verifyAll(database)).differences).toMatchObject([
      { documentId, why: "the organizations that must sign are others than the record names" },
    ]);
  });

  it("refuses lines with a negative number, and no certificate prints one", async () => {
    const { database, services, people, documentId, version } = await openWithdrawn();
    const last = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "document.signed-off" },
    });
    const { versionId, hash } = version;
    const event = {
      ...lineOf(last),
      type: "document.signed-off" as const,
      details: { versionId, hash },
    };
    const line = nextLine({ sequence: -6, hash: CHAIN_START.hash }, event, sha256);
    await database.client.auditEvent.create({
      data: { ...line, details: JSON.stringify(line.details) },
    });
    expect(await verifyAll(database)).toMatchObject({ chain: { intact: false, sequence: -5 } });
    refused(await services.filings.certificate(people.observer, documentId), "record-differs");
  });

  it("refuses a number that stands twice, where the table's key was taken away", async () => {
    const { database } = await openReview();
    const { client, provider } = database;
    if (provider === "sqlite") {
      await client.$executeRawUnsafe(`CREATE TABLE "Copy" AS SELECT * FROM "AuditEvent"`);
      await client.$executeRawUnsafe(`DROP TABLE "AuditEvent"`);
      await client.$executeRawUnsafe(`ALTER TABLE "Copy" RENAME TO "AuditEvent"`);
    } else {
      await client.$executeRawUnsafe(`ALTER TABLE "AuditEvent" DROP CONSTRAINT "AuditEvent_pkey"`);
    }
    const again = `INSERT INTO "AuditEvent" SELECT * FROM "AuditEvent" WHERE "sequence" = `;
    await client.$executeRawUnsafe(`${again} (SELECT max("sequence") FROM "AuditEvent")`);
    expect((await verifyAll(database)).chain.intact).toBe(false);
  });

  it("finds a record that was written anew from its first line only by a head that was kept", async () => {
    const { database, system } = await openReview();
    const { client } = database;
    const head = await system.head();
    const kept = headsIn(`It stood at ${headText(head)}, they wrote.`);
    expect(kept).toEqual([head]);
    // Written anew, with another person in the second line.
    let last = CHAIN_START;
    for (const row of await client.auditEvent.findMany({ orderBy: { sequence: "asc" } })) {
      const event: AuditEvent = { ...lineOf(row), type: row.type as AuditEventType };
      const actorId = row.sequence === 2 ? "somebody-else" : row.actorId;
      const line = { ...nextLine(last, { ...event, actorId }, sha256), rows: row.rows };
      const { sequence, previousHash } = line;
      const hash = sha256(chainedText(line));
      await client.auditEvent.update({
        where: { sequence },
        data: { actorId, hash, previousHash },
      });
      last = { sequence, hash };
    }
    await client.auditHead.update({ where: { id: 1 }, data: last });
    expect((await verifyAll(database)).chain.intact).toBe(true);
    const found = await verifyAll(database, { kept });
    expect(found.chain).toMatchObject({ intact: false, sequence: head.sequence });
    // Cut off at the end, with a head to match.
    const { sequence } = last;
    await client.auditEvent.delete({ where: { sequence } });
    const before = await client.auditEvent.findUniqueOrThrow({ where: { sequence: sequence - 1 } });
    await client.auditHead.update({
      where: { id: 1 },
      data: { sequence: before.sequence, hash: before.hash },
    });
    expect((await verifyAll(database)).chain.intact).toBe(true);
    expect((await verifyAll(database, { kept })).chain).toMatchObject({ intact: false, sequence });
  });
});

/** Everything that anybody who may would do with a document that is in review or approved. */
async function everyUse(approved: Awaited<ReturnType<typeof openApproved>>) {
  const { services, people, documentId, version, signerId } = approved;
  const { observer, staff } = people;
  return {
    version: await services.versions.show(observer, documentId, version.number),
    review: await services.reviews.show(observer, documentId),
    redline: await services.versions.redline(observer, documentId, {
      from: version.number,
      to: version.number,
    }),
    pdf: await services.filings.pdf(observer, documentId),
    preview: await services.documents.preview.pages(observer, documentId),
    choices: await services.filings.choices(staff, documentId),
    file: await fileAs(approved, version, signerId),
  } satisfies Record<string, Outcome<unknown>>;
}

describe("what was approved and then changed in the database", () => {
  it.each([
    ["with its old hash", false],
    ["with a hash that suits it", true],
  ])("is neither shown, handed out nor filed, %s", async (_how, withHash) => {
    const approved = await openApproved();
    const { database, version, documentId } = approved;
    const where = { id: version.versionId };
    const { content } = await database.client.version.findUniqueOrThrow({ where });
    const changed = content.replace("Narrower words.", "Tampered words.");
    expect(changed).not.toBe(content);
    const data = { content: changed, ...(withHash ? { hash: sha256(changed) } : {}) };
    await database.client.version.update({ where, data });
    if (withHash) {
      await database.client.signOff.updateMany({
        where: { versionId: version.versionId },
        data: { hash: sha256(changed) },
      });
    }
    for (const [use, outcome] of Object.entries(await everyUse(approved))) {
      expect([use, refused(outcome, "record-differs").code]).toEqual([use, "record-differs"]);
    }
    expect(await database.client.filing.count()).toBe(0);
    const { status } = await database.client.document.findUniqueOrThrow({
      where: { id: documentId },
    });
    expect(status).toBe("approved");
    expect(approved.logged()).toContain("what is stored is not what the record says");
    expect(approved.logged()).not.toContain("Tampered words");
  });

  it("is not signed, where it is in review", async () => {
    const review = await openReview();
    const { database, reviewers } = review;
    const version = await submit(review);
    const where = { id: version.versionId };
    const { content } = await database.client.version.findUniqueOrThrow({ where });
    await database.client.version.update({ where, data: { content: `${content} ` } });
    refused(await signAs(review, reviewers.ilrc, "ilrc", version), "record-differs");
    expect(await database.client.signOff.count()).toBe(0);
  });

  it("is not filed on a sign-off that nobody gave, nor on fewer than were required", async () => {
    const approved = await openApproved();
    const { database, version, signerId, organizations, reviewers } = approved;
    const { client } = database;
    const mine = { organizationId: organizations.ilrc, voidedAt: null };
    await client.signOff.updateMany({ where: mine, data: { userId: reviewers.ilrcSecond.userId } });
    refused(await fileAs(approved, version, signerId), "record-differs");
    await client.signOff.updateMany({ where: mine, data: { userId: reviewers.ilrc.userId } });
    await client.documentRequirement.deleteMany({ where: { organizationId: organizations.ilrc } });
    refused(await fileAs(approved, version, signerId), "record-differs");
    expect(await client.filing.count()).toBe(0);
  });
});

describe("a filing copy that was changed in the database", () => {
  it.each(["bytes", "bytes and hash", "the day that it prints"])(
    "[L21] is neither handed out, confirmed nor verified: %s",
    async (what) => {
      const approved = await openApproved();
      const { database, services, people, documentId, version, signerId } = approved;
      const form = filingOf(version, signerId);
      const { copyId } = value(await makeCopy(services, people.staff, documentId, form));
      value(await services.filings.takeCopy(people.staff, documentId, copyId));
      const where = { id: copyId };
      const before = await database.client.filingCopy.findUniqueOrThrow({ where });
      const pdfHash = sha256("%PDF another");
      if (what === "bytes") await tamperPdf(database, before.pdfHash, "%PDF another");
      if (what === "bytes and hash") {
        await tamperPdf(database, pdfHash, "%PDF another");
        await database.client.filingCopy.update({ where, data: { pdfHash } });
        refused(await services.filings.verify({ hash: pdfHash }), "record-differs");
      }
      if (what === "the day that it prints") {
        await database.client.filingCopy.update({ where, data: { printedOn: "2021-10-05" } });
      }
      const { takeCopy } = services.filings;
      refused(await takeCopy(people.staff, documentId, copyId), "record-differs");
      const confirmed = await confirm(services, people.staff, documentId, { ...form, copyId });
      refused(confirmed, "record-differs");
      expect(await database.client.filing.count()).toBe(0);
    },
  );
});

describe("what was filed and then changed in the database", () => {
  it.each(["bytes", "bytes and hash", "a sign-off"])(
    "is not handed out and not certified: %s",
    async (what) => {
      const { database, services, people, documentId } = await openWithdrawn();
      const { client } = database;
      const before = await client.filing.findUniqueOrThrow({ where: { documentId } });
      const pdfHash = sha256("%PDF another");
      if (what === "bytes") await tamperPdf(database, before.pdfHash, "%PDF another");
      if (what === "bytes and hash") {
        await tamperPdf(database, pdfHash, "%PDF another");
        await client.filing.update({ where: { documentId }, data: { pdfHash } });
        refused(await services.filings.verify({ hash: pdfHash }), "record-differs");
      }
      if (what === "a sign-off") {
        await client.signOff.updateMany({ where: { voidedAt: null }, data: { at: new Date(0) } });
      }
      refused(await services.filings.pdf(people.observer, documentId), "record-differs");
      refused(await services.filings.certificate(people.observer, documentId), "record-differs");
      expect(value(await services.filings.verify({ hash: before.pdfHash })).filing === null).toBe(
        what === "bytes and hash",
      );
    },
  );
});
