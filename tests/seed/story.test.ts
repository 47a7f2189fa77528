import { readFileSync } from "node:fs";
import path from "node:path";
import { pino } from "pino";
import { beforeAll, describe, expect, it } from "vitest";
import { createAuth, loadActor } from "#server/auth/index.ts";
import { clocksOf } from "#server/services/agency-record/clocks.ts";
import { attachmentsAt } from "#server/services/attachments/views.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { courtCalendarOf, suitsWithDeadlines } from "#server/services/dockets/deadlines.ts";
import { detailsOfDocket } from "#server/services/dockets/load.ts";
import { overtakenPagesFor } from "#server/services/home/overtaken-pages.ts";
import { DEMO_MATTER_ID, seedDemo } from "#prisma/seed/index.ts";
import {
  AGENCY,
  COALITION,
  COUNCIL,
  MATTER,
  MEMORANDA,
  OUTSIDE_PRIORITIES_SUIT,
  WEEKLY_REPORTS_SUIT,
} from "#prisma/seed/demo-matter.ts";
import { demoPerson } from "#prisma/seed/people.ts";
import {
  filledTemplate,
  freshDatabaseForTest,
  type TestDatabase,
} from "#tests/support/database.ts";
import { attachmentsIn, blobsInMemory } from "#tests/services/ports.ts";
import { letters, textOf } from "#tests/typesetting/reading.ts";
import { keptPdf } from "#tests/services/bytes-of.ts";
import { sharedTypesetter } from "#tests/typesetting/typesetter.ts";

/** Facts of the matter, as the organizations' public pages have them. */
const KNOWN = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "demo-matter.json"), "utf8"),
) as {
  readonly matter: string;
  readonly organizations: readonly { readonly name: string; readonly city?: string }[];
  readonly agency: { readonly component: string; readonly department: string };
  readonly memos: readonly { readonly date: string; readonly what: string }[];
  readonly requests: readonly {
    readonly filed: string;
    readonly about: string;
    readonly trackingNumber: string | null;
  }[];
  readonly suits: readonly {
    readonly filed: string | null;
    readonly docketNumber: string | null;
    readonly plaintiffs: readonly string[];
    readonly defendant: string;
  }[];
};

const TODAY = "2026-03-02";
const clock = () => new Date(`${TODAY}T15:30:00Z`);
const typesetter = sharedTypesetter();
let demonstration: Awaited<ReturnType<typeof filledTemplate>>;
const seed = (database: TestDatabase) => {
  const log = pino({ level: "silent" });
  const auth = createAuth({ database, clock, secureCookies: false, log });
  return seedDemo({ database, auth, clock, typesetter, files });
};
const kept = new Map<string, Uint8Array>();
const files = {
  attachments: attachmentsIn(blobsInMemory(kept)),
  attachmentQuota: { bytesOfMatter: 10_000_000, bytesOfWorkspace: 10_000_000 },
};
beforeAll(async () => {
  demonstration = await filledTemplate(async (database) => {
    const { incomplete } = await seed(database);
    if (incomplete.length > 0) throw new Error(incomplete.join("\n"));
  });
}, 240_000);
const seeded = () => freshDatabaseForTest(demonstration);

describe("the demonstration’s story", () => {
  it("has the known facts as they are known, and no other", () => {
    expect(KNOWN.matter.replace("'", "’").replace("'", "’")).toBe(MATTER.title);
    expect(KNOWN.organizations.map(({ name, city = null }) => [name, city])).toEqual(
      COALITION.map(({ name, city }) => [name, city]),
    );
    expect(KNOWN.agency).toMatchObject({
      department: AGENCY.department,
      component: AGENCY.component,
    });
    expect(KNOWN.memos).toEqual(MEMORANDA);
    const suits = [WEEKLY_REPORTS_SUIT, OUTSIDE_PRIORITIES_SUIT];
    expect(KNOWN.requests).toMatchObject(
      suits.map(({ about: { filed, about, trackingNumber } }) => ({
        filed,
        about,
        trackingNumber,
      })),
    );
    expect(
      KNOWN.suits.map(({ filed, docketNumber, plaintiffs, defendant }) => [
        filed,
        docketNumber,
        plaintiffs,
        defendant,
      ]),
    ).toEqual(
      suits.map(({ filed, docketNumber, plaintiffs, defendant }) => [
        filed,
        docketNumber,
        plaintiffs.map(({ name }) => name),
        defendant,
      ]),
    );
  });

  it("says of both suits what is known, and leaves the rest not recorded", async () => {
    const { client } = await seeded();
    const rows = await client.docket.findMany({
      where: { parties: { not: { contains: "(invented)" } } },
      orderBy: { id: "desc" },
    });
    expect(
      rows.map(detailsOfDocket).map(({ caseNumber, judge, filedOn, plaintiffs, defendants }) => ({
        caseNumber,
        judge,
        filedOn,
        plaintiffs: plaintiffs.map(({ name }) => name),
        defendants: defendants.map(({ name }) => name),
      })),
    ).toEqual(
      KNOWN.suits.map(({ filed, docketNumber, plaintiffs, defendant }) => ({
        caseNumber: docketNumber,
        judge: null,
        filedOn: filed,
        plaintiffs,
        defendants: [defendant],
      })),
    );
  });

  it("[L55] [L56] has a suit on appeal in which two agencies were served, invented wherever it is named", async () => {
    const { client } = await seeded();
    const row = await client.docket.findUniqueOrThrow({
      where: { id: "demo-docket-invented-appeal" },
    });
    const { plaintiffs, defendants } = detailsOfDocket(row);
    for (const { name } of [...plaintiffs, ...defendants]) expect(name).toContain("(invented)");
    const lines = await client.docketEvent.findMany({ where: { docketId: row.id } });
    expect(lines.every(({ isInvented }) => isInvented)).toBe(true);
    const kinds = lines.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "service")).toHaveLength(4);
    expect(kinds).toEqual(expect.arrayContaining(["dismissal", "appeal"]));
  });

  it("marks every event, release and outcome that nobody knows of as made up", async () => {
    const { client } = await seeded();
    const lines = await client.docketEvent.findMany({ orderBy: { id: "asc" } });
    expect(lines.length).toBeGreaterThan(10);
    // The one known: when the second suit was filed.
    expect(
      lines.filter(({ isInvented }) => !isInvented).map(({ text, dated }) => [text, dated]),
    ).toEqual([["Complaint", KNOWN.suits[1]?.filed]]);
    const events = await client.agencyEvent.findMany();
    expect(events.length).toBeGreaterThan(2);
    expect(events.filter(({ isInvented }) => !isInvented)).toEqual([]);
    expect(JSON.stringify(events)).not.toMatch(/\d{4}-IC(?:FO|AP)-\d+/u);
    const made = new Set(events.map(({ id }) => id));
    const hanging = [
      ...(await client.production.findMany()),
      ...(await client.itemOutcome.findMany()),
    ];
    expect(hanging.filter(({ eventId }) => !made.has(eventId))).toEqual([]);
  });

  it("[L20] has files at letters and at a release, which say themselves that they are made up, and are shown so", async () => {
    const { client } = await seeded();
    const rows = await client.attachment.findMany({ orderBy: { name: "asc" } });
    expect(rows.map(({ name, role }) => [name, role])).toEqual([
      ["acknowledgment-made-up.pdf", "letter"],
      ["denial-of-expedition-made-up.pdf", "letter"],
      ["release-1-made-up.pdf", "release"],
    ]);
    for (const { sha256, name } of rows) {
      const pdf = kept.get(sha256);
      if (!pdf) throw new Error(`${name} is not stored`);
      expect(letters(await textOf(pdf))).toContain(letters("Made up for this demonstration."));
    }
    const shown = await Promise.all(
      rows.map(({ agencyEventId, productionId }) =>
        agencyEventId === null
          ? attachmentsAt(client, "production", [productionId ?? ""], new Set())
          : attachmentsAt(client, "agency-event", [agencyEventId], new Set()),
      ),
    );
    const views = shown.flatMap((places) => [...places.values()].flat());
    expect(views).toHaveLength(3);
    expect(views.filter(({ isInvented }) => !isInvented)).toEqual([]);
  });

  it("has a public page that says what the record says", async () => {
    const database = await seeded();
    const { client } = database;
    const actor = await loadActor(client, demoPerson(COUNCIL, "staff").id);
    if (!actor) throw new Error("no staff of the council");
    expect(await client.publicPage.count({ where: { status: "published" } })).toBe(1);
    expect(await overtakenPagesFor({ database, clock }, actor)).toEqual([]);
  });

  it("[L59] has a letter that was brought in, whose PDF says itself that it is made up", async () => {
    const database = await seeded();
    const filing = await database.client.filing.findFirstOrThrow({
      where: { origin: "elsewhere" },
      include: { document: true },
    });
    expect(filing.document).toMatchObject({ kind: "letter", status: "filed" });
    expect(filing.document.title).toContain("made up for this demonstration");
    const pdf = await keptPdf(database, filing);
    expect(letters(await textOf(pdf))).toContain(letters("Made up for this demonstration."));
  });

  it("attaches no file again that somebody took away", async () => {
    const database = await seeded();
    await database.client.attachment.updateMany({ data: { removedAt: clock() } });
    expect(await seed(database)).toMatchObject({ incomplete: [] });
    expect(await database.client.attachment.count()).toBe(3);
  });

  it("and so whatever is due or counted because of them", async () => {
    const { client } = await seeded();
    const calendar = await courtCalendarOf(client);
    const suits = await suitsWithDeadlines(client, [DEMO_MATTER_ID], calendar, TODAY);
    const due = suits.flatMap(({ deadlines }) => deadlines);
    expect(due.length).toBeGreaterThan(8);
    expect(due.filter(({ isInvented }) => !isInvented)).toEqual([]);
    const filed = await client.filing.findMany({ where: { document: { kind: "request" } } });
    const clocks = await clocksOf(
      client,
      filed.map(({ documentId }) => documentId),
      TODAY,
    );
    for (const request of clocks.values()) {
      expect([request.documentId, request.isInvented, request.problem]).toEqual([
        request.documentId,
        true,
        null,
      ]);
    }
  });

  it("[L49] has an appeal that was sent back, with both answers, marked as made up", async () => {
    const { client } = await seeded();
    const id = "demo-request-weekly-reports-filed";
    const request = (await clocksOf(client, [id], TODAY)).get(id);
    const remanded = request?.clock?.parts.find(({ remand }) => remand !== null);
    expect(remanded).toMatchObject({
      part: "fee category",
      exhaustion: { state: "constructively exhausted", alternative: { state: "exhausted" } },
    });
    const decided = request?.currentEvents.filter(({ kind }) => kind === "appealDecided") ?? [];
    expect(decided.map(({ isInvented }) => isInvented)).toEqual([true, true]);
  });

  it("[L39] runs from service to judgment, with something still to come and nothing past the record", async () => {
    const database = await seeded();
    const { client } = database;
    const kinds = await client.docketEvent.groupBy({ by: ["kind"], _count: true });
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["service", "answer", "productionSchedule", "judgment", "feesDue"]),
    );
    const ahead = await client.docketEvent.count({ where: { dated: { gt: TODAY } } });
    expect(ahead).toBeGreaterThan(0);
    expect(await verifyAll(database)).toMatchObject({
      chain: { intact: true },
      differences: [],
      docketDifferences: [],
      agencyDifferences: [],
      pageDifferences: [],
      rowDifferences: [],
      sessionDifferences: [],
    });
  });

  it("is told once", async () => {
    const database = await seeded();
    const counted = async () => [
      await database.client.docketEvent.count(),
      await database.client.agencyEvent.count(),
      await database.client.production.count(),
      await database.client.attachment.count(),
      await database.client.filing.count({ where: { origin: "elsewhere" } }),
    ];
    const before = await counted();
    expect(await seed(database)).toMatchObject({ added: [], incomplete: [] });
    expect(await counted()).toEqual(before);
  });
});
