import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, vi } from "vitest";
import { openWorkspace, FROM, stage, value } from "./workspace.ts";
import { seedDemo } from "#prisma/seed/index.ts";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { DamagedBlob } from "#server/blobs/verified.ts";
import { sha256 } from "#server/digest.ts";
import { SEALED, type SealedName } from "#server/database/sealed-tables.ts";
import { rowsOf } from "#server/database/written-rows.ts";
import { compareRows } from "#server/services/audit/compare-rows.ts";
import { differenceSentences } from "#server/services/audit/difference-sentences.ts";
import { recordSignIns } from "#server/services/audit/record-sign-ins.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { attachmentsIn, blobsInMemory, paperTypesetter } from "./ports.ts";
import { rewording, talkOf } from "./talk.ts";
import { another, dropForeignKeys, type Database } from "./tampered.ts";
import { rowOfModel } from "#tests/support/models.ts";
import { freshBrowser } from "./with-passkey.ts";

vi.setConfig({ testTimeout: 240_000 });

const kept = new Map<string, Uint8Array>();
const DRAFT = "demo-complaint-weekly-reports";

/** The demonstration, with talk beside a draft, somebody who is signed in, and a version. */
const openAgreed = stage(openWorkspace, async (workspace) => {
  const { database, auth, clock, services, pass, actor } = workspace;
  pass(Date.parse("2026-03-02T15:30:00Z") - clock().getTime());
  const files = {
    attachments: attachmentsIn(blobsInMemory(kept)),
    attachmentQuota: { bytesOfMatter: 10_000_000, bytesOfWorkspace: 10_000_000 },
  };
  const { incomplete } = await seedDemo({
    database,
    auth,
    clock,
    typesetter: paperTypesetter,
    files,
  });
  if (incomplete.length > 0) throw new Error(incomplete.join("\n"));
  const ana = await actor("demo-council-drafter");
  const ines = await actor("demo-ilrc-drafter");
  const talk = talkOf({ services, documentId: DRAFT });
  const shared = await talk.begin(ana, { text: "Is this date right?", mentions: [ines] });
  value(await talk.reply(ines, shared.id, "It is."));
  const removed = await talk.begin(ana, { text: "Forget what I said." });
  await talk.act(ana, {
    do: "remove",
    threadId: removed.id,
    commentId: removed.comments[0]?.id,
  });
  const own = await talk.begin(ines, {
    text: "Among us: our client is afraid.",
    organizationId: ines.memberships[0]?.organizationId ?? null,
  });
  const decided = await talk.begin(ines, {
    suggestion: rewording("The agency may answer.", "The agency must answer."),
  });
  await talk.act(ana, { do: "reject", threadId: decided.id });
  value(await auth.signIn("council.drafter@example.org", DEMO_PASSWORD, FROM));
  await recordSignIns(database, clock());
  value(await services.versions.name(ana, DRAFT, { name: "As it stands" }));
  await talk.act(ana, { do: "give", threadId: shared.id, userId: ines.userId, dueOn: null });
  const admin = await actor("demo-council-admin");
  const browser = await freshBrowser(workspace, admin);
  const asked = { name: "Case list", days: "30" as const, scopes: ["read" as const] };
  value(await services.apiTokens.create(admin, asked, browser));
  const organizationId = admin.memberships[0]?.organizationId ?? "";
  const url = "https://list.example.org/told";
  const hook = { name: "Case list", url, topics: ["matters" as const] };
  value(await services.webhooks.add(admin, organizationId, hook, browser));
  return { shared: shared.id, own: own.id, decided: decided.id };
});

type Agreed = Awaited<ReturnType<typeof openAgreed>>;

/** The differences that are found in it now. */
const foundIn = async ({ database }: Pick<Agreed, "database">) =>
  differenceSentences(await verifyAll(database, { blobs: blobsOf(kept) }));

/** Files as a folder has them, where each is compared while it is read. */
function blobsOf(files: ReadonlyMap<string, Uint8Array>) {
  return {
    stream: async (hash: string) => {
      const bytes = files.get(hash);
      if (!bytes) return null;
      async function* pieces(stored: Uint8Array) {
        if (sha256(stored) !== hash) throw new DamagedBlob(hash);
        yield stored;
      }
      return { bytes: bytes.length, pieces: pieces(bytes) };
    },
  };
}

/** An act of somebody who can write the database, and the sentence about it. */
type Tampering = readonly [
  what: string,
  tamper: (agreed: Agreed) => string | readonly string[] | Promise<unknown>,
  said: RegExp,
];

const TAMPERINGS: readonly Tampering[] = [
  // Rights of people
  [
    "another organization leads the matter",
    () =>
      `UPDATE "Matter" SET "leadOrganizationId" = (SELECT "id" FROM "Organization" WHERE "slug" = 'ilrc')`,
    /^Matter \S+, line \d+: the column "leadOrganizationId" changed/u,
  ],
  [
    "a party is removed",
    () =>
      `DELETE FROM "MatterParty" WHERE "organizationId" = (SELECT "id" FROM "Organization" WHERE "slug" = 'ilrc')`,
    /^MatterParty \S+, line \d+: it is gone/u,
  ],
  [
    "observers are made administrators",
    () => `UPDATE "MembershipRole" SET "role" = 'admin' WHERE "role" = 'observer'`,
    /^MembershipRole \S+\/admin: it is in no line/u,
  ],
  [
    "a session is inserted",
    async ({ database: { client }, clock }) =>
      client.session.create({
        data: {
          id: sha256("a secret of mine"),
          userId: "demo-council-admin",
          createdAt: clock(),
          expiresAt: new Date(clock().getTime() + 1e9),
        },
      }),
    /^Person demo-council-admin has a session of which no line says/u,
  ],
  [
    "a signer has another address",
    () => `UPDATE "User" SET "email" = 'mine@example.org' WHERE "id" = 'demo-council-reviewer'`,
    /^User demo-council-reviewer, line \d+: the column "email"/u,
  ],
  [
    "a signer has another name",
    () => `UPDATE "User" SET "name" = 'Somebody Else' WHERE "id" = 'demo-council-reviewer'`,
    /^User demo-council-reviewer, line \d+: the column "name"/u,
  ],
  [
    "a token of a program is inserted",
    async ({ database: { client } }) => {
      const stored = await client.apiToken.findFirstOrThrow();
      const mine = { id: "mine", tokenHash: sha256("a secret of mine"), scopes: "read write" };
      await client.apiToken.create({ data: { ...stored, ...mine } });
    },
    /^ApiToken mine: it is in no line/u,
  ],
  [
    "a token of a program carries more",
    () => `UPDATE "ApiToken" SET "scopes" = 'read write'`,
    /^ApiToken \S+, line \d+: the column "scopes"/u,
  ],
  [
    "a revoked token is valid again",
    async ({ database }) => {
      await database.write((tx) => tx.apiToken.updateMany({ data: { revokedAt: new Date() } }));
      await database.client.apiToken.updateMany({ data: { revokedAt: null } });
    },
    /^ApiToken \S+, line \d+: the column "revokedAt"/u,
  ],
  [
    "a webhook is inserted",
    async ({ database: { client } }) => {
      const stored = await client.webhook.findFirstOrThrow();
      await client.webhook.create({ data: { ...stored, id: "mine" } });
    },
    /^Webhook mine: it is in no line/u,
  ],
  [
    "a webhook tells somebody else",
    () => `UPDATE "Webhook" SET "url" = 'https://mine.example.org/'`,
    /^Webhook \S+, line \d+: the column "url"/u,
  ],
  [
    "a comment is given to somebody else",
    () => `UPDATE "Assignment" SET "userId" = 'demo-mijente-drafter'`,
    /^Assignment \S+, line \d+: the column "userId"/u,
  ],
  [
    "a recovery code is inserted",
    async ({ database: { client }, clock }) =>
      client.recoveryCode.create({
        data: {
          id: "mine",
          userId: "demo-council-admin",
          hash: sha256("a code of mine"),
          createdAt: clock(),
        },
      }),
    /^RecoveryCode mine: it is in no line/u,
  ],
  [
    "a change of somebody's address is inserted",
    async ({ database: { client }, clock }) =>
      client.addressChange.create({
        data: {
          id: "mine",
          userId: "demo-council-admin",
          before: "council.admin@example.org",
          after: "mine@example.org",
          beforeHash: sha256("a secret of mine"),
          afterHash: sha256("another secret of mine"),
          createdAt: clock(),
          expiresAt: new Date(clock().getTime() + 1e9),
        },
      }),
    /^AddressChange mine: it is in no line/u,
  ],
  // Beside a text
  [
    "a comment has other words",
    ({ shared }) => `UPDATE "Comment" SET "text" = 'It is not.' WHERE "threadId" = '${shared}'`,
    /^Comment \S+, line \d+: the column "text"/u,
  ],
  [
    "a comment has another author",
    ({ shared }) =>
      `UPDATE "Comment" SET "authorId" = 'demo-mijente-drafter' WHERE "threadId" = '${shared}'`,
    /^Comment \S+, line \d+: the column "authorId"/u,
  ],
  [
    "comments are deleted",
    ({ shared }) => `DELETE FROM "Comment" WHERE "threadId" = '${shared}'`,
    /^Comment \S+, line \d+: it is gone/u,
  ],
  [
    "an organization's own thread is everybody's",
    ({ own }) => `UPDATE "Thread" SET "organizationId" = NULL WHERE "id" = '${own}'`,
    /^Thread \S+, line \d+: the column "organizationId"/u,
  ],
  [
    "a suggestion was decided otherwise",
    ({ decided }) => `UPDATE "Suggestion" SET "state" = 'accepted' WHERE "threadId" = '${decided}'`,
    /^Suggestion \S+, line \d+: the column "state"/u,
  ],
  [
    "a suggestion has other words",
    ({ decided }) =>
      `UPDATE "Suggestion" SET "proposed" = replace("proposed", 'must', 'need not') WHERE "threadId" = '${decided}'`,
    /^Suggestion \S+: its words are not those of its hash/u,
  ],
  // Papers that are not filed
  [
    "a draft has another title",
    () => `UPDATE "Document" SET "title" = 'Withdrawal' WHERE "id" = '${DRAFT}'`,
    /^Document demo-complaint-weekly-reports, line \d+: the column "title"/u,
  ],
  [
    "a draft has other details",
    () => `UPDATE "Document" SET "facts" = replace("facts", 'a', 'e') WHERE "id" = '${DRAFT}'`,
    /^Document demo-complaint-weekly-reports, line \d+: the column "facts"/u,
  ],
  [
    "a piece of a draft is said to be somebody else's",
    () => `UPDATE "DraftAuthorship" SET "userId" = 'demo-stranger' WHERE "documentId" = '${DRAFT}'`,
    /^Document demo-complaint-weekly-reports: who wrote its piece 1 is not the person/u,
  ],
  [
    "all pieces of a draft and their clients are said to be somebody else's",
    () => [
      `UPDATE "DraftAuthorship" SET "userId" = 'demo-stranger' WHERE "documentId" = '${DRAFT}'`,
      `UPDATE "DraftBinding" SET "userId" = 'demo-stranger' WHERE "documentId" = '${DRAFT}'`,
    ],
    /^DraftBinding demo-complaint-weekly-reports\/\d+, line \d+: the column "userId"/u,
  ],
  [
    "a lawsuit has another number",
    () => `UPDATE "Docket" SET "caseNumber" = '1:26-cv-00001'`,
    /^Docket \S+, line \d+: the column "caseNumber"/u,
  ],
  [
    "the public page's draft has other words",
    () => `UPDATE "PublicPage" SET "content" = replace("content", 'e', 'a')`,
    /^PublicPage \S+, line \d+: the column "content"/u,
  ],
  // Files
  [
    "the bytes of files changed",
    () => {
      const [[hash] = [""]] = kept;
      kept.set(hash, new TextEncoder().encode("another letter"));
      return [];
    },
    /^File [0-9a-f]{64}, attachment \S+: its file is not the one of that hash/u,
  ],
  [
    "all files are deleted",
    () => {
      kept.clear();
      return [];
    },
    /^File [0-9a-f]{64}, attachment \S+: its file is gone/u,
  ],
  // Rows that lines tell in full
  [
    "the public page shows another snapshot",
    () => `UPDATE "PublicPage" SET "published" = replace("published", 'e', 'a')`,
    /^Public page of matter \S+, line \d+: what the public reads is not the snapshot/u,
  ],
  [
    "the public page has another address",
    () => `UPDATE "PublicPage" SET "slug" = 'elsewhere'`,
    /^Public page of matter \S+, line \d+: the public page has another address/u,
  ],
  [
    "a publication has other words",
    () => `UPDATE "PublicUpdate" SET "words" = replace("words", 'e', 'a')`,
    /^Public page of matter \S+, line \d+: publication \S+ was changed/u,
  ],
  [
    "an answer of the agency has another day",
    () => `UPDATE "AgencyEvent" SET "received" = '2020-01-02'`,
    /^Agency record of matter \S+, line \d+: event \S+ was changed/u,
  ],
  [
    "an answer of the agency is deleted",
    async ({ database }) => {
      await dropForeignKeys(database);
      await database.client.$executeRawUnsafe(`DELETE FROM "AgencyEvent"`);
    },
    /^Agency record of matter \S+, line \d+: event \S+ is gone/u,
  ],
  [
    "an attached file has another name",
    () => `UPDATE "Attachment" SET "name" = 'another.pdf'`,
    /^Agency record of matter \S+, line \d+: file \S+ was changed/u,
  ],
  [
    "an attached file is taken away",
    () => `DELETE FROM "Attachment"`,
    /^Agency record of matter \S+, line \d+: file \S+ is gone/u,
  ],
  [
    "a document has another status",
    () => `UPDATE "Document" SET "status" = 'approved' WHERE "status" = 'in_review'`,
    /^Document \S+, line \d+: of the document the column "status"/u,
  ],
  [
    "an organization need not sign",
    () => `DELETE FROM "DocumentRequirement" WHERE "documentId" = '${DRAFT}'`,
    /^Document \S+, line \d+: the organizations that must sign are others/u,
  ],
  [
    "a version has another text",
    () => `UPDATE "Version" SET "content" = replace("content", 'e', 'a') WHERE "number" = 1`,
    /^Document \S+, line \d+: the text of version 1 is not the one of that hash/u,
  ],
  [
    "a version has another name",
    () => `UPDATE "Version" SET "name" = 'Final'`,
    /^Document \S+, line \d+: of the version the column "name"/u,
  ],
  [
    "a sign-off says something else",
    () => `UPDATE "SignOff" SET "decision" = 'changes-requested'`,
    /^Document \S+, line \d+: of the sign-off the column "decision"/u,
  ],
  [
    "a filed PDF has other bytes",
    ({ database }) =>
      database.client.filedPdfPiece.updateMany({ data: { bytes: Uint8Array.of(37) } }),
    /^Document \S+, line \d+: the filed PDF is not the one of that hash/u,
  ],
  [
    "a filing went to somebody else",
    () => `UPDATE "Filing" SET "addressee" = 'Nobody'`,
    /^Document \S+, line \d+: of the filing the column "addressee"/u,
  ],
  [
    "a filing copy has another day",
    () => `UPDATE "FilingCopy" SET "printedOn" = '2020-01-02'`,
    /^Document \S+, line \d+: of the filing copy the column "printedOn"/u,
  ],
  [
    "a docket entry has other words",
    () => `UPDATE "DocketEvent" SET "text" = 'Dismissed.'`,
    /^Docket \S+, line \d+: entry \S+ was changed/u,
  ],
  [
    "the last lines are cut off",
    () => `DELETE FROM "AuditEvent" WHERE "sequence" > (SELECT "sequence" - 3 FROM "AuditHead")`,
    /^The record is broken at line \d+\. Lines are missing at the end/u,
  ],
  [
    "the head is moved back",
    () => `UPDATE "AuditHead" SET "sequence" = "sequence" - 3`,
    /^The record is broken at line \d+\. Lines were added at the end/u,
  ],
];

async function tamperWith(agreed: Agreed, tamper: Tampering[1]): Promise<void> {
  const statements = await tamper(agreed);
  const all = typeof statements === "string" ? [statements] : statements;
  if (!Array.isArray(all)) return;
  for (const statement of all as string[]) {
    expect(await agreed.database.client.$executeRawUnsafe(statement)).toBeGreaterThan(0);
  }
}

describe("audit:verify", () => {
  it("finds nothing in a workspace that only the program wrote", async () => {
    expect(await foundIn(await openAgreed())).toEqual([]);
  });

  it(`knows ${TAMPERINGS.length} ways to tamper, each by its own name`, () => {
    expect(TAMPERINGS).toHaveLength(46);
    expect(new Set(TAMPERINGS.map(([what]) => what)).size).toBe(46);
  });

  it.each(TAMPERINGS)("finds that %s, and names the place", async (_what, tamper, said) => {
    const before = new Map(kept);
    try {
      const agreed = await openAgreed();
      await tamperWith(agreed, tamper);
      expect(await foundIn(agreed)).toContainEqual(expect.stringMatching(said));
    } finally {
      for (const [hash, bytes] of before) kept.set(hash, bytes);
    }
  });

  it("finds each column that lines hold of each table, and each row that is gone or added", async () => {
    const { database } = await openAgreed();
    await dropForeignKeys(database);
    await fillEmptyTables(database);
    const unseen: string[] = [];
    const isFound = async () => (await compareRows(database)).length > 0;
    for (const name of Object.keys(SEALED) as SealedName[]) {
      const { key, fixed, columns } = SEALED[name];
      const table = tableOf(database, name);
      const [row] = await rowsOf(database.client, name, { take: 1 });
      if (!row) throw new Error(`${name} has no row`);
      const where = Object.fromEntries(key.map((column) => [column, row[column]]));
      for (const column of [...fixed, ...columns]) {
        const value = row[column];
        const data = { [column]: typeof value === "boolean" ? !value : another(column, value) };
        await table.updateMany({ where, data });
        if (!(await isFound())) unseen.push(`${name}.${column}`);
        await table.updateMany({ where, data: { [column]: value } });
      }
      const [whole] = await table.findMany({ where });
      await table.deleteMany({ where });
      if (!(await isFound())) unseen.push(`${name}: gone`);
      if (whole) await table.create({ data: whole });
    }
    expect(unseen).toEqual([]);
    expect(await compareRows(database)).toEqual([]);
  });

  it("names 200 rows of a table, and says where there are more", async () => {
    const { database } = await openAgreed();
    const { comment } = database.client;
    const stored = await comment.findFirstOrThrow();
    const add = (first: number, count: number) =>
      comment.createMany({
        data: Array.from({ length: count }, (_one, index) => ({
          ...stored,
          id: `added-${first + index}`,
        })),
      });
    await add(0, 200);
    expect(new Set((await compareRows(database)).map(({ row }) => row)).size).toBe(200);
    await add(200, 250);
    const found = await compareRows(database);
    expect(found).toHaveLength(201);
    expect(found.slice(0, 200).every(({ row }) => row.startsWith("added-"))).toBe(true);
    expect(found.at(-1)).toEqual({
      table: "Comment",
      row: "and others",
      line: null,
      why: "more rows differ than the 200 that are named",
    });
  });

  it("holds no word of a comment that was taken back: its salt went with it", async () => {
    const { database } = await openAgreed();
    const row = await database.client.comment.findFirstOrThrow({
      where: { removedAt: { not: null } },
    });
    expect(row).toMatchObject({ text: "", salt: "" });
    const lines = await database.client.auditEvent.findMany({
      where: { rows: { not: null } },
      orderBy: { sequence: "asc" },
    });
    const rows = lines.map((line) => line.rows).join();
    expect(rows).toContain(row.id);
    expect(rows).not.toContain("Forget");
    const guess = ["Comment", row.id, "text", "Forget what I said."];
    for (const tried of [guess, [...guess, ""]]) {
      expect(rows).not.toContain(sha256(JSON.stringify(tried)));
    }
  });
});

/** SQL past Prisma's models, with the columns that it writes: none of them is sealed, or sealed late. */
const PAST_THE_MODELS: Readonly<Record<string, string>> = {
  "server/database/index.ts": "sets a person's name to what it is, to lock the row",
  "server/rooms/log/database-log.ts": "numbers of drafts, and to whom Yjs clients belong",
  "server/rooms/log/sqlite-log.ts": "numbers of drafts, and to whom Yjs clients belong",
  "server/services/api-tokens/door.ts": "when a token was last used",
  "server/services/webhooks/feed.ts": "how far the record was read for a webhook",
  "server/services/webhooks/sweep.ts": "takes away former secrets that sign no more",
};

describe("a sealed table", () => {
  it("is written only through the models of a transaction, which notes it", () => {
    const root = path.resolve(import.meta.dirname, "../..");
    const names = Object.keys(SEALED);
    const models = names.map((name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`);
    const written = new Set<string>();
    for (const file of readdirSync(path.join(root, "server"), { recursive: true }) as string[]) {
      if (!file.endsWith(".ts") || file.includes("generated")) continue;
      const text = readFileSync(path.join(root, "server", file), "utf8");
      for (const [, of = "", model = ""] of text.matchAll(
        /(\w+)\s*\.(\w+)\s*\.(?:create|update|upsert|delete)\w*\(/gu,
      )) {
        if (models.includes(model) && of !== "tx") written.add(`server/${file}`);
      }
      for (const [, name = ""] of text.matchAll(/(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"/gu)) {
        if (names.includes(name)) written.add(`server/${file}`);
      }
    }
    expect([...written].sort()).toEqual(Object.keys(PAST_THE_MODELS).sort());
  });
});

/** Writes a row into each table that the story left empty, as the program writes them: with its line. */
async function fillEmptyTables(database: Database): Promise<void> {
  for (const name of Object.keys(SEALED) as SealedName[]) {
    const [row] = await rowsOf(database.client, name, { take: 1 });
    if (row) continue;
    const data = rowOfModel(name);
    await database.write((tx) => tableOf({ client: tx }, name).create({ data }));
  }
}

interface Table {
  findMany(query: object): Promise<Record<string, unknown>[]>;
  updateMany(change: object): Promise<unknown>;
  deleteMany(which: object): Promise<unknown>;
  create(row: object): Promise<unknown>;
}

const tableOf = ({ client }: { readonly client: object }, name: SealedName) =>
  Reflect.get(client, `${name.charAt(0).toLowerCase()}${name.slice(1)}`) as Table;
