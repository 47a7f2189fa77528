import { pino } from "pino";
import { beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { isDocumentId } from "#app/protocol/room-address.ts";
import { checkedNode } from "#app/document/version/validate.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import { proseFromUpdate } from "#tests/support/prose-from-update.ts";
import { numberBlocks } from "#app/document/numbering/number.ts";
import { createAuth, loadActor } from "#server/auth/index.ts";
import { keptAuthorship } from "#server/services/documents/authorship.ts";
import { mergeDrafts } from "#server/services/documents/merge.ts";
import { verifyRecord } from "#server/services/audit/verify.ts";
import { DEMO_MATTER_ID, organizationIdOf, seedDemo, SeedProblem } from "#prisma/seed/index.ts";
import { DEMO_DOCUMENTS } from "#prisma/seed/documents.ts";
import { COALITION, COUNCIL, ILRC, MATTER, MIJENTE } from "#prisma/seed/demo-matter.ts";
import { DEMO_PASSWORD, DEMO_PEOPLE, demoPerson, STRANGER } from "#prisma/seed/people.ts";
import { sha256 } from "#server/digest.ts";
import { waitingFor } from "#server/services/reviews/waiting.ts";
import {
  filledTemplate,
  freshDatabaseForTest,
  type TestDatabase,
} from "#tests/support/database.ts";
import { keptPdf } from "#tests/services/bytes-of.ts";
import { letters, textOf } from "#tests/typesetting/reading.ts";
import { sharedTypesetter } from "#tests/typesetting/typesetter.ts";
import { demoDetails } from "./demo-details.ts";

const clock = () => new Date("2026-03-02T09:30:00Z");
const log = pino({ level: "silent" });

const typesetter = sharedTypesetter();

const authOn = (database: TestDatabase) =>
  createAuth({ database, clock, secureCookies: false, log });

const seed = (database: TestDatabase) =>
  seedDemo({ database, auth: authOn(database), clock, typesetter });

/** How many pieces there are: organizations, people, the matter, its documents. */
const PIECES = 4 + 16 + 1 + DEMO_DOCUMENTS.length;

let demonstration: Awaited<ReturnType<typeof filledTemplate>>;
let firstReport: Awaited<ReturnType<typeof seed>>;
beforeAll(async () => {
  demonstration = await filledTemplate(async (database) => {
    firstReport = await seed(database);
  });
}, 240_000);

/** Results and output of two runs that started at the same moment. */
const raced = (() => {
  const race = async () => {
    let reports: Awaited<ReturnType<typeof seed>>[] = [];
    const template = await filledTemplate(async (database) => {
      reports = await Promise.all([seed(database), seed(database)]);
    });
    return { template, reports };
  };
  let once: ReturnType<typeof race> | undefined;
  return () => (once ??= race());
})();

/** A copy of what one run of the seed has made. */
const seeded = () => freshDatabaseForTest(demonstration);

/** Every row that the seed could change, to be compared before and after: of bytes, their hash. */
async function everything(database: TestDatabase) {
  const rows = await rowsOf(database);
  return mapBytes(rows) as typeof rows;
}

/** Bytes are compared one by one, which takes seconds for PDFs. */
function mapBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return sha256(value);
  if (Array.isArray(value)) return value.map(mapBytes);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, mapBytes(of)]));
}

async function rowsOf({ client }: TestDatabase) {
  const byId = { orderBy: { id: "asc" } } as const;
  return {
    organizations: await client.organization.findMany(byId),
    people: await client.user.findMany(byId),
    memberships: await client.membership.findMany({ ...byId, include: { roles: true } }),
    matters: await client.matter.findMany(byId),
    parties: await client.matterParty.findMany({ orderBy: { organizationId: "asc" } }),
    documents: await client.document.findMany({ ...byId, include: { requirements: true } }),
    bases: await client.draftBase.findMany({ orderBy: { documentId: "asc" } }),
    updates: await client.draftUpdate.findMany({ orderBy: { documentId: "asc" } }),
    bindings: await client.draftBinding.findMany({ orderBy: { documentId: "asc" } }),
    authorship: await client.draftAuthorship.findMany({ orderBy: { documentId: "asc" } }),
    versions: await client.version.findMany(byId),
    signOffs: await client.signOff.findMany(byId),
    returns: await client.returnToDraft.findMany(byId),
    filingCopies: await client.filingCopy.findMany(byId),
    filings: await client.filing.findMany({
      orderBy: { documentId: "asc" },
      include: { signatures: true, corrections: true },
    }),
    record: await client.auditEvent.findMany({ orderBy: { sequence: "asc" } }),
  };
}

describe("seeding the demonstration", () => {
  it("makes the matter with its three parties, its lead and its documents", async () => {
    const { client } = await seeded();
    const matter = await client.matter.findUniqueOrThrow({
      where: { slug: "ice-enforcement-priorities" },
      include: {
        parties: { orderBy: { position: "asc" } },
        documents: { include: { requirements: true } },
      },
    });
    expect(matter.id).toBe(DEMO_MATTER_ID);
    expect(matter.leadOrganizationId).toBe(organizationIdOf(COUNCIL));
    expect(matter.narrative.split("\n\n")).toEqual(MATTER.narrative);
    const partyIds = COALITION.map(organizationIdOf);
    // The public page leads back to each organization's site [L69].
    const sites = await client.organization.findMany({ where: { website: { not: null } } });
    expect(sites.map(({ id }) => id).sort()).toEqual([...partyIds].sort());
    expect(matter.parties.map(({ organizationId }) => organizationId)).toEqual(partyIds);
    expect(matter.documents.map(({ id }) => id).sort()).toEqual(
      DEMO_DOCUMENTS.map(({ id }) => id).sort(),
    );
    for (const document of matter.documents) {
      const required = document.requirements.map(({ organizationId }) => organizationId);
      expect(new Set(required)).toEqual(new Set(partyIds));
      expect(isDocumentId(document.id)).toBe(true);
    }
  });

  it("puts each text in its draft whole, as batch 1, bound to and written by its creator", async () => {
    const { client } = await seeded();
    const untouched = DEMO_DOCUMENTS.filter(
      ({ life }) => !life.some(({ step }) => step === "write"),
    );
    for (const { id, prose, createdBy } of untouched) {
      const base = await client.draftBase.findUniqueOrThrow({ where: { documentId: id } });
      const document = await client.document.findUniqueOrThrow({ where: { id } });
      expect([base.sequence, document.sequence]).toEqual([1, 1]);
      const bytes = new Uint8Array(base.bytes);
      expect(checkedNode(proseFromUpdate(bytes)).eq(checkedNode(prose))).toBe(true);
      const bindings = await client.draftBinding.findMany({ where: { documentId: id } });
      const clients = [...Y.parseUpdateMeta(bytes).to.keys()].map(BigInt);
      expect(bindings.map(({ clientId }) => clientId)).toEqual(clients);
      expect(bindings.map(({ userId }) => userId)).toEqual([createdBy.id]);
    }
  });

  it("numbers the complaint's paragraphs from 1 without a gap", () => {
    const complaint = DEMO_DOCUMENTS.find(({ kind }) => kind === "complaint")!;
    const labels = [...numberBlocks(complaint.prose).values()]
      .filter(({ kind, value }) => kind === "numbered" && value.length === 1)
      .map(({ label }) => label);
    expect(labels).toEqual(labels.map((_, index) => `${index + 1}.`));
  });

  it("names the caption's plaintiffs in their order among the complaint's details", async () => {
    const { client } = await seeded();
    const { facts } = await client.document.findUniqueOrThrow({
      where: { id: "demo-complaint-weekly-reports" },
    });
    const parties = readDetails(facts).caption?.plaintiffs ?? [];
    expect(parties.map(({ name }) => name)).toEqual([
      "Immigrant Legal Resource Center",
      "Mijente Support Committee",
      "American Immigration Council",
    ]);
  });

  it("keeps each complaint's lawsuit in a docket and what all papers share with the matter, as they print it", async () => {
    const database = await seeded();
    const dockets = await database.client.docket.findMany({
      orderBy: { id: "asc" },
      select: { id: true, caseNumber: true, filedOn: true, documents: true, enforces: true },
    });
    expect(
      dockets.map(({ documents, enforces, ...docket }) => ({
        ...docket,
        documents: documents.map(({ id }) => id),
        enforces: enforces.map(({ documentId }) => documentId),
      })),
    ).toEqual([
      {
        id: "demo-docket-invented-appeal",
        caseNumber: "0:00-cv-00000 (invented)",
        filedOn: "2022-02-01",
        documents: [],
        enforces: [],
      },
      {
        id: "demo-docket-outside-priorities",
        caseNumber: null,
        filedOn: "2022-01-11",
        documents: ["demo-complaint-outside-priorities"],
        enforces: ["demo-request-outside-priorities-filed"],
      },
      {
        id: "demo-docket-weekly-reports",
        caseNumber: null,
        filedOn: null,
        documents: ["demo-complaint-weekly-reports"],
        enforces: ["demo-request-weekly-reports-filed"],
      },
    ]);
    // Nothing on any page is another than the document's facts have said before.
    expect(
      await database.write((tx) =>
        mergeDrafts(
          tx,
          { matterId: DEMO_MATTER_ID },
          { actorId: null, follows: "matter", at: new Date() },
        ),
      ),
    ).toEqual([]);
    for (const document of DEMO_DOCUMENTS) {
      const { facts } = await database.client.document.findUniqueOrThrow({
        where: { id: document.id },
      });
      expect(readDetails(facts)).toEqual(demoDetails(document));
    }
  });

  it("lets everybody sign in, each with their one role and only the Council's administrator over all", async () => {
    const database = await seeded();
    const auth = authOn(database);
    expect(DEMO_PEOPLE).toHaveLength(16);
    for (const person of DEMO_PEOPLE) {
      const signedIn = await auth.signIn(person.email, DEMO_PASSWORD, { address: "192.0.2.1" });
      if (!signedIn.ok) throw new Error(`${person.email}: ${signedIn.refusal.sentence}`);
      const cookie = signedIn.value.cookie.split(";")[0]!;
      const session = await auth.actorFromCookies(cookie);
      const actor = session!.actor;
      expect(actor.name).toBe(person.name);
      expect(actor.workspaceAdmin).toBe(person.email === "council.admin@example.org");
      expect(
        actor.memberships.map(({ organizationId, roles }) => [organizationId, [...roles].sort()]),
      ).toEqual([[organizationIdOf(person.organization), [...person.roles].sort()]]);
    }
  });

  it("keeps the stranger's organization out of the matter", async () => {
    const { client } = await seeded();
    const organizationId = organizationIdOf(STRANGER.organization);
    expect(await client.matterParty.count({ where: { organizationId } })).toBe(0);
    expect(await client.documentRequirement.count({ where: { organizationId } })).toBe(0);
  });

  it("records what it made in an unbroken chain", async () => {
    const database = await seeded();
    expect(await verifyRecord(database)).toMatchObject({ intact: true });
    const created = await database.client.auditEvent.groupBy({ by: ["type"], _count: true });
    // Events that are made up for it have their own test.
    const known = created.filter(({ type }) => !/^(?:docket\.event|agency-record)/u.test(type));
    expect(Object.fromEntries(known.map(({ type, _count }) => [type, _count]))).toEqual({
      "organization.created": 4,
      "person.roles-set": 16,
      // Shared by the matter's papers.
      "rows.written": 1,
      "matter.created": 1,
      "matter.published": 1,
      "docket.created": 3,
      "docket.edited": 2,
      "document.created": 10,
      "document.submitted": 8,
      "document.signed-off": 21,
      "document.changes-requested": 1,
      "document.approved": 6,
      "document.filing-copy-made": 5,
      "document.filing-copy-taken": 5,
      "document.filed": 5,
      "document.filing-corrected": 1,
      "document.superseded": 1,
      "document.withdrawn": 1,
    });
  });

  it("shows a document in each status, and keeps the three drafts drafts", async () => {
    expect(firstReport.incomplete).toEqual([]);
    const database = await seeded();
    const rows = await database.client.document.findMany({ orderBy: { createdAt: "asc" } });
    expect(Object.fromEntries(rows.map(({ id, status }) => [id, status]))).toEqual({
      "demo-request-weekly-reports": "draft",
      "demo-request-outside-priorities": "draft",
      "demo-complaint-weekly-reports": "draft",
      "demo-request-weekly-reports-filed": "filed",
      "demo-request-outside-priorities-filed": "filed",
      "demo-letter-contact": "superseded",
      "demo-letter-contact-corrected": "filed",
      "demo-letter-call": "withdrawn",
      "demo-complaint-outside-priorities": "approved",
      "demo-letter-preservation": "in_review",
    });
  });

  it("has one sign-off still asked for and one filing waiting, each for the person whose it is", async () => {
    const { client } = await seeded();
    const waiting: string[] = [];
    for (const person of DEMO_PEOPLE) {
      const actor = (await loadActor(client, person.id))!;
      for (const item of await waitingFor(client, actor)) {
        waiting.push(`${person.name}: ${item.what} of ${item.document.id}`);
      }
    }
    expect(waiting).toEqual([
      "Simon Specimen: filing of demo-complaint-outside-priorities",
      "Ravi Sample: sign-off of demo-letter-preservation",
    ]);
  });

  it("keeps a void signature, a reason and a second version of the letter under review", async () => {
    const { client } = await seeded();
    const documentId = "demo-letter-preservation";
    const signOffs = await client.signOff.findMany({
      where: { documentId },
      orderBy: { id: "asc" },
    });
    expect(
      signOffs.map(({ organizationId, decision, voidedBecause }) => [
        organizationId,
        decision,
        voidedBecause,
      ]),
    ).toEqual([
      [organizationIdOf(COUNCIL), "approved", "changes-requested"],
      [organizationIdOf(ILRC), "changes-requested", null],
      [organizationIdOf(COUNCIL), "approved", null],
      [organizationIdOf(MIJENTE), "approved", null],
    ]);
    const versions = await client.version.findMany({
      where: { documentId },
      orderBy: { number: "asc" },
    });
    expect(versions.map(({ id, number }) => [id, number])).toEqual([
      ["demo-letter-preservation-01", 1],
      ["demo-letter-preservation-05", 2],
    ]);
    expect(versions[0]!.content).not.toContain("on asking for approval");
    expect(versions[1]!.content).toContain("on asking for approval");
    // The author of the new words is told as of any other words.
    const authors: string[] = [];
    for await (const page of keptAuthorship(client, documentId)) {
      authors.push(...page.map(({ userId }) => userId));
    }
    expect(authors.sort()).toEqual([
      demoPerson(ILRC, "drafter").id,
      demoPerson(MIJENTE, "drafter").id,
      demoPerson(MIJENTE, "drafter").id,
    ]);
  });

  it("files the request of September 9 with what was signed: stored pages, signatures, no prompts", async () => {
    const database = await seeded();
    const { client } = database;
    const filing = await client.filing.findUniqueOrThrow({
      where: { documentId: "demo-request-weekly-reports-filed" },
      include: { signatures: true, corrections: true },
    });
    expect(filing).toMatchObject({
      filedOn: "2021-09-09",
      certifier: "Ana Example, Ines Example and Dani Example",
    });
    expect(filing.addressee).toContain("nothing was sent");
    expect(filing.signatures).toHaveLength(3);
    expect(filing.corrections).toHaveLength(1);
    const pdf = await keptPdf(database, filing);
    expect(sha256(pdf)).toBe(filing.pdfHash);
    const words = await textOf(pdf);
    expect(letters(words)).toContain(letters("Certified on September 9, 2021."));
    expect(words).not.toMatch(/\[[^\]]*(confirm|supply|date of filing)/i);
    expect(words).toContain("Demonstration text.");
  });

  it("gives every row of these lives the same id at every run", async () => {
    const first = await seeded();
    const second = await freshDatabaseForTest((await raced()).template);
    const idsOf = async ({ client }: TestDatabase) => ({
      versions: (await client.version.findMany({ orderBy: { id: "asc" } })).map(({ id, hash }) => [
        id,
        hash,
      ]),
      signOffs: (await client.signOff.findMany({ orderBy: { id: "asc" } })).map(({ id }) => id),
      pdfs: (await client.filing.findMany({ orderBy: { documentId: "asc" } })).map(
        ({ pdfHash }) => pdfHash,
      ),
    });
    expect(await idsOf(second)).toEqual(await idsOf(first));
  });

  it("stores no password and no two hashes alike", async () => {
    const { client } = await seeded();
    const hashes = (await client.user.findMany()).map(({ passwordHash }) => passwordHash);
    expect(new Set(hashes).size).toBe(DEMO_PEOPLE.length);
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$/);
  });
});

describe("seeding again", () => {
  it("changes nothing", async () => {
    const database = await seeded();
    const before = await everything(database);
    const report = await seed(database);
    expect(report).toEqual({ added: [], kept: PIECES, incomplete: [] });
    expect(await everything(database)).toEqual(before);
  });

  it("leaves what people wrote, renamed, removed and reset as it is", async () => {
    const database = await seeded();
    const { client } = database;
    const documentId = DEMO_DOCUMENTS[0]!.id;
    const bytes = Y.encodeStateAsUpdate(new Y.Doc());
    await client.draftUpdate.create({
      data: { documentId, sequence: 2, bytes: new Uint8Array(bytes), committedAt: clock() },
    });
    await client.document.update({
      where: { id: documentId },
      data: { sequence: 2, title: "Our own title", status: "in_review" },
    });
    await client.organization.update({
      where: { id: organizationIdOf(MIJENTE) },
      data: { name: "Renamed", slug: "renamed", shortName: "Re" },
    });
    await client.matter.update({
      where: { id: DEMO_MATTER_ID },
      data: { title: "Another title", slug: "another", narrative: "" },
    });
    await client.matterParty.deleteMany({ where: { organizationId: organizationIdOf(MIJENTE) } });
    await client.membership.deleteMany({ where: { userId: "demo-ilrc-drafter" } });
    await client.membershipRole.deleteMany({
      where: { membershipId: "demo-ilrc-staff-membership" },
    });
    await client.user.update({
      where: { id: "demo-council-staff" },
      data: { passwordHash: "changed", name: "Somebody Else" },
    });
    const before = await everything(database);
    await seed(database);
    expect(await everything(database)).toEqual(before);
  });

  it("adds a piece that is missing, and only that", async () => {
    const database = await seeded();
    const { client } = database;
    const missing = DEMO_DOCUMENTS[2]!;
    await client.document.delete({ where: { id: missing.id } });
    await client.user.delete({ where: { id: "demo-mijente-observer" } });
    const { bases, ...before } = await everything(database);
    const report = await seed(database);
    expect(report.added).toEqual([
      "Oriol Placeholder, mijente.observer@example.org",
      missing.title,
    ]);
    const after = await everything(database);
    expect(after.bases.filter(({ documentId }) => documentId !== missing.id)).toEqual(bases);
    expect(after.documents.filter(({ id }) => id !== missing.id)).toEqual(before.documents);
    expect(after.memberships).toHaveLength(DEMO_PEOPLE.length);
    expect(await verifyRecord(database)).toMatchObject({ intact: true });
  });

  it("requires only the organizations that are still party for a draft that it adds back", async () => {
    const database = await seeded();
    const { client } = database;
    const missing = DEMO_DOCUMENTS[0]!;
    await client.document.delete({ where: { id: missing.id } });
    await client.matterParty.deleteMany({ where: { organizationId: organizationIdOf(MIJENTE) } });
    await seed(database);
    const requirements = await client.documentRequirement.findMany({
      where: { documentId: missing.id },
    });
    expect(requirements.map(({ organizationId }) => organizationId).sort()).toEqual([
      "demo-council",
      "demo-ilrc",
    ]);
    const { facts } = await client.document.findUniqueOrThrow({ where: { id: missing.id } });
    expect(facts).not.toContain("Mijente");
  });

  it("stops a document's life where somebody can't take their step any more, and says so", async () => {
    const database = await seeded();
    const { client } = database;
    const documentId = "demo-letter-call";
    await client.document.delete({ where: { id: documentId } });
    await client.membershipRole.deleteMany({
      where: { membershipId: `${demoPerson(ILRC, "reviewer").id}-membership` },
    });
    const report = await seed(database);
    expect(report.incomplete).toEqual([
      expect.stringMatching(/^Letter: asking for a call about the search: .*reviewer/),
    ]);
    const left = await client.document.findUniqueOrThrow({ where: { id: documentId } });
    expect(left.status).toBe("draft");
    expect(await verifyRecord(database)).toMatchObject({ intact: true });
  });

  it("makes everything once where two start at the same moment", async () => {
    const { template, reports } = await raced();
    const database = await freshDatabaseForTest(template);
    const added = reports.map((report) => report.added.length).sort((a, b) => a - b);
    expect(added).toEqual([0, PIECES]);
    expect(await verifyRecord(database)).toMatchObject({ intact: true });
  });
});

describe("a workspace in use", () => {
  it("is refused, since everybody knows the demonstration's password, and stays as it was", async () => {
    const database = await freshDatabaseForTest();
    await database.client.organization.create({
      data: {
        id: "real",
        slug: "real",
        name: "A real organisation",
        shortName: "Real",
        city: null,
        colour: 0,
        createdAt: clock(),
      },
    });
    const before = await everything(database);
    await expect(seed(database)).rejects.toThrow(SeedProblem);
    expect(await everything(database)).toEqual(before);
  });
});
