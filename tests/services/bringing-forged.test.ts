import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import {
  wholeLineSchema,
  type ArchivedLine,
  type ArchivedRecordEntry,
} from "#app/domain/archive/format.ts";
import {
  MATTER_TABLE_NAMES,
  MATTER_TABLES,
  type ArchivedRow,
  type MatterTableName,
} from "#app/domain/archive/matter-tables.ts";
import { BROUGHT_FROM } from "#app/domain/audit-event.ts";
import { Prisma } from "#server/database/generated/sqlite/client/client.ts";
import { recordQuery } from "#app/domain/audit-record/filter.ts";
import { sha256 } from "#server/digest.ts";
import { openFolder } from "#server/services/bringing/open.ts";
import type { OpenedArchive } from "#server/services/bringing/opened.ts";
import { BringingRefused } from "#server/services/bringing/refused.ts";
import { fc } from "#tests/support/fast-check.ts";
import { takenAlong, unpacked } from "#tests/archive/taken.ts";
import { broughtIn, broughtRow, faultsIn, openElsewhere } from "./bringing.ts";
import { LETTER, openFullMatter } from "./full-matter.ts";
import { blobsInMemory, exhibitsInMemory } from "./ports.ts";
import { DAY, value, type Workspace } from "./workspace.ts";

/** Changes of an archive, each of which leaves it of the format. */
interface Forgery {
  readonly row?: (
    table: MatterTableName,
    row: Record<string, unknown>,
  ) => object | readonly object[] | null;
  readonly record?: (entries: readonly ArchivedRecordEntry[]) => readonly ArchivedRecordEntry[];
  readonly file?: (sha256: string) => Uint8Array | null;
}

async function* each<T>(all: Iterable<T>): AsyncGenerator<T> {
  yield* all;
}

async function all<T>(some: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of some) found.push(one);
  return found;
}

/** An archive as whoever forges one makes it: whatever it says, its hashes agree. */
function forged(opened: OpenedArchive, { row, record, file }: Forgery): OpenedArchive {
  return {
    ...opened,
    async *record() {
      const entries = await all(opened.record());
      yield* each(record?.(entries) ?? entries);
    },
    async *rows<Name extends MatterTableName>(folder: string, name: Name) {
      for await (const one of opened.rows(folder, name)) {
        const changed = row ? row(name, { ...one }) : one;
        for (const each of changed === null ? [] : [changed].flat()) {
          yield each as ArchivedRow<Name>;
        }
      }
    },
    file(hash) {
      const bytes = file?.(hash) ?? null;
      if (!bytes) return opened.file(hash);
      return { bytes: bytes.byteLength, read: () => each([bytes]) };
    },
  };
}

/** The entries with all lines of that type changed; throws where there is none. */
function withLines(
  entries: readonly ArchivedRecordEntry[],
  type: ArchivedLine["type"],
  changed: (line: ArchivedLine) => Partial<ArchivedLine>,
): ArchivedRecordEntry[] {
  const isOfType = (entry: ArchivedRecordEntry): entry is ArchivedLine =>
    "type" in entry && entry.type === type;
  if (!entries.some(isOfType)) throw new Error(`no line of ${type} could be forged`);
  return entries.map((entry) => (isOfType(entry) ? { ...entry, ...changed(entry) } : entry));
}

const withOtherPages: Forgery["record"] = (entries) =>
  withLines(entries, "document.filing-copy-made", ({ details }) => ({
    details: { ...details, pdfHash: "ab".repeat(32) },
  }));

let made: Promise<{
  readonly story: Awaited<ReturnType<typeof openFullMatter>>;
  readonly files: Map<string, Buffer>;
}>;

/** One archive for all tests, which read it alone. */
function theArchive() {
  made ??= (async () => {
    const story = await openFullMatter();
    return { story, files: await takenAlong(story, story.people.staff, story.matterId) };
  })();
  return made;
}

async function openThere() {
  const { story, files } = await theArchive();
  const memory = exhibitsInMemory();
  const there = await openElsewhere({ exhibits: memory, blobs: blobsInMemory(memory.kept) });
  const { lead, actor } = there;
  const opened = await openFolder(await unpacked(files));
  const bring = (forgery: Forgery = {}, id?: string) =>
    broughtIn(
      there,
      actor,
      forged(opened, forgery),
      { leadOrganizationId: lead, own: {} },
      id === undefined ? {} : { id },
    );
  return { ...there, story, bring, opened, kept: memory.kept };
}

/** All rows and files that a workspace has, but for the archives that were brought. */
async function everythingIn(
  { database }: Pick<Workspace, "database">,
  kept: Map<string, Uint8Array>,
) {
  const counts: Record<string, number> = {};
  for (const model of Object.values(Prisma.ModelName)) {
    if (model === "BroughtArchive") continue;
    // Every model has it; their types have nothing in common.
    const name = `${model.charAt(0).toLowerCase()}${model.slice(1)}`;
    const delegate = Reflect.get(database.client, name) as { count(): Promise<number> };
    counts[name] = await delegate.count();
  }
  return { counts, files: [...kept.keys()].toSorted() };
}

describe("[A3] an archive that somebody made up", () => {
  it.each<[what: string, says: string, forgery: Forgery]>([
    [
      "a version that is not in its canonical form",
      "is not in the form in which this program keeps texts",
      (() => {
        let text = "";
        const spaced = (hash: string) =>
          hash === sha256(text) ? new TextEncoder().encode(text) : null;
        return {
          row(table: MatterTableName, row: Record<string, unknown>) {
            if (table !== "versions" || row["number"] !== 1) return row;
            text = `{"facts":{},"layoutProfile":"letter","prose":{"content":[],"type":"doc"},"schemaVersion":1 }`;
            return { ...row, hash: sha256(text) };
          },
          file: spaced,
        };
      })(),
    ],
    [
      "a draft that no room would take",
      "is not one that this program writes",
      {
        row: (table, row) =>
          table === "draft-bases"
            ? { ...row, bytes: { base64: Buffer.from("no draft").toString("base64") } }
            : row,
      },
    ],
    [
      "a draft with a hole",
      "has a hole",
      { row: (table, row) => (table === "draft-updates" ? null : row) },
    ],
    [
      "details that no paper has",
      "a document is not what this program writes",
      {
        row: (table, row) => (table === "documents" ? { ...row, facts: '{"signers":"all"}' } : row),
      },
    ],
    [
      "a status that is none",
      "a document is not what this program writes",
      { row: (table, row) => (table === "documents" ? { ...row, status: "agreed" } : row) },
    ],
    [
      "a page with a link that runs something",
      "the public page is not what this program writes",
      {
        row: (table, row) =>
          table === "public-page"
            ? {
                ...row,
                content: String(row["content"]).replace(
                  '"resources":[]',
                  '"resources":[{"title":{"en":"a"},"text":{"en":"b"},"link":"javascript:alert(1)"}]',
                ),
              }
            : row,
      },
    ],
    [
      "a suggestion of other words than its hash",
      "a suggestion in it",
      {
        row: (table, row) => (table === "suggestions" ? { ...row, proposed: "[]", bytes: 2 } : row),
      },
    ],
    [
      "a comment of nobody whom it names",
      "has an id that this program gives to nothing",
      { row: (table, row) => (table === "comments" ? { ...row, authorId: "approved" } : row) },
    ],
    [
      "a thread of another matter’s paper",
      "names what is not in it",
      {
        row: (table, row) =>
          table === "threads" ? { ...row, documentId: crypto.randomUUID() } : row,
      },
    ],
    [
      "a sign-off that no line tells of",
      "is not what its record says",
      {
        row: (table, row) =>
          table === "sign-offs"
            ? { ...row, decision: "approved", id: crypto.randomUUID() }
            : table === "sign-off-proofs"
              ? null
              : row,
      },
    ],
    [
      "a filing on another day than its line says",
      "is not what its record says",
      { row: (table, row) => (table === "filings" ? { ...row, filedOn: "2021-09-01" } : row) },
    ],
    [
      "a filing copy of pages that it does not bring",
      "has other pages than its filing",
      {
        row: (table, row) =>
          table === "filing-copies" ? { ...row, pdfHash: "ab".repeat(32) } : row,
        record: withOtherPages,
      },
    ],
    [
      "a line of a filing copy of pages that it does not bring",
      "is not what its record says",
      { record: withOtherPages },
    ],
    [
      "a line of a time that has not come",
      "of a time that has not come",
      {
        record: (entries) =>
          withLines(entries, "document.filed", () => ({ at: "2999-01-01T00:00:00.000Z" })),
      },
    ],
    [
      "a title with a sign that nobody sees",
      "a document is not what this program writes",
      {
        row: (table, row) => (table === "documents" ? { ...row, title: "Reques\u202et" } : row),
      },
    ],
    [
      "a number that is too large",
      "a number that no database holds",
      { row: (table, row) => (table === "parties" ? { ...row, position: 2 ** 40 } : row) },
    ],
    [
      "two rows of one name",
      "stands there twice",
      {
        row: (table, row) => (table === "agreements" ? [row, row] : row),
      },
    ],
    [
      "an accepted suggestion that would put back what no draft holds",
      "a suggestion in it is not text that a draft can hold",
      {
        row: (table, row) =>
          table === "acceptances" ? { ...row, before: '[{"type":"script"}]' } : row,
      },
    ],
    [
      "an accepted suggestion that would put back a paragraph of another kind than any",
      "a suggestion in it is not text that a draft can hold",
      {
        row: (table, row) =>
          table === "acceptances"
            ? { ...row, after: '[{"attrs":{"kind":"onclick"},"type":"block"}]' }
            : row,
      },
    ],
    [
      "a place of a thread that is longer than anybody could read",
      "a conversation in it is longer than this program writes",
      {
        row: (table, row) =>
          table === "threads" ? { ...row, place: `{"a":[${"0,".repeat(100_000)}0]}` } : row,
      },
    ],
    [
      "an accepted suggestion without one",
      "name what is not in it",
      {
        row: (table, row) => (table === "suggestions" ? null : row),
      },
    ],
    [
      "more lines than are written at once",
      "more than 8,000 rows and lines",
      {
        record: (entries) => {
          const one = entries.find((entry) => "type" in entry && entry.type === "document.filed");
          return one ? Array.from({ length: 8_001 }, () => one) : entries;
        },
      },
    ],
    [
      "an attached file of other bytes",
      "is another one than its row says",
      {
        file: (hash) =>
          hash === sha256(LETTER)
            ? new TextEncoder().encode(LETTER.replace("agency", "Agency"))
            : null,
      },
    ],
  ])(
    "is refused with a sentence where it has %s, and leaves nothing",
    async (_what, says, forgery) => {
      const there = await openThere();
      const before = await everythingIn(there, there.kept);
      const bringing = there.bring(forgery);
      await expect(bringing).rejects.toThrow(BringingRefused);
      await expect(bringing).rejects.toThrow(says);
      expect(await everythingIn(there, there.kept)).toEqual(before);
    },
  );

  it("brings no line of anything else, of a type that nobody knows, or of a key of somebody here", async () => {
    const there = await openThere();
    const { database, actor, story } = there;
    await there.bring({
      record(entries) {
        const line = entries.find(
          (one): one is ArchivedLine => !("to" in one) && one.matterId !== null,
        );
        if (!line) return entries;
        const made = (more: Partial<ArchivedLine>): ArchivedLine => ({ ...line, ...more });
        return [
          ...entries,
          made({
            type: "workspace.administrator-recovered",
            matterId: null,
            documentId: null,
            details: {},
          }),
          made({ type: "person.roles-set", matterId: null, details: { userId: actor.userId } }),
          made({ type: "matter.published", matterId: crypto.randomUUID() }),
          made({ type: "something.new" }),
          made({ type: "rows.written" }),
          made({
            type: "person.passkey-added",
            matterId: null,
            actorId: line.actorId,
            details: { fingerprint: "a".repeat(64) },
          }),
        ];
      },
    });
    expect(await faultsIn(there)).toEqual([]);
    const lines = await database.client.auditEvent.findMany({
      where: { details: { contains: BROUGHT_FROM } },
      orderBy: { sequence: "asc" },
    });
    const types = new Set(lines.map(({ type }) => type));
    for (const type of [
      "workspace.administrator-recovered",
      "person.roles-set",
      "something.new",
      "rows.written",
    ]) {
      expect([type, types.has(type)]).toEqual([type, false]);
    }
    expect(new Set(lines.map(({ matterId }) => matterId))).toEqual(new Set([story.matterId, null]));
    const keys = lines.filter(({ type }) => type === "person.passkey-added");
    expect(keys).toHaveLength(1);
    expect(keys[0]?.details).toContain(sha256(story.key.publicKey));
    expect(await database.client.signOffProof.count()).toBe(1);
    // In a browser of theirs, a session or a token of somebody here would be named.
    expect(lines.some(({ details }) => details.includes('"session"'))).toBe(false);
  });

  it("leaves a signature behind whose key somebody here has", async () => {
    const there = await openThere();
    const { database, story, actor, clock } = there;
    const fingerprint = sha256(story.key.publicKey);
    await database.write(async (tx) => {
      await tx.passkey.create({
        data: {
          id: story.key.id,
          userId: actor.userId,
          name: "Mine",
          publicKey: Buffer.from(story.key.publicKey).toString("base64url"),
          fingerprint,
          host: "desk.example.org",
          transports: "",
          backedUp: false,
          createdAt: clock(),
        },
      });
    });
    const { matterId } = await there.bring();
    expect(await database.client.signOffProof.count()).toBe(0);
    const lines = await database.client.auditEvent.findMany({
      where: { matterId },
      orderBy: { sequence: "asc" },
    });
    expect(lines.some(({ details }) => details.includes(fingerprint))).toBe(false);
  });
});

describe("[A3] a signature of an archive", () => {
  const isAdded = (one: ArchivedRecordEntry): one is ArchivedLine =>
    "type" in one && one.type === "person.passkey-added";

  it.each<[string, (line: ArchivedLine, others: readonly ArchivedLine[]) => ArchivedLine[]]>([
    [
      "whose key was added by a sign-in of another organization",
      (line, others) => {
        const via = others.find(({ organizationId }) => organizationId !== null)?.organizationId;
        return [{ ...line, details: { ...line.details, via: `x-${via ?? ""}`.slice(0, 36) } }];
      },
    ],
    [
      "whose key was added for somebody else as well",
      (line, others) => {
        const other = others.find(({ actorId }) => actorId !== null && actorId !== line.actorId);
        return [line, { ...line, actorId: other?.actorId ?? null }];
      },
    ],
    [
      "whose key was added by two sign-ins",
      (line) => [line, { ...line, details: { ...line.details, via: "organization-of-another" } }],
    ],
  ])("stays behind %s", async (_what, changed) => {
    const there = await openThere();
    const fingerprint = sha256(there.story.key.publicKey);
    const { matterId } = await there.bring({
      record(entries) {
        const whole = entries.filter((one): one is ArchivedLine => "type" in one);
        return entries.flatMap((one): ArchivedRecordEntry[] =>
          isAdded(one) ? changed(one, whole) : [one],
        );
      },
    });
    const { client } = there.database;
    expect(await client.signOffProof.count()).toBe(0);
    const lines = await client.auditEvent.findMany({
      where: { matterId },
      orderBy: { sequence: "asc" },
    });
    expect(lines.some(({ details }) => details.includes(fingerprint))).toBe(false);
    expect(await faultsIn(there)).toEqual([]);
  });
});

/** Opens what people open of the only matter that is there: none of it may break. */
async function openPages({
  services,
  actor,
  database: { client },
}: Pick<Awaited<ReturnType<typeof openThere>>, "services" | "actor" | "database">) {
  const { slug, documents, dockets } = await client.matter.findFirstOrThrow({
    include: { documents: { include: { filing: true } }, dockets: true },
  });
  value(await services.matters.show(actor, slug));
  value(await services.home.show(actor));
  value(await services.deadlines.ofMatter(actor, slug));
  value(await services.publicPage.show(actor, slug));
  value(await services.publicPage.timeline(actor, slug));
  value(await services.auditRecord.show(actor, slug, recordQuery.parse({})));
  for (const { id } of dockets) value(await services.dockets.sheet(actor, slug, id));
  for (const { id, filing } of documents) {
    value(await services.documents.show(actor, id));
    value(await services.threads.show(actor, id));
    value(await services.versions.list(actor, id));
    if (filing) value(await services.agencyRecord.show(actor, id));
  }
}

describe("[A3] an archive of which any one column is another", () => {
  const other: fc.Arbitrary<unknown> = fc.oneof(
    fc.constantFrom(null, "", "x", 0, 1, -1, 2 ** 40, true, false, "[]", "{}", "null", "draft"),
    fc.constantFrom("2021-10-07", "2021-10-07T12:00:00.000Z", "2999-01-01T00:00:00.000Z"),
    fc.string({ maxLength: 40 }),
    fc.uuid(),
    fc.integer(),
    fc.json({ maxDepth: 2 }),
  );

  it("is refused with a sentence, or audit:verify finds nothing wrong with it and its pages open", async () => {
    const { files } = await theArchive();
    const opened = await openFolder(await unpacked(files));
    const folder = opened.manifest.matters[0]?.folder ?? "";
    const rowsOf = new Map<MatterTableName, readonly Record<string, unknown>[]>();
    for (const name of MATTER_TABLE_NAMES) rowsOf.set(name, await all(opened.rows(folder, name)));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...MATTER_TABLE_NAMES),
        fc.nat(),
        fc.nat(),
        other,
        async (table, which, column, to) => {
          const rows = rowsOf.get(table) ?? [];
          const genuine = rows[which % Math.max(1, rows.length)] ?? {};
          const columns = Object.keys(genuine);
          const changed = { ...genuine, [columns[column % columns.length] ?? ""]: to };
          const [before, after] = [JSON.stringify(genuine), JSON.stringify(changed)];
          // Without a row there is none to forge, and what is not of the format is refused before.
          fc.pre(rows.length > 0 && after !== before);
          fc.pre(MATTER_TABLES[table].safeParse(changed).success);
          const there = await openThere();
          const row: Forgery["row"] = (name, one) =>
            name === table && JSON.stringify(one) === before ? changed : one;
          try {
            await there.bring({ row });
          } catch (error) {
            expect(error).toBeInstanceOf(BringingRefused);
            expect(await there.database.client.matter.count()).toBe(0);
            return;
          }
          expect(await faultsIn(there)).toEqual([]);
          await openPages(there);
        },
      ),
      { numRuns: Number(process.env["RUNS"] ?? 12) },
    );
  }, 600_000);

  it("of a line of its record, alike", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), other, async (which, detail, to) => {
        const there = await openThere();
        const record: Forgery["record"] = (entries) => {
          const whole = entries.filter((one): one is ArchivedLine => !("to" in one));
          const line = whole[which % whole.length];
          return entries.map((one) => {
            if (one !== line) return one;
            const names = Object.keys(line.details);
            const name = names[detail % Math.max(1, names.length)] ?? "more";
            const changed = { ...line, details: { ...line.details, [name]: to } };
            const read = wholeLineSchema.safeParse(changed);
            return read.success ? read.data : one;
          });
        };
        try {
          await there.bring({ record });
        } catch (error) {
          expect(error).toBeInstanceOf(BringingRefused);
          expect(await there.database.client.matter.count()).toBe(0);
          return;
        }
        expect(await faultsIn(there)).toEqual([]);
        await openPages(there);
      }),
      { numRuns: Number(process.env["RUNS"] ?? 12) },
    );
  }, 600_000);
});

describe("[A3] bringing in", () => {
  it("leaves nothing where it fails at the last step, and does it once where it is begun again", async () => {
    const there = await openThere();
    const before = await everythingIn(there, there.kept);
    const id = await broughtRow(there, there.actor);
    const { client } = there.database;
    await client.broughtArchive.update({ where: { id }, data: { state: "discarded" } });
    await expect(there.bring({}, id)).rejects.toThrow("It was called off.");
    expect(await everythingIn(there, there.kept)).toEqual(before);
    await client.broughtArchive.update({ where: { id }, data: { state: "working" } });
    const { matterIds } = await there.bring({}, id);
    const once = await everythingIn(there, there.kept);
    expect(await client.broughtArchive.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: "done",
      matterIds: JSON.stringify(matterIds),
    });
    expect((await there.bring({}, id)).matterIds).toEqual(matterIds);
    expect(await everythingIn(there, there.kept)).toEqual(once);
  });

  it("leaves the bytes of somebody's archive where one with the same file is refused", async () => {
    const there = await openThere();
    const bytes = new TextEncoder().encode(LETTER);
    const hash = sha256(LETTER);
    there.kept.set(hash, bytes);
    await there.database.client.broughtArchive.create({
      data: {
        id: crypto.randomUUID(),
        broughtById: there.actor.userId,
        reach: "null",
        name: "another.zip",
        bytes: bytes.byteLength,
        sha256: hash,
        broughtAt: there.clock(),
        state: "ready",
        report: "{}",
        expiresAt: new Date(there.clock().getTime() + DAY),
      },
    });
    const bringing = there.bring({
      row: (table, row) => (table === "filings" ? { ...row, filedOn: "2021-09-01" } : row),
    });
    await expect(bringing).rejects.toThrow(BringingRefused);
    expect(there.kept.has(hash)).toBe(true);
  });

  it("takes nobody for its own whom another archive brought, whatever that calls its workspace", async () => {
    const there = await openThere();
    const { client } = there.database;
    const id = await broughtRow(there, there.actor);
    const choices = { leadOrganizationId: there.lead, own: {} };
    const here = await client.user.count();
    const named = {
      ...there.opened,
      manifest: { ...there.opened.manifest, workspace: `"broughtId":"${id}"` },
    };
    await broughtIn(there, there.actor, named, choices);
    const standIns = (await client.user.count()) - here;
    await there.bring({}, id);
    expect((await client.user.count()) - here).toBe(2 * standIns);
  });

  describe("beside others who write", () => {
    /** How a transaction ends that waited for others too long, or took too long itself. */
    const OVER = Object.assign(new Error("the transaction took too long"), { code: "P2028" });

    async function bringAs(write: (own: Workspace["database"]["write"]) => unknown) {
      const there = await openThere();
      const before = await everythingIn(there, there.kept);
      const timeouts: (number | undefined)[] = [];
      const own = there.database.write.bind(there.database);
      const changed = write(own) as Workspace["database"]["write"];
      // Files are stored before, by transactions of their own.
      const database = {
        ...there.database,
        write: ((work, limits) => {
          if (!limits) return own(work);
          timeouts.push(limits.timeout);
          return changed(work, limits);
        }) as Workspace["database"]["write"],
      };
      const resources = { ...there.resources, database };
      const bringing = broughtIn({ ...there, resources }, there.actor, there.opened, {
        leadOrganizationId: there.lead,
        own: {},
      });
      const left = async () => expect(await everythingIn(there, there.kept)).toEqual(before);
      return { bringing, timeouts, left };
    }

    it("keeps them waiting for eight seconds at most, of the ten for which they wait", async () => {
      const { bringing, timeouts } = await bringAs((own) => own);
      await bringing;
      expect(timeouts).toEqual([8_000]);
    });

    it("waits for them again, and says that they wrote where it never came to its turn", async () => {
      const { bringing, timeouts, left } = await bringAs(() => () => Promise.reject(OVER));
      await expect(bringing).rejects.toThrow("others wrote all the while. Try again in a moment.");
      expect(timeouts).toHaveLength(3);
      await left();
    });

    it("is not tried again where it took too long itself, and leaves nothing", async () => {
      const { bringing, timeouts, left } = await bringAs(
        (own) => (work: Parameters<typeof own>[0]) =>
          own(async (tx) => {
            await work(tx);
            throw OVER;
          }),
      );
      await expect(bringing).rejects.toThrow("took longer than all others may wait for it");
      expect(timeouts).toHaveLength(1);
      await left();
    });

    it("ends a transaction at the limit that was given for it, and the next one goes on", async () => {
      const { database, actor } = await openThere();
      const rename = (name: string, waits: number) =>
        database.write(
          async (tx) => {
            await tx.user.update({ where: { id: actor.userId }, data: { name } });
            await delay(waits);
            await tx.user.count();
          },
          { timeout: 300 },
        );
      await expect(rename("Too late", 600)).rejects.toMatchObject({ code: "P2028" });
      await rename("In time", 0);
      const { name } = await database.client.user.findUniqueOrThrow({
        where: { id: actor.userId },
      });
      expect(name).toBe("In time");
    });

    it("lets whatever else waits go on while it writes", async () => {
      let turns = 0;
      const there = await openThere();
      const { database } = there;
      const write: Workspace["database"]["write"] = (work, limits) =>
        database.write(async (tx) => {
          let isOver = false;
          const count = () => {
            if (isOver) return;
            turns += 1;
            setImmediate(count);
          };
          setImmediate(count);
          try {
            return await work(tx);
          } finally {
            isOver = true;
          }
        }, limits);
      const resources = { ...there.resources, database: { ...database, write } };
      let isFirst = true;
      const many = forged(there.opened, {
        row(table, row) {
          if (table !== "comments" || !isFirst) return row;
          isFirst = false;
          const more = Array.from({ length: 1_500 }, () => ({ ...row, id: crypto.randomUUID() }));
          return [row, ...more];
        },
      });
      const choices = { leadOrganizationId: there.lead, own: {} };
      await broughtIn({ ...there, resources }, there.actor, many, choices);
      expect(turns).toBeGreaterThan(5);
    });
  });

  it("is refused once whoever brings it may begin no matter there any more", async () => {
    const there = await openThere();
    const before = await everythingIn(there, there.kept);
    const { count } = await there.database.client.membershipRole.deleteMany({
      where: { membership: { userId: there.actor.userId }, role: "admin" },
    });
    expect(count).toBe(1);
    await expect(there.bring()).rejects.toThrow("You may not begin matters");
    const after = await everythingIn(there, there.kept);
    expect(after.files).toEqual(before.files);
    expect({ ...after.counts, membershipRole: 0 }).toEqual({ ...before.counts, membershipRole: 0 });
  });

  it("is refused where its files don’t fit, and says how much room there is", async () => {
    const { files } = await theArchive();
    const small = { bytesOfMatter: 20, bytesOfWorkspace: 20 };
    const there = await openElsewhere({ attachmentQuota: small });
    const choices = { leadOrganizationId: there.lead, own: {} };
    await expect(broughtIn(there, there.actor, files, choices)).rejects.toThrow(
      "The files of this matter take",
    );
    expect(await there.database.client.matter.count()).toBe(0);
  });
});
