import { describe, expect, it } from "vitest";
import { productionForm } from "#app/domain/agency-record/form.ts";
import { canonicalDetails } from "#app/domain/audit-event.ts";
import { form, ITEMS, openFiled, RECEIVED } from "./filed-request.ts";
import { openReview } from "./papers.ts";
import { refusal, refused, value, DAY } from "./workspace.ts";

type Filed = Awaited<ReturnType<typeof openFiled>>;

const record = ({ services, people, documentId }: Filed, fields: object, by = people.staff) =>
  services.agencyRecord.record(by, documentId, form(fields));
const shown = async ({ services, people, documentId }: Filed) =>
  value(await services.agencyRecord.show(people.observer, documentId));

/** A complaint of the matter that went to review a day later: it relies on the clock as it is then. */
async function complaintInReview(filed: Filed): Promise<string> {
  const { services, people, slug, database } = filed;
  const begun = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;
  const { documentId } = value(await services.documents.create(people.drafter, slug, begun));
  filed.pass(DAY);
  value(await services.versions.name(people.drafter, documentId, { name: "Pinned" }));
  const pinned = await database.client.version.findFirstOrThrow({ where: { documentId } });
  await database.client.document.update({
    where: { id: documentId },
    data: { status: "in_review", statusAt: filed.clock(), pinnedVersionId: pinned.id },
  });
  return documentId;
}

describe("the record of a filed request", () => {
  it("[L1] asserts nothing before a receipt, and gives an estimate that says so", async () => {
    const { clock, trackingNumbers, items } = await shown(await openFiled());
    expect(clock?.due.latest).toBeNull();
    expect(clock?.estimate).toEqual({ from: "2021-09-09", due: "2021-10-07" });
    expect(clock?.exhaustion.state).toBe("open");
    // The confirmation of a portal is no tracking number (L10).
    expect(trackingNumbers).toEqual([]);
    expect(items.slice(-3).map(({ words, inForce }) => [words, inForce])).toEqual(
      ITEMS.map((words) => [words, []]),
    );
  });

  it("[L2] [L13] counts from the receipt, and says that exhaustion may rest on a missed day", async () => {
    const filed = await openFiled();
    const effect = value(await record(filed, RECEIVED));
    expect(effect.before?.latest).toBeNull();
    expect(effect.after).toMatchObject({
      latest: "2021-10-07",
      exhaustion: "constructively exhausted",
    });
    const { clock, changes, fees } = await shown(filed);
    expect(clock?.days.at(-1)).toMatchObject({ date: "2021-10-07", number: 20 });
    expect(changes).toHaveLength(1);
    expect(fees[0]?.barred?.since).toBe("2021-10-07");
  });

  it("[L14] [L19] fees are barred where the later due date was missed, too, and not the earlier alone", async () => {
    const filed = await openFiled();
    // By the two ways of counting the ten days, due on October 18 and 22.
    value(await record(filed, { ...RECEIVED, isProper: false }));
    const { eventId } = value(
      await record(filed, {
        kind: "determined",
        dated: "2021-10-20",
        statesReasonsAndAppeal: true,
      }),
    );
    filed.pass(10 * DAY);
    const { clock, fees } = await shown(filed);
    expect(clock?.due).toMatchObject({ earliest: "2021-10-18", latest: "2021-10-22" });
    expect(fees[0]?.barred).toBeNull();
    const { services, people } = filed;
    value(await services.agencyRecord.retract(people.staff, eventId, { reason: "Another's." }));
    expect((await shown(filed)).fees[0]?.barred?.since).toBe("2021-10-22");
  });

  it("[L1] [L16] its filing can’t be corrected to a day behind what is recorded of it", async () => {
    const filed = await openFiled();
    const { services, people, documentId } = filed;
    value(await record(filed, RECEIVED));
    const correct = (filedOn: string) =>
      services.filings.correct(people.staff, documentId, {
        filedOn,
        zone: "America/New_York",
        method: "portal",
        addressee: "ICE FOIA Office",
        confirmation: "PORTAL-1",
      });
    const refusal = refused(await correct("2021-09-10"), "bad-input");
    expect(refusal.fields?.["filedOn"]).toContain("“Request received” is recorded for September 9");
    expect((await shown(filed)).problem).toBeNull();
    value(await correct("2021-09-08"));
  });

  it("has its dates also while the day of its filing has begun in Guam alone [L24]", async () => {
    const filed = await openFiled();
    const { documentId, database } = filed;
    // It is October 20 in Washington.
    const moved = { where: { documentId }, data: { filedOn: "2021-10-21" } };
    await database.client.filing.update(moved);
    expect(await shown(filed)).toMatchObject({
      problem: null,
      clock: { expedited: { fromRequest: "2021-10-31" } },
    });
  });

  it("[L16] recorded late, it keeps the old answer and names the papers that rely on it", async () => {
    const filed = await openFiled();
    value(await record(filed, RECEIVED));
    const documentId = await complaintInReview(filed);
    filed.pass(DAY);
    const letter = { kind: "informationAsked", dated: "2021-09-20" };
    value(await record(filed, letter));
    const { relying, changes, clock } = await shown(filed);
    expect(clock?.due.isStopped).toBe(true);
    expect(relying).toMatchObject([{ id: documentId, title: "Complaint" }]);
    expect(changes.map(({ before, after }) => [before?.latest, after?.latest])).toEqual([
      ["2021-10-07", null],
      [null, "2021-10-07"],
    ]);
  });

  it("[L3] [L16] other closed days keep the old answer and name the papers that rely on it, where they move a date", async () => {
    const filed = await openFiled();
    value(await record(filed, RECEIVED));
    const { services, people } = filed;
    const documentId = await complaintInReview(filed);
    const close = async (closures: string) => {
      filed.pass(DAY);
      const asked = { closures, inaugurationDay: false };
      value(await services.settings.setCalendar({ ...people.admin, workspaceAdmin: true }, asked));
    };
    // A day that no clock counts moves nothing.
    await close("2021-12-24");
    expect((await shown(filed)).relying).toEqual([]);
    await close("2021-09-20\n2021-12-24");
    const { changes, relying, clock } = await shown(filed);
    expect(clock?.due.latest).toBe("2021-10-08");
    expect(
      changes.map(({ cause, before, after }) => [cause, before?.latest, after?.latest]),
    ).toEqual([
      ["closed days", "2021-10-07", "2021-10-08"],
      ["record", null, "2021-10-07"],
    ]);
    expect(relying).toMatchObject([{ id: documentId, changedAt: filed.clock().toISOString() }]);
    const news = value(await services.agencyRecord.clockNews(people.observer, documentId));
    expect(news).toMatchObject([{ requestId: filed.documentId }]);
    // A version that is submitted once the answer has changed relies on no earlier one.
    await filed.database.client.version.updateMany({
      where: { documentId },
      data: { createdAt: filed.clock() },
    });
    expect(value(await services.agencyRecord.clockNews(people.observer, documentId))).toEqual([]);
    // Events that are recorded afterwards change no answer of before.
    filed.pass(DAY);
    value(await record(filed, { kind: "informationAsked", dated: "2021-09-20" }));
    const later = (await shown(filed)).changes;
    expect(later.map(({ cause, after }) => [cause, after?.latest])).toEqual([
      ["record", null],
      ["closed days", "2021-10-08"],
      ["record", "2021-10-07"],
    ]);
  });

  it("[L16] corrects by a new event that shows both, and refuses to correct what was corrected", async () => {
    const filed = await openFiled();
    const { services, people } = filed;
    const { eventId } = value(await record(filed, RECEIVED));
    const later = form({ ...RECEIVED, received: "2021-09-10" });
    const corrected = value(await services.agencyRecord.correct(people.staff, eventId, later));
    expect(corrected.after?.latest).toBe("2021-10-08");
    const { events } = await shown(filed);
    expect(events).toHaveLength(1);
    expect(events[0]?.event.received).toBe("2021-09-10");
    expect(events[0]?.earlier.map(({ event }) => event.received)).toEqual(["2021-09-09"]);
    refused(await services.agencyRecord.correct(people.staff, eventId, later), "stale");
    const why = { reason: "It was another request." };
    value(await services.agencyRecord.retract(people.staff, corrected.eventId, why));
    const after = await shown(filed);
    expect(after.events).toEqual([]);
    expect(after.retracted).toMatchObject([{ reason: "It was another request." }]);
    expect(after.clock?.due.latest).toBeNull();
    const rows = await filed.database.client.agencyEvent.count();
    expect(rows).toBe(3);
  });

  it("is a line of the chained record with the event's hash and both answers of the clock", async () => {
    const filed = await openFiled();
    const { eventId } = value(await record(filed, RECEIVED));
    const line = await filed.database.client.auditEvent.findFirstOrThrow({
      where: { type: "agency-record.recorded" },
    });
    const details = JSON.parse(line.details) as Record<string, unknown>;
    expect(line.details).toBe(canonicalDetails(details as never));
    expect(details).toMatchObject({ eventId, kind: "received", received: "2021-09-09" });
    expect(details["hash"]).toMatch(/^[0-9a-f]{64}$/u);
    expect(details["clock"]).toMatchObject({ after: { latest: "2021-10-07" } });
  });

  it("is written by staff of a party alone; drafters record releases; who is outside finds nothing", async () => {
    const filed = await openFiled();
    const { services, people, documentId } = filed;
    for (const actor of [people.drafter, people.observer, people.admin]) {
      expect(await record(filed, RECEIVED, actor)).toMatchObject(refusal("forbidden"));
    }
    expect(await record(filed, RECEIVED, people.stranger)).toMatchObject(refusal("not-found"));
    expect(await services.agencyRecord.show(people.stranger, documentId)).toMatchObject(
      refusal("not-found"),
    );
    const { eventId } = value(await record(filed, RECEIVED));
    const release = productionForm.parse({ dated: "2021-10-01" });
    value(await services.agencyRecord.recordProduction(people.drafter, eventId, release));
    expect(
      await services.agencyRecord.recordProduction(people.observer, eventId, release),
    ).toMatchObject(refusal("forbidden"));
    expect(await services.agencyRecord.preview(people.drafter, documentId, RECEIVED)).toMatchObject(
      refusal("forbidden"),
    );
  });

  it("is not begun before the request is filed", async () => {
    const { services, people, documentId } = await openReview();
    const outcome = await services.agencyRecord.record(people.staff, documentId, form(RECEIVED));
    expect(refused(outcome, "wrong-status").sentence).toContain("has not been filed yet");
  });
});

describe("what can't have happened", () => {
  it.each([
    ["in the future", { ...RECEIVED, received: "2021-12-01" }, "received", "is still to come"],
    [
      "before the request was filed",
      { ...RECEIVED, received: "2021-09-01" },
      "received",
      "nothing on its record comes before that",
    ],
    [
      "a letter that arrived before it was written",
      { kind: "acknowledged", dated: "2021-09-20", received: "2021-09-15" },
      "received",
      "arrived on that day or after it",
    ],
    [
      "an answer without a question",
      { kind: "informationAnswered", received: "2021-09-20" },
      "received",
      "no question of the agency before this answer",
    ],
    [
      "an appeal without a determination",
      { kind: "appealed", sent: "2021-10-01" },
      "sent",
      "no determination before this appeal",
    ],
    [
      "a last day for an appeal before the letter",
      { kind: "determined", dated: "2021-10-01", appealUntil: "2021-09-30" },
      "appealUntil",
      "at least 90 days",
    ],
  ])("%s is refused at its field, and nothing is recorded", async (_what, fields, field, words) => {
    const filed = await openFiled();
    const { fields: said = {} } = refused(await record(filed, fields), "bad-input");
    expect(said[field]).toContain(words);
    expect(await filed.database.client.agencyEvent.count()).toBe(0);
  });

  it("a response before the receipt is refused, and names the rule", async () => {
    const filed = await openFiled();
    value(await record(filed, { ...RECEIVED, received: "2021-09-15" }));
    const early = { kind: "determined", dated: "2021-09-12", statesReasonsAndAppeal: true };
    const { fields = {} } = refused(await record(filed, early), "bad-input");
    expect(fields["dated"]).toContain("can’t have written this before it had the request");
  });
});

describe("what the letter says and the rule doesn't", () => {
  it("[L4] a second request for information is recorded, stops nothing, and says so", async () => {
    const filed = await openFiled();
    value(await record(filed, RECEIVED));
    value(await record(filed, { kind: "informationAsked", dated: "2021-09-14" }));
    value(await record(filed, { kind: "informationAnswered", received: "2021-09-15" }));
    const again = value(await record(filed, { kind: "informationAsked", dated: "2021-09-20" }));
    expect(again.after?.latest).toBe(again.before?.latest);
    expect(again.warnings.join(" ")).toContain("is not the first, so it does not stop the clock");
  });

  it("[L5] an extension beyond ten working days moves it by ten, and says what the statute allows", async () => {
    const filed = await openFiled();
    value(await record(filed, RECEIVED));
    const letter = { kind: "extended", dated: "2021-09-30", reasons: true, workingDays: 30 };
    const { after, warnings } = value(await record(filed, letter));
    expect(after?.latest).toBe("2021-10-22");
    expect(warnings.join(" ")).toContain("asks for 30 working days; the statute allows 10");
  });

  it("[L11] a letter that gives 90 days of the calendar keeps the earlier day, with why", async () => {
    const filed = await openFiled();
    value(await record(filed, RECEIVED));
    value(
      await record(filed, {
        kind: "determined",
        dated: "2021-10-08",
        statesReasonsAndAppeal: true,
        appealDays: 90,
      }),
    );
    const { clock } = await shown(filed);
    expect(clock?.appealUntil).toMatchObject({
      date: "2022-01-06",
      byRegulation: "2022-02-22",
      isBelowFloor: false,
    });
    expect(clock?.appealUntil?.why).toContain("the earlier day is kept");
    expect(clock?.exhaustion.state).toBe("must appeal");
  });

  it("[L13] exhaustion is asserted against the clock only with a reason, which stands beside it", async () => {
    const filed = await openFiled();
    const asserted = { kind: "exhaustionAsserted", dated: "2021-10-15" };
    refused(await record(filed, asserted), "bad-input");
    value(
      await record(filed, { ...asserted, reason: "ICE said in writing that it won’t answer." }),
    );
    const { clock, events } = await shown(filed);
    expect(clock?.exhaustion.state).toBe("open");
    expect(events[0]?.event.details).toMatchObject({ reason: expect.stringContaining("ICE said") });
  });

  it("is shown before it is recorded, and the preview records nothing", async () => {
    const filed = await openFiled();
    const { services, people, documentId, database } = filed;
    const effect = value(await services.agencyRecord.preview(people.staff, documentId, RECEIVED));
    expect(effect.after?.latest).toBe("2021-10-07");
    expect(await database.client.agencyEvent.count()).toBe(0);
  });
});

describe("[L17] items of the request", () => {
  const none = { kind: "determined", dated: "2021-10-08", statesReasonsAndAppeal: true };

  it("get what the letter says of all of them, and each its own beside it", async () => {
    const filed = await openFiled();
    const { services, people } = filed;
    value(await record(filed, RECEIVED));
    const { eventId } = value(await record(filed, { ...none, outcome: "no-records" }));
    const before = await shown(filed);
    const total = before.items.length;
    expect(before.items.every(({ inForce }) => inForce[0]?.outcome === "no-records")).toBe(true);
    // Without parts of their own.
    const [first, second] = before.items.slice(-2);
    const later = value(
      await record(filed, { kind: "interimResponse", dated: "2021-10-12", received: "2021-10-13" }),
    );
    value(
      await services.agencyRecord.recordOutcome(people.staff, later.eventId, {
        itemIds: [first!.id],
        outcome: "produced-in-part",
        exemptions: "(b)(6), (b)(7)(C); (b)(5) deliberative process",
        office: undefined,
        part: undefined,
        replaces: false,
      }),
    );
    value(
      await services.agencyRecord.recordOutcome(people.staff, later.eventId, {
        itemIds: [first!.id],
        outcome: "referred",
        exemptions: undefined,
        office: "U.S. Citizenship and Immigration Services",
        part: "the attachments",
        replaces: false,
      }),
    );
    const items = (await shown(filed)).items.slice(-2);
    // The letter before it stands beside them, as nobody recorded that it was replaced.
    expect(items[0]?.inForce.map(({ outcome }) => outcome).toSorted()).toEqual([
      "no-records",
      "produced-in-part",
      "referred",
    ]);
    expect(items[0]?.outcomes).toHaveLength(3);
    expect(items[1]).toMatchObject({ id: second!.id, inForce: [{ outcome: "no-records" }] });
    // Corrected, the letter keeps what it said of the items.
    value(
      await services.agencyRecord.correct(
        people.staff,
        eventId,
        form({ ...none, dated: "2021-10-07" }),
      ),
    );
    const after = await shown(filed);
    expect(after.items.filter(({ outcomes }) => outcomes.length > 0)).toHaveLength(total);
  });

  it.each([
    ["an exemption where nothing is withheld", { outcome: "no-records", exemptions: "(b)(6)" }],
    ["nothing named where all is withheld", { outcome: "withheld-in-full" }],
    ["(b)(3) without its statute", { outcome: "withheld-in-full", exemptions: "(b)(3)" }],
    ["(b)(7) without its letter", { outcome: "withheld-in-full", exemptions: "(b)(7)" }],
    ["a referral to nobody", { outcome: "referred" }],
  ])("refuse %s, and nothing of the letter is recorded", async (_what, said) => {
    const filed = await openFiled();
    value(await record(filed, RECEIVED));
    const { fields = {} } = refused(await record(filed, { ...none, ...said }), "bad-input");
    expect(Object.keys(fields)).toEqual([
      said.outcome === "referred" ? "outcomeOffice" : "exemptions",
    ]);
    expect(await filed.database.client.agencyEvent.count()).toBe(1);
  });
});

describe("[L18] releases", () => {
  it("are kept as the letter counts them, and say where they don't add up", async () => {
    const filed = await openFiled();
    const { services, people } = filed;
    value(await record(filed, RECEIVED));
    const letter = { kind: "interimResponse", dated: "2021-10-12" };
    const { eventId } = value(await record(filed, letter));
    const one = productionForm.parse({
      dated: "2021-10-12",
      number: 1,
      batesFrom: "ICE-0001",
      batesTo: "ICE-0100",
      pagesFull: 60,
      pagesPart: 30,
      pagesWithheld: 5,
      pagesReviewed: 100,
    });
    value(await services.agencyRecord.recordProduction(people.staff, eventId, one));
    const two = productionForm.parse({ dated: "2021-10-13", pagesFull: 10 });
    const { productionId } = value(
      await services.agencyRecord.recordProduction(people.staff, eventId, two),
    );
    const { events, totals } = await shown(filed);
    const [first] = events.find(({ event }) => event.id === eventId)?.productions ?? [];
    expect(first?.warnings).toEqual([
      "The letter speaks of 100 pages, but what was released and withheld comes to 95.",
      "ICE-0001 to ICE-0100 is 100 pages, but the letter says that 90 were released.",
    ]);
    // [L73] What one letter doesn't say makes the sum the least that there can be.
    expect(totals).toEqual({
      full: { pages: 70, isAtLeast: false },
      part: { pages: 30, isAtLeast: true },
      withheld: { pages: 5, isAtLeast: true },
    });
    value(await services.agencyRecord.retractProduction(people.staff, eventId, { productionId }));
    expect((await shown(filed)).totals).toMatchObject({
      full: { pages: 60, isAtLeast: false },
      part: { pages: 30, isAtLeast: false },
    });
    refused(
      await services.agencyRecord.retractProduction(people.staff, eventId, { productionId }),
      "stale",
    );
    const ahead = productionForm.parse({ dated: "2021-11-30" });
    refused(
      await services.agencyRecord.recordProduction(people.staff, eventId, ahead),
      "bad-input",
    );
  });
});
