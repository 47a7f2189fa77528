import { describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { productionForm, type itemOutcomeForm } from "#app/domain/agency-record/form.ts";
import type { AttachmentTargetKind } from "#app/domain/attachment.ts";
import { docketEventForm } from "#app/domain/docket-event/form.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { form, openFiled, RECEIVED } from "./filed-request.ts";
import { another, dropForeignKeys, type Database } from "./tampered.ts";
import { DAY, stage, value } from "./workspace.ts";

type ItemOutcomeForm = z.output<typeof itemOutcomeForm>;

// Each column of each row is changed, on a machine that may be busy.
vi.setConfig({ testTimeout: 240_000 });

/** A request of whose record everything was done: recorded, corrected, taken back, attached, removed. */
const openRecord = stage(openFiled, async (filed) => {
  const { services, people, documentId, slug } = filed;
  const { staff } = people;
  const { agencyRecord, attachments, dockets } = services;
  const attach = async (kind: AttachmentTargetKind, id: string, text: string) =>
    value(
      await attachments.add(
        staff,
        kind,
        id,
        { role: undefined },
        { fileName: `${text}.txt`, bytes: inPieces(text) },
      ),
    ).attachmentId;
  const says = (itemIds: string[], outcome: ItemOutcomeForm["outcome"]): ItemOutcomeForm => {
    const exemptions = outcome === "withheld-in-full" ? "(b)(6)" : undefined;
    return { itemIds, outcome, exemptions, office: undefined, part: undefined, replaces: false };
  };
  const letter = async (fields: object) =>
    value(await agencyRecord.record(staff, documentId, form(fields))).eventId;
  await letter(RECEIVED);
  const interim = await letter({
    kind: "interimResponse",
    dated: "2021-09-20",
    outcome: "pending",
  });
  const { items } = value(await agencyRecord.show(staff, documentId));
  const [first, second] = items.map(({ id }) => id);
  value(await agencyRecord.recordOutcome(staff, interim, says([first!, second!], "no-records")));
  const release = productionForm.parse({
    dated: "2021-09-21",
    number: 1,
    batesFrom: "ICE-1",
    batesTo: "ICE-12",
    pagesFull: 10,
    pagesPart: 2,
    pagesWithheld: 3,
    pagesReviewed: 15,
  });
  const released = async (eventId: string) =>
    value(await agencyRecord.recordProduction(staff, eventId, release)).productionId;
  const kept = await released(interim);
  const gone = await released(interim);
  value(await agencyRecord.retractProduction(staff, interim, { productionId: gone }));
  await attach("agency-event", interim, "A letter");
  const removed = await attach("agency-event", interim, "A wrong letter");
  value(await attachments.remove(staff, removed, {}));
  const read = await attach("production", kept, "Pages");
  value(await attachments.markRead(staff, read, { read: "on" }));
  filed.pass(DAY);
  const later = form({ kind: "interimResponse", dated: "2021-09-22", received: "2021-09-23" });
  const corrected = value(await agencyRecord.correct(staff, interim, later)).eventId;
  const { outcomes } = value(await agencyRecord.show(staff, documentId)).items[1]!;
  const taken = outcomes.find(({ outcome }) => outcome === "no-records")!;
  value(await agencyRecord.retractOutcomes(staff, corrected, { outcomeIds: [taken.id] }));
  const wrong = await letter({ kind: "determined", dated: "2021-10-01", outcome: "no-records" });
  await released(wrong);
  await attach("agency-event", wrong, "Of another request");
  filed.pass(DAY);
  value(await agencyRecord.retract(staff, wrong, { reason: "It was of another request." }));
  const complaint = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;
  value(await services.documents.create(people.drafter, slug, complaint));
  const docketId = value(await services.matters.show(staff, slug)).dockets[0]?.id ?? "";
  const call = docketEventForm.parse({ kind: "other", text: "A call.", dated: "2021-10-02" });
  const { eventId: line } = value(await dockets.recordEvent(staff, slug, docketId, call));
  await attach("docket-event", line, "A stamped page");
  await attach("filing", documentId, "A receipt");
  return {};
});

const TABLES = ["agencyEvent", "itemOutcome", "production", "attachment"] as const;

interface Table {
  findMany(): Promise<Record<string, unknown>[]>;
  updateMany(change: { where: object; data: object }): Promise<{ count: number }>;
  create(row: { data: object }): Promise<unknown>;
  deleteMany(which: { where: object }): Promise<{ count: number }>;
}
const tableOf = ({ client }: Database, name: (typeof TABLES)[number]) =>
  client[name] as unknown as Table;
const found = async (database: Database) => (await verifyAll(database)).agencyDifferences;

describe("audit:verify, where somebody wrote the agency record past the program", () => {
  it.each(TABLES)(
    "[L16] finds each changed column of each row of %s, each row that is gone and one that was added",
    async (name) => {
      const { database } = await openRecord();
      await dropForeignKeys(database);
      expect(await found(database)).toEqual([]);
      const table = tableOf(database, name);
      const rows = await table.findMany();
      expect(rows.length).toBeGreaterThan(2);
      const unseen: string[] = [];
      // Outcomes of a whole letter are alike; a few stand for all.
      const chosen = rows.length > 8 ? rows.filter((_, index) => index % 3 === 0) : rows;
      for (const row of chosen) {
        const where = { id: row["id"] };
        for (const column of Object.keys(row)) {
          const changed =
            typeof row[column] === "boolean" ? !row[column] : another(column, row[column]);
          expect(await table.updateMany({ where, data: { [column]: changed } })).toEqual({
            count: 1,
          });
          if ((await found(database)).length === 0) unseen.push(`${name}.${column}`);
          const back = column === "id" ? { id: changed } : where;
          await table.updateMany({ where: back, data: { [column]: row[column] } });
        }
        await table.deleteMany({ where });
        if ((await found(database)).length === 0) unseen.push(`${name}: gone`);
        await table.create({ data: row });
      }
      await table.create({ data: { ...rows[0], id: "added" } });
      expect((await found(database)).map(({ why }) => why)).toEqual([
        expect.stringContaining("added was added past the record"),
      ]);
      await table.deleteMany({ where: { id: "added" } });
      expect([unseen, await found(database)]).toEqual([[], []]);
    },
  );

  it("[L16] names the matter and the line of a receipt whose day was changed, on which every due date rests", async () => {
    const { database } = await openRecord();
    const { id, recordedAs } = await database.client.agencyEvent.findFirstOrThrow({
      where: { kind: "received" },
    });
    await database.client.agencyEvent.update({ where: { id }, data: { received: "2021-09-13" } });
    const { matterId } = await database.client.auditEvent.findUniqueOrThrow({
      where: { sequence: recordedAs },
    });
    expect(await found(database)).toEqual([
      { matterId, line: recordedAs, why: `event ${id} was changed after it was recorded` },
    ]);
  });
});

async function* inPieces(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}
