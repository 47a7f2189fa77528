import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import {
  AUDIT_EVENT_TYPES,
  canonicalDetails,
  type AuditEventType,
  type AuditValue,
} from "#app/domain/audit-event.ts";
import { plainSentence } from "#app/domain/audit-record/entry.ts";
import { recordQuery, type RecordFilter } from "#app/domain/audit-record/filter.ts";
import { mayReadLine } from "#app/domain/audit-record/readers.ts";
import { refuse } from "#app/domain/refusal.ts";
import { lineOf } from "#server/services/audit/lines.ts";
import { verifyRecord } from "#server/services/audit/verify.ts";
import { loadReader } from "#server/services/audit-record/reader.ts";
import { readableLines } from "#server/services/audit-record/where.ts";
import { fc } from "#tests/support/fast-check.ts";
import { DAY, MINUTE, openCoalition, refused, value, type Coalition } from "./workspace.ts";

const ALL: RecordFilter = recordQuery.parse({});
const asked = (query: Readonly<Record<string, string>>) => recordQuery.parse(query);

/** Things a line may be of, each by its place in the coalition. */
interface MadeLine {
  readonly type: AuditEventType;
  readonly actor: number | null;
  readonly organization: number | null;
  readonly matter: number | null;
  readonly about: number | null;
  readonly details: string;
}

const DETAILS: Readonly<Record<string, Readonly<Record<string, AuditValue>>>> = {
  nothing: {},
  all: { returnId: "r", isAll: true, suggestions: 2, comments: 1 },
  own: { returnId: "r" },
  quoting: { reason: 'she wrote "isAll":true and "userId":"x"' },
  count: { count: 3, name: "Nora", email: "nora@example.org" },
  brought: { broughtFrom: "archive", returnId: "r", isAll: true },
  quotingBrought: { reason: 'she wrote "broughtFrom":"x"' },
};

const place = (most: number) => fc.option(fc.nat({ max: most }), { freq: 4 });
const madeLine: fc.Arbitrary<MadeLine> = fc.record({
  type: fc.constantFrom(...AUDIT_EVENT_TYPES),
  actor: place(6),
  organization: place(2),
  matter: place(1),
  about: fc.option(fc.nat({ max: 6 })),
  details: fc.constantFrom(...Object.keys(DETAILS)),
});

/** A coalition with a second matter, of the organization that is no party of the first. */
async function openRecord() {
  const coalition = await openCoalition();
  const { services, people, organizations, database, clock } = coalition;
  const other = value(
    await services.matters.create(people.stranger, {
      title: "Somebody else’s matter",
      narrative: "",
      leadOrganizationId: organizations.outside,
      partyIds: [],
      agencyDepartment: undefined,
      agencyComponent: undefined,
      agencyAddress: undefined,
    }),
  );
  const matters = await database.client.matter.findMany({ orderBy: { createdAt: "asc" } });
  const both = [coalition.slug, other.slug].map(
    (slug) => matters.find((matter) => matter.slug === slug)?.id ?? "",
  );
  const everybody: readonly Actor[] = Object.values(people);
  const all = [organizations.council, organizations.ilrc, organizations.outside];
  const at = clock();
  const rowOf = (made: MadeLine, sequence: number) => {
    const about: Record<string, AuditValue> =
      made.about === null ? {} : { userId: everybody[made.about]?.userId ?? "" };
    return {
      sequence,
      at: new Date(at.getTime() + sequence),
      type: made.type,
      actorId: made.actor === null ? null : (everybody[made.actor]?.userId ?? null),
      organizationId: made.organization === null ? null : (all[made.organization] ?? null),
      matterId: made.matter === null ? null : (both[made.matter] ?? null),
      documentId: null,
      details: canonicalDetails({ ...DETAILS[made.details], ...about }),
      rows: null,
      previousHash: "",
      hash: `${sequence}`,
    };
  };
  type Row = ReturnType<typeof rowOf>;
  /** Makes these lines the whole record. */
  const tell = async (rows: readonly Row[]) => {
    const { client } = database;
    await client.auditEvent.deleteMany();
    await client.auditEvent.createMany({ data: [...rows] });
    const sequence = rows.at(-1)?.sequence ?? 0;
    await client.auditHead.updateMany({ data: { sequence } });
  };
  return { ...coalition, everybody, rowOf, tell };
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

const sentencesOf = async (
  { services }: Pick<Coalition, "services">,
  actor: Actor,
  slug: string | null,
  filter: RecordFilter = ALL,
) =>
  value(await services.auditRecord.show(actor, slug, filter)).lines.map(({ parts }) =>
    plainSentence(parts),
  );

describe("whose the lines of the record are", () => {
  it("is the same in the query and in the decision, for random lines and everybody", async () => {
    const { everybody, rowOf, tell, database } = await openRecord();
    const { client } = database;
    await fc.assert(
      fc.asyncProperty(fc.array(madeLine, { minLength: 20, maxLength: 60 }), async (made) => {
        await tell(made.map((line, index) => rowOf(line, index + 1)));
        const lines = (await client.auditEvent.findMany({ orderBy: { sequence: "asc" } })).map(
          lineOf,
        );
        for (const actor of everybody) {
          const reader = await loadReader(client, actor);
          const found = await client.auditEvent.findMany({
            where: readableLines(reader),
            orderBy: { sequence: "asc" },
            select: { sequence: true },
          });
          expect(found.map(({ sequence }) => sequence)).toEqual(
            lines.filter((line) => mayReadLine(reader, line)).map(({ sequence }) => sequence),
          );
        }
      }),
      { numRuns: 8 },
    );
  });

  it("tells nothing of other lines: pages, files, choices and order are as if there were none", async () => {
    const { everybody, rowOf, tell, database, services, slug } = await openRecord();
    const { client } = database;
    await fc.assert(
      fc.asyncProperty(
        fc.array(madeLine, { minLength: 10, maxLength: 40 }),
        fc.nat({ max: 6 }),
        async (made, who) => {
          const actor = everybody[who];
          if (!actor) throw new Error("nobody");
          const reader = await loadReader(client, actor);
          const shown = async () => ({
            workspace: await services.auditRecord.show(actor, null, ALL),
            matter: await services.auditRecord.show(actor, slug, ALL),
            file: await textOf(value(await services.auditRecord.lines(actor, null, ALL))),
          });
          const rows = made.map((line, index) => rowOf(line, index + 1));
          await tell(rows);
          const among = await shown();
          const own = rows.filter((row) => mayReadLine(reader, lineOf(row)));
          // Numbered anew, so that no gap is left.
          await tell(own.map((row, index) => ({ ...row, sequence: index + 1 })));
          expect(await shown()).toEqual(among);
        },
      ),
      { numRuns: 12 },
    );
  });

  it("is decided for each type by hand: who reads it of seven people", async () => {
    const { everybody, rowOf, database } = await openRecord();
    const readers = await Promise.all(everybody.map((actor) => loadReader(database.client, actor)));
    // Done by the drafter of the Council, for the Council, in its matter, about nobody else.
    const line = (type: AuditEventType, details: string) =>
      lineOf(rowOf({ type, actor: 1, organization: 0, matter: 0, about: null, details }, 1));
    const whoReads = (type: AuditEventType, details = "nothing") =>
      everybody
        .filter((_, index) => {
          const reader = readers[index];
          return reader !== undefined && mayReadLine(reader, line(type, details));
        })
        .map(({ name }) => name)
        .join(", ");
    const PARTIES = "Ada Demo, drafter, staff, observer, ilrc-admin, ilrc-drafter";
    expect({
      parties: whoReads("document.signed-off"),
      watched: whoReads("matter.watch-list-changed"),
      word: whoReads("word.brought-in", "all"),
      ownWord: whoReads("word.brought-in", "own"),
      ownWordQuoting: whoReads("word.taken-back", "quoting"),
      organization: whoReads("person.roles-set"),
      administrators: whoReads("person.invited"),
      factor: whoReads("person.passkey-added"),
      signIn: whoReads("session.signed-in"),
      workspace: whoReads("job.discarded"),
      nobody: whoReads("rows.written"),
    }).toEqual({
      parties: PARTIES,
      watched: "drafter, staff, ilrc-drafter",
      word: PARTIES,
      ownWord: "drafter",
      ownWordQuoting: "drafter",
      organization: "Ada Demo, drafter, staff, observer",
      administrators: "Ada Demo",
      factor: "Ada Demo, drafter",
      signIn: "drafter",
      workspace: "Ada Demo",
      nobody: "",
    });
  });

  it("is nobody's outside of the matter, whose record is not found as one that there is not", async () => {
    const { services, people, slug } = await openCoalition();
    const outcomes = [
      await services.auditRecord.show(people.stranger, slug, ALL),
      await services.auditRecord.lines(people.stranger, slug, ALL),
      await services.auditRecord.show(people.stranger, null, asked({ matter: slug })),
      await services.auditRecord.show(people.drafter, "no-such-matter", ALL),
    ];
    for (const outcome of outcomes) expect(outcome).toEqual(refuse("not-found"));
  });

  it("[P8] ends with what a sign-in reaches", async () => {
    const { services, people, slug } = await openCoalition();
    const named = async (actor: Actor) =>
      (await sentencesOf({ services }, actor, null)).filter((line) => line.includes("Council"));
    expect(await named(people.drafter)).not.toEqual([]);
    const elsewhere = { ...people.drafter, memberships: [] };
    refused(await services.auditRecord.show(elsewhere, slug, ALL), "not-found");
    expect(await named(elsewhere)).toEqual([]);
  });

  it("ends in the middle of a file with the rights of who takes it", async () => {
    const coalition = await openRecord();
    const { services, people, slug, rowOf, tell, database } = coalition;
    const line = { type: "document.created", actor: 1, organization: null, matter: 0 } as const;
    const many = Array.from({ length: 450 }, (_, index) =>
      rowOf({ ...line, about: null, details: "nothing" }, index + 1),
    );
    await tell(many);
    const pieces = value(await services.auditRecord.lines(people.ilrcDrafter, slug, ALL));
    const taken: number[] = [];
    for await (const piece of pieces) {
      taken.push(piece.trimEnd().split("\n").length);
      await database.client.membership.deleteMany({
        where: { userId: people.ilrcDrafter.userId },
      });
    }
    expect(taken).toEqual([200]);
  });
});

describe("the record that one can read", () => {
  it("says of a matter's beginning who did what, in sentences that lead to the things", async () => {
    const coalition = await openCoalition();
    const { services, people, slug } = coalition;
    const { documentId } = value(
      await services.documents.create(people.drafter, slug, {
        kind: "request",
        title: "Weekly reports",
        layoutProfile: "letter",
      }),
    );
    const { lines } = value(await services.auditRecord.show(people.ilrcAdmin, slug, ALL));
    const said = lines.map(({ parts }) => plainSentence(parts));
    expect(said).toEqual([
      "drafter created “Weekly reports”.",
      "ilrc-admin accepted for ILRC to be party to “Records about the priorities”.",
      "Ada Demo invited ILRC to “Records about the priorities”.",
      "Ada Demo created “Records about the priorities”, led by Council.",
    ]);
    expect(lines[0]?.parts).toContainEqual({
      text: "“Weekly reports”",
      to: `/documents/${documentId}`,
    });
    expect(lines[3]?.parts).toContainEqual({
      text: "“Records about the priorities”",
      to: `/matters/${slug}`,
    });
  });

  it("shows only what is asked for: person, organization, document, kind and day", async () => {
    const coalition = await openCoalition();
    const { services, people, slug, organizations, pass } = coalition;
    pass(DAY);
    const { documentId } = value(
      await services.documents.create(people.ilrcDrafter, slug, {
        kind: "request",
        title: "Weekly reports",
        layoutProfile: "letter",
      }),
    );
    const filtered = async (query: Readonly<Record<string, string>>) =>
      (await sentencesOf(coalition, people.staff, slug, asked(query))).length;
    expect(await filtered({})).toBe(4);
    expect(await filtered({ person: people.ilrcDrafter.userId })).toBe(1);
    expect(await filtered({ organization: organizations.council })).toBe(1);
    // Lines that name ILRC, and its people's.
    expect(await filtered({ organization: organizations.ilrc })).toBe(3);
    expect(await filtered({ document: documentId })).toBe(1);
    expect(await filtered({ kind: "matter" })).toBe(3);
    expect(await filtered({ kind: "filing" })).toBe(0);
    expect(await filtered({ from: "2021-10-08" })).toBe(1);
    expect(await filtered({ to: "2021-10-07" })).toBe(3);
    expect(await filtered({ from: "2021-10-07", to: "2021-10-08", person: "" })).toBe(4);
  });

  it("is turned page by page, without a line twice where others write meanwhile", async () => {
    const { services, people, slug, rowOf, tell, database, clock, pass } = await openRecord();
    const line = { type: "document.renamed", actor: 1, organization: null, matter: 0 } as const;
    const rows = Array.from({ length: 120 }, (_, index) =>
      rowOf({ ...line, about: null, details: "nothing" }, index + 1),
    );
    await tell(rows);
    pass(MINUTE);
    const first = value(await services.auditRecord.show(people.staff, slug, ALL));
    pass(MINUTE);
    const late = rowOf({ ...line, about: null, details: "nothing" }, 121);
    await database.client.auditEvent.create({ data: { ...late, at: clock() } });
    await database.client.auditHead.updateMany({ data: { sequence: 121 } });
    const turned = async (page: string) =>
      value(
        await services.auditRecord.show(people.staff, slug, asked({ page, until: first.until })),
      );
    const [second, third] = [await turned("2"), await turned("3")];
    const times = [first, second, third].map(({ lines }) => lines.map(({ at }) => at));
    expect(times.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(new Set(times.flat()).size).toBe(120);
    expect([first.isMore, second.isMore, third.isMore]).toEqual([true, true, false]);
  });

  it("gives JSON lines that say the same as the page, and no number, hash or detail", async () => {
    const coalition = await openCoalition();
    const { services, people, slug } = coalition;
    const text = await textOf(value(await services.auditRecord.lines(people.staff, slug, ALL)));
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ sentence }) => sentence)).toEqual(
      await sentencesOf(coalition, people.staff, slug),
    );
    expect(Object.keys(lines[0] ?? {}).sort()).toEqual(
      ["at", "by", "document", "matter", "organization", "path", "sentence", "type"].sort(),
    );
  });

  it("shows the head of the day before, which a verification holds the record to", async () => {
    const { services, people, slug, database, pass } = await openCoalition();
    const show = async () => value(await services.auditRecord.show(people.staff, slug, ALL));
    expect((await show()).head).toBeNull();
    const last = await database.client.auditEvent.findFirstOrThrow({
      orderBy: { sequence: "desc" },
    });
    pass(DAY);
    value(await services.account.changeName(people.drafter, { name: "Another Name" }));
    const { head } = await show();
    expect(head).toEqual({ hash: last.hash, day: "2021-10-07" });
    const kept = [{ sequence: null, hash: head?.hash ?? "" }];
    expect(await verifyRecord(database, { kept })).toMatchObject({ intact: true });
    const other = [{ sequence: null, hash: "0".repeat(64) }];
    expect(await verifyRecord(database, { kept: other })).toMatchObject({ intact: false });
  });
});
