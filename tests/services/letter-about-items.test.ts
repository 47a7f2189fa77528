import { describe, expect, it } from "vitest";
import { timelineLine } from "#app/domain/timeline/lines.ts";
import { form, openFiled, RECEIVED } from "./filed-request.ts";
import { openPublished, publish, tellOfRequest } from "./published-page.ts";
import { refused, value } from "./workspace.ts";

type Filed = Awaited<ReturnType<typeof openFiled>>;

const record = async ({ services, people, documentId }: Filed, fields: object) =>
  services.agencyRecord.record(people.staff, documentId, form(fields));
const shown = async ({ services, people, documentId }: Filed) =>
  value(await services.agencyRecord.show(people.staff, documentId));

/** A filed request that was received, with the ids of its items. */
async function openReceived() {
  const filed = await openFiled();
  value(await record(filed, RECEIVED));
  const { items } = await shown(filed);
  const [one, two, ...others] = items.slice(-3);
  if (!one || !two || others.length !== 1) throw new Error("it has three items");
  return { ...filed, one, two, total: items.length };
}

const GLOMAR = {
  kind: "determined",
  dated: "2021-10-08",
  statesReasonsAndAppeal: true,
  outcome: "neither-confirmed-nor-denied",
  exemptions: "(b)(7)(A), (b)(7)(E)",
};
const outcomesOf = async (filed: Filed) =>
  (await shown(filed)).items.map(({ inForce }) => inForce.map(({ outcome }) => outcome));

describe("[L52] what a letter decides about named items", () => {
  it("is written to those alone, and the letter is on record as about them", async () => {
    const filed = await openReceived();
    const { two, total } = filed;
    value(await record(filed, { ...GLOMAR, itemIds: [two.id] }));
    const { items, clock, events } = await shown(filed);
    const said = items.filter(({ outcomes }) => outcomes.length > 0);
    expect(said.map(({ id }) => id)).toEqual([two.id]);
    expect(total).toBeGreaterThan(3);
    const part = `item ${two.label}`;
    expect(events.at(-1)?.event.details).toMatchObject({
      part,
      items: [{ id: two.id, label: two.label }],
    });
    expect(clock?.parts).toMatchObject([{ part, exhaustion: { state: "must appeal" } }]);
    expect(clock?.whole.appealUntil).toBeNull();
  });

  it("is of the whole request where every item is named", async () => {
    const filed = await openReceived();
    const itemIds = (await shown(filed)).items.map(({ id }) => id);
    value(await record(filed, { ...GLOMAR, itemIds }));
    const { clock, events } = await shown(filed);
    expect(events.at(-1)?.event.details).toMatchObject({ part: null, items: [] });
    expect(clock?.parts).toEqual([]);
  });

  it("is no outcome where it decides something beside the records, and the form says so", async () => {
    const filed = await openReceived();
    const denied = { ...GLOMAR, part: "expedited processing" };
    const { fields = {} } = refused(await record(filed, denied), "bad-input");
    expect(fields["outcome"]).toContain("“expedited processing” is chosen above");
    const both = { kind: "determined", dated: "2021-10-08", part: "fee waiver" };
    const named = refused(await record(filed, { ...both, itemIds: [filed.one.id] }), "bad-input");
    expect(named.fields?.["itemIds"]).toContain("which is no item");
    const unknown = refused(await record(filed, { ...GLOMAR, itemIds: ["none"] }), "bad-input");
    expect(unknown.fields?.["itemIds"]).toBe("Choose from the items shown.");
    expect(await filed.database.client.agencyEvent.count()).toBe(1);
  });

  it("stays within them when it is recorded afterwards or corrected", async () => {
    const filed = await openReceived();
    const { services, people, one, two } = filed;
    const { eventId } = value(await record(filed, { ...GLOMAR, itemIds: [two.id] }));
    const outcome = {
      itemIds: [one.id],
      outcome: "no-records" as const,
      exemptions: undefined,
      office: undefined,
      part: undefined,
      replaces: false,
    };
    const outside = refused(
      await services.agencyRecord.recordOutcome(people.staff, eventId, outcome),
      "bad-input",
    );
    expect(outside.fields?.["itemIds"]).toContain(`about item ${two.label} alone`);
    const { outcome: _, exemptions: __, ...letter } = GLOMAR;
    const correct = (itemIds: string[]) =>
      services.agencyRecord.correct(people.staff, eventId, form({ ...letter, itemIds }));
    const moved = refused(await correct([one.id]), "bad-input");
    expect(moved.fields?.["itemIds"]).toContain("Take that back first");
    value(await correct([one.id, two.id]));
    const { events } = await shown(filed);
    expect(events.at(-1)?.event.details).toMatchObject({
      part: `items ${one.label} and ${two.label}`,
    });
  });

  it("is told so on the public page and its timeline, in both languages (embarrassment 12)", async () => {
    const site = await openPublished();
    const { services, people, documentId } = site;
    const tell = async (fields: object) =>
      value(await services.agencyRecord.record(people.staff, documentId, form(fields)));
    await tell({ ...RECEIVED });
    const { items } = value(await services.agencyRecord.show(people.staff, documentId));
    const last = items.at(-1);
    await tell({ ...GLOMAR, dated: "2021-09-20", itemIds: [last?.id] });
    await tell({ kind: "determined", dated: "2021-09-21", part: "expedited processing" });
    await tell({ kind: "appealed", sent: "2021-09-22", part: "expedited processing" });
    await tellOfRequest(site);
    value(await publish(site, { noteEn: "An answer came.", reason: "A demonstration." }));
    const { page } = await site.read();
    const told = page.filings[0]?.items.map(({ filed }) => filed[0]?.outcomes.length);
    expect(told?.at(-1)).toBe(1);
    expect(told?.slice(0, -1).every((count) => count === 0)).toBe(true);
    const lines = (language: "en" | "es") =>
      (page.timeline ?? [])
        .filter(({ what }) => what.kind === "agency")
        .map((entry) => timelineLine(entry, language).what);
    expect(lines("en")).toEqual([
      "Request received: ICE FOIA",
      `Determination on item ${last?.label}`,
      "Determination on expedited processing",
      "Appeal sent: expedited processing",
    ]);
    expect(lines("es")).toEqual([
      "Solicitud recibida: ICE FOIA",
      `Determinación sobre el punto ${last?.label}`,
      "Determinación sobre el trámite acelerado",
      "Apelación enviada sobre el trámite acelerado",
    ]);
  });
});

describe("[L70] what follows from a letter", () => {
  it("is shown item by item before it is recorded, with what on record it contradicts", async () => {
    const filed = await openReceived();
    const { services, people, documentId, one, two } = filed;
    const none = { kind: "determined", dated: "2021-10-01", itemIds: [one.id] };
    value(await record(filed, { ...none, outcome: "no-records" }));
    const interim = { kind: "interimResponse", dated: "2021-10-12", itemIds: [one.id, two.id] };
    const preview = async (fields: object) =>
      value(
        await services.agencyRecord.preview(people.staff, documentId, form(fields)),
      ).parts.flatMap(({ items }) => items);
    expect(await preview(interim)).toEqual([]);
    const released = { ...interim, outcome: "produced-in-part", exemptions: "(b)(6)" };
    const standing = { outcome: "No records found", dated: "2021-10-01" };
    const said = "Released in part: (b)(6)";
    expect(await preview(released)).toEqual([
      { label: one.label, outcome: said, contradicts: [standing], replaces: [] },
      { label: two.label, outcome: said, contradicts: [], replaces: [] },
    ]);
    expect(await preview({ ...released, replaces: true })).toMatchObject([
      { contradicts: [], replaces: [standing] },
      { contradicts: [], replaces: [] },
    ]);
    // Of two letters the later one stands: an earlier one takes the place of nothing.
    expect(await preview({ ...released, dated: "2021-09-30", replaces: true })).toMatchObject([
      { contradicts: [standing], replaces: [] },
      { contradicts: [], replaces: [] },
    ]);
    expect(await filed.database.client.itemOutcome.count()).toBe(1);
    const noOutcome = { ...interim, exemptions: "(b)(6)" };
    const refusal = refused(
      await services.agencyRecord.preview(people.staff, documentId, form(noOutcome)),
      "bad-input",
    );
    expect(refusal.fields?.["outcome"]).toContain("Choose what it says of the records");
  });

  it("goes at once, all of it or nothing, and stands in the record as one line", async () => {
    const filed = await openReceived();
    const { services, people, total } = filed;
    const { eventId } = value(await record(filed, { ...GLOMAR }));
    const ids = (await shown(filed)).items.flatMap(({ outcomes }) => outcomes.map(({ id }) => id));
    expect(ids).toHaveLength(total);
    const take = (outcomeIds: string[]) =>
      services.agencyRecord.retractOutcomes(people.staff, eventId, { outcomeIds });
    refused(await take([...ids, "none"]), "stale");
    expect((await outcomesOf(filed)).flat()).toHaveLength(total);
    value(await take(ids));
    expect((await outcomesOf(filed)).flat()).toEqual([]);
    const lines = await filed.database.client.auditEvent.findMany({
      where: { type: "agency-record.corrected" },
      orderBy: { sequence: "asc" },
    });
    expect(lines.map(({ details }) => JSON.parse(details) as unknown)).toMatchObject([
      { what: "outcome", eventId, outcomeIds: ids, isRetracted: true },
    ]);
    refused(await take(ids), "stale");
  });

  it("goes with the letter when that is taken back", async () => {
    const filed = await openReceived();
    const { services, people } = filed;
    const { eventId } = value(await record(filed, { ...GLOMAR }));
    value(await services.agencyRecord.retract(people.staff, eventId, { reason: "Another’s." }));
    expect((await outcomesOf(filed)).flat()).toEqual([]);
  });
});

describe("[L63] an automatic acknowledgment of the day of sending", () => {
  it("is taken, before and after the receipt is recorded, and moves no day", async () => {
    const filed = await openFiled();
    const late = { ...RECEIVED, received: "2021-09-13" };
    const automatic = { kind: "acknowledged", dated: "2021-09-09" };
    value(await record(filed, late));
    const before = (await shown(filed)).clock?.due;
    value(await record(filed, automatic));
    const { clock, problem, events } = await shown(filed);
    expect([problem, events.length]).toEqual([null, 2]);
    expect(clock?.due).toEqual(before);

    const other = await openFiled();
    value(await record(other, automatic));
    value(await record(other, late));
    expect((await shown(other)).clock?.due).toEqual(before);
    const days = await record(other, { kind: "acknowledged", dated: "2021-09-10" });
    expect(refused(days, "bad-input").fields?.["dated"]).toContain("before it had the request");
  });
});
