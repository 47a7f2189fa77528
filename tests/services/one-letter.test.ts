import { describe, expect, it } from "vitest";
import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import { formOfAgencyEvent, productionForm } from "#app/domain/agency-record/form.ts";
import { letterForm } from "#app/domain/agency-record/letter.ts";
import { compareAgencyRecords } from "#server/services/audit/compare-agency-records.ts";
import { form, openFiled, RECEIVED } from "./filed-request.ts";
import { refused, stage, value } from "./workspace.ts";

type Filed = Awaited<ReturnType<typeof openReceived>>;

/** A filed request that was received, with the ids of three items without parts. */
const openReceived = stage(openFiled, async (filed) => {
  const { services, people, documentId } = filed;
  value(await services.agencyRecord.record(people.staff, documentId, form(RECEIVED)));
  const { items } = value(await services.agencyRecord.show(people.staff, documentId));
  const [one = "", two = "", three = ""] = items.slice(-3).map(({ id }) => id);
  const labelOf = (id: string) => items.find((item) => item.id === id)?.label ?? "";
  return { one, two, three, labelOf };
});

const shown = async ({ services, people, documentId }: Filed) =>
  value(await services.agencyRecord.show(people.staff, documentId));
const recordLetter = async ({ services, people, documentId }: Filed, fields: object) =>
  services.agencyRecord.recordLetter(people.staff, documentId, letterForm.parse(fields));

/** The acknowledgment that ICE sends: a number, a track, ten days, a category and no expedition. */
const ACKNOWLEDGMENT = {
  dated: "2021-10-07",
  sent: "2021-10-08",
  received: "2021-10-12",
  cameBy: "e-mail",
  trackingNumbers: "2021-ICFO-00042, ICE FOIA Office",
  note: "With two attachments.",
  parts: [
    { kind: "acknowledged", track: "complex" },
    { kind: "extended", reasons: true, workingDays: "10" },
    { kind: "feeCategoryDecided", category: "educational-or-news", isAsClaimed: true },
    { kind: "expeditionDenied", appealDays: "90" },
  ],
};

describe("[L63] one letter of the agency", () => {
  it("is one entry with its days, numbers and file once, and the clock sees each thing that it says", async () => {
    const filed = await openReceived();
    value(await recordLetter(filed, ACKNOWLEDGMENT));
    const { events, trackingNumbers, clock } = await shown(filed);
    const letter = events.slice(1);
    expect(letter.map(({ event }) => event.kind)).toEqual([
      "acknowledged",
      "extended",
      "feeCategoryDecided",
      "expeditionDenied",
    ]);
    expect(new Set(letter.map(({ letterId }) => letterId)).size).toBe(1);
    for (const { event } of letter) {
      const { dated, sent, received, cameBy } = ACKNOWLEDGMENT;
      expect(event).toMatchObject({ dated, sent, received, cameBy });
    }
    expect(letter.map(({ event }) => event.note)).toEqual([ACKNOWLEDGMENT.note, null, null, null]);
    expect(trackingNumbers).toMatchObject([{ number: "2021-ICFO-00042" }]);

    // As if each had been typed anew.
    const apart = await openReceived();
    const { services, people, documentId } = apart;
    for (const part of ACKNOWLEDGMENT.parts) {
      const { dated, sent, received } = ACKNOWLEDGMENT;
      const event = form({ ...part, dated, sent, received });
      value(await services.agencyRecord.record(people.staff, documentId, event));
    }
    expect(clock).toEqual((await shown(apart)).clock);
    expect(await compareAgencyRecords(filed.database)).toEqual([]);
  });

  it("says when the request reached the agency, beside its own days", async () => {
    const filed = await openFiled();
    const { services, people, documentId } = filed;
    const parts = [
      { kind: "received", received: "2021-09-13", office: "ICE FOIA", isProper: true },
      { kind: "acknowledged" },
    ];
    const letter = letterForm.parse({ dated: "2021-10-07", received: "2021-10-12", parts });
    value(await services.agencyRecord.recordLetter(people.staff, documentId, letter));
    const { events } = value(await services.agencyRecord.show(people.staff, documentId));
    expect(events.map(({ event: { kind, dated, received } }) => [kind, dated, received])).toEqual([
      ["received", null, "2021-09-13"],
      ["acknowledged", "2021-10-07", "2021-10-12"],
    ]);
    expect(events[0]?.letterId).toBe(events[1]?.letterId);
  });

  it("is corrected as a whole where its days change, and one thing by itself where they don't", async () => {
    const filed = await openReceived();
    const { services, people } = filed;
    value(await recordLetter(filed, ACKNOWLEDGMENT));
    const extension = async () =>
      (await shown(filed)).events.find(({ event }) => event.kind === "extended")?.event.id ?? "";
    const wrong = await extension();
    const extended = { kind: "extended", reasons: true, workingDays: "5" };
    const { dated, sent, received } = ACKNOWLEDGMENT;
    value(
      await services.agencyRecord.correct(
        people.staff,
        wrong,
        form({ ...extended, dated, sent, received, cameBy: "e-mail" }),
      ),
    );
    const once = await shown(filed);
    expect(once.events.flatMap(({ earlier }) => earlier)).toHaveLength(1);
    const again = await extension();
    value(
      await services.agencyRecord.correct(
        people.staff,
        again,
        form({ ...extended, dated: "2021-10-06", sent, received, cameBy: "portal" }),
      ),
    );
    const { events } = await shown(filed);
    expect(events.slice(1).map(({ event }) => event.dated)).toEqual(Array(4).fill("2021-10-06"));
    expect(events.slice(1).flatMap(({ earlier }) => earlier)).toHaveLength(5);
    expect(new Set(events.slice(1).map(({ letterId }) => letterId)).size).toBe(1);
    expect(events.slice(1).every(({ event }) => event.cameBy === "portal")).toBe(true);
    expect(await compareAgencyRecords(filed.database)).toEqual([]);
  });

  it("is shown, before it is corrected, with what follows from other days for all that it says", async () => {
    const filed = await openReceived();
    const { services, people, documentId } = filed;
    value(await recordLetter(filed, ACKNOWLEDGMENT));
    const wrong = (await shown(filed)).events[1]?.event.id ?? "";
    // In time, so that the extension of the same letter moves the date.
    const sent = {
      kind: "acknowledged",
      track: "complex",
      dated: "2021-10-05",
      sent: "2021-10-06",
    };
    const right = form({ ...sent, received: "2021-10-12", cameBy: "e-mail" });
    const preview = value(
      await services.agencyRecord.preview(people.staff, documentId, right, wrong),
    );
    const { after, warnings } = value(
      await services.agencyRecord.correct(people.staff, wrong, right),
    );
    expect(after?.latest).toBe("2021-10-22");
    expect(preview).toMatchObject({ after, warnings, tasks: [] });
    const again = await services.agencyRecord.preview(people.staff, documentId, right, wrong);
    refused(again, "stale");
  });

  it("is shown with the next task of each thing that it says, and none for a mere estimate", async () => {
    const filed = await openReceived();
    const { services, people, documentId } = filed;
    const tasksOf = async (...parts: object[]) => {
      const letter = letterForm.parse({ dated: "2021-10-12", ...days, parts });
      return value(await services.agencyRecord.previewLetter(people.staff, documentId, letter))
        .tasks;
    };
    let days = {};
    const none = { kind: "determined", outcome: "no-records" };
    expect(await tasksOf(none, { kind: "expeditionDenied" })).toEqual([
      "Decide whether to appeal the adequacy of the search.",
      "Decide whether to appeal the denial of expedited processing.",
    ]);
    expect(await tasksOf({ kind: "feesAsked", isMereEstimate: true, estimate: "250" })).toEqual([]);
    // The thirtieth working day after it, past Veterans Day.
    expect(await tasksOf({ kind: "feesAsked", estimate: "250" })).toEqual([
      "Where it asks, answer about fees by November 24, 2021: after that it may close the request.",
    ]);
    expect(await tasksOf({ kind: "informationAsked" })).toEqual([
      "Answer the agency’s question by November 24, 2021: after that it may close the request.",
    ]);
    // It counts from the day on which it was sent.
    days = { sent: "2021-10-13", received: "2021-10-18" };
    expect(await tasksOf({ kind: "feesAsked", estimate: "250" })).toEqual([
      "Where it asks, answer about fees by November 26, 2021: after that it may close the request.",
    ]);
  });

  it("is taken back as a whole, or one thing of it, and then the rest keeps its file", async () => {
    const filed = await openReceived();
    const { services, people, database } = filed;
    value(await recordLetter(filed, ACKNOWLEDGMENT));
    const [, first, second] = (await shown(filed)).events.map(({ event }) => event.id);
    const upload = {
      fileName: "letter.txt",
      bytes: (async function* () {
        yield Buffer.from("We have your request.");
      })(),
    };
    value(
      await services.attachments.add(
        people.staff,
        "agency-event",
        first ?? "",
        { role: undefined },
        upload,
      ),
    );
    const reason = { reason: "The letter doesn’t say it." };
    value(await services.agencyRecord.retract(people.staff, first ?? "", reason));
    const { events, retracted } = await shown(filed);
    expect(events).toHaveLength(4);
    expect(retracted).toHaveLength(1);
    expect(events.flatMap(({ attachments }) => attachments)).toMatchObject([
      { name: "letter.txt" },
    ]);
    expect(await compareAgencyRecords(database)).toEqual([]);
    value(await services.agencyRecord.retractLetter(people.staff, second ?? "", reason));
    expect((await shown(filed)).events.map(({ event }) => event.kind)).toEqual(["received"]);
    expect(await compareAgencyRecords(database)).toEqual([]);
  });

  it("takes more that it says later, with the days that it has", async () => {
    const filed = await openReceived();
    const { services, people } = filed;
    const { eventId } = value(await recordLetter(filed, ACKNOWLEDGMENT));
    const more = {
      partOf: eventId,
      dated: "2021-10-19",
      parts: [{ kind: "feeWaiverDenied", appealDays: "90" }],
    };
    value(await recordLetter(filed, more));
    const { events } = await shown(filed);
    const added = events.find(({ event }) => event.kind === "feeWaiverDenied");
    expect(added?.event).toMatchObject({ dated: "2021-10-07", cameBy: "e-mail" });
    expect(added?.letterId).toBe(events[1]?.letterId);
    const view = value(
      await services.agencyRecord.showEvent(people.staff, filed.documentId, added?.event.id ?? ""),
    );
    expect(view.others).toHaveLength(4);
    const reason = { reason: "Another request’s." };
    value(await services.agencyRecord.retractLetter(people.staff, eventId, reason));
    refused(await recordLetter(filed, more), "stale");
  });

  it("is no act of ours, to which nothing that the agency says is added", async () => {
    const filed = await openReceived();
    const { services, people, documentId } = filed;
    const agreed = form({ kind: "dateAgreed", dated: "2021-10-07", until: "2021-11-30" });
    const { eventId } = value(await services.agencyRecord.record(people.staff, documentId, agreed));
    const parts = [{ kind: "acknowledged" }];
    refused(await recordLetter(filed, { partOf: eventId, parts }), "stale");
    expect((await shown(filed)).events).toHaveLength(2);
  });

  it("names each mistake at its section, and a day that can't be at once; then nothing is recorded", async () => {
    const filed = await openReceived();
    const { services, people, documentId } = filed;
    const wrong = {
      dated: "2021-09-01",
      parts: [
        { kind: "determined", outcome: "withheld-in-full" },
        { kind: "feeCategoryDecided" },
        {
          kind: "interimResponse",
          itemIds: [filed.one],
          outcomes: [{ itemIds: [filed.two], outcome: "no-records" }],
        },
      ],
    };
    const { fields } = refused(await recordLetter(filed, wrong), "bad-input");
    expect(Object.keys(fields ?? {}).toSorted()).toEqual([
      "dated",
      "parts[0].exemptions",
      "parts[1].category",
      "parts[2].outcomes[0].itemIds",
    ]);
    const preview = await services.agencyRecord.previewLetter(
      people.staff,
      documentId,
      letterForm.parse(wrong),
    );
    expect(refused(preview, "bad-input").fields?.["dated"]).toContain("nothing on its record");
    expect((await shown(filed)).events).toHaveLength(1);
    // A mistake that the clock alone finds is at its place, too.
    const early = {
      dated: "2021-10-07",
      parts: [{ kind: "acknowledged" }, { kind: "appealDecided", result: "affirmed" }],
    };
    const none = refused(await recordLetter(filed, early), "bad-input");
    expect(none.fields).toEqual({
      dated: expect.stringContaining("There is no appeal before this letter"),
    });
  });

  it("is recorded once where its form is sent twice, and no other letter under its id", async () => {
    const filed = await openReceived();
    const { services, people, documentId } = filed;
    const { addsTo } = value(await services.agencyRecord.begin(people.staff, documentId));
    expect(addsTo).toBeNull();
    const sent = { ...ACKNOWLEDGMENT, entryId: crypto.randomUUID(), releases: [{ number: "1" }] };
    const { eventId } = value(await recordLetter(filed, sent));
    expect(value(await recordLetter(filed, sent)).eventId).toBe(sent.entryId);
    expect(eventId).toBe(sent.entryId);
    expect((await shown(filed)).events).toHaveLength(5);
    expect(await filed.database.client.production.count()).toBe(1);
    refused(await recordLetter(filed, { ...sent, dated: "2021-10-06" }), "conflict");
    // Nothing that was added to the form before it was sent again is lost as if it were on record.
    const none = [{ itemIds: [filed.one], outcome: "no-records" }];
    const more = { kind: "interimResponse", outcomes: none };
    refused(await recordLetter(filed, { ...sent, parts: [...sent.parts, more] }), "conflict");
    refused(await recordLetter(filed, { ...sent, releases: [{ number: "2" }] }), "conflict");
    refused(await recordLetter(filed, { ...sent, note: "With three attachments." }), "conflict");
    const whole = { dated: "2021-10-18", entryId: crypto.randomUUID() };
    value(await recordLetter(filed, { ...whole, parts: [more] }));
    value(await recordLetter(filed, { ...whole, parts: [more] }));
    const other = { ...more, outcomes: [{ ...none[0], outcome: "produced-in-full" }] };
    refused(await recordLetter(filed, { ...whole, parts: [other] }), "conflict");
    value(await recordLetter(filed, { ...sent, entryId: crypto.randomUUID() }));
    expect((await shown(filed)).events).toHaveLength(10);
    expect(await compareAgencyRecords(filed.database)).toEqual([]);
  });

  it("leads on to the letter that is on record where its page sends the form again with its key", async () => {
    const filed = await openReceived();
    const sent = { ...ACKNOWLEDGMENT, entryId: crypto.randomUUID() };
    const again = () => {
      const staff = { ...filed.people.staff, sent: { key: "0".repeat(32), isDone: false } };
      return recordLetter({ ...filed, people: { ...filed.people, staff } }, sent);
    };
    value(await again());
    expect(value(await again()).eventId).toBe(sent.entryId);
  });

  it("[L70] is shown section by section before it is recorded, with what it contradicts", async () => {
    const filed = await openReceived();
    const { services, people, documentId, one, two, labelOf } = filed;
    const none = { kind: "determined", dated: "2021-10-01", itemIds: [one], outcome: "no-records" };
    value(await services.agencyRecord.record(people.staff, documentId, form(none)));
    const letter = {
      dated: "2021-10-12",
      parts: [
        { kind: "feeWaiverGranted" },
        {
          kind: "interimResponse",
          outcomes: [
            { itemIds: [one], outcome: "produced-in-full" },
            { itemIds: [two], outcome: "produced-in-part", exemptions: "b(7)(A) and b(7)(E)" },
          ],
        },
      ],
      releases: [{ number: "1", batesFrom: "2022-ICLI-00012 9", batesTo: "2022-ICLI-00012 1" }],
    };
    const preview = value(
      await services.agencyRecord.previewLetter(people.staff, documentId, letterForm.parse(letter)),
    );
    expect(preview.parts).toMatchObject([
      { event: { kind: "feeWaiverGranted" }, items: [] },
      {
        event: { kind: "interimResponse" },
        items: [
          { label: labelOf(one), contradicts: [{ outcome: "No records found" }] },
          { label: labelOf(two), outcome: "Released in part: (b)(7)(A), (b)(7)(E)" },
        ],
      },
    ]);
    expect(preview.releases).toMatchObject([
      { number: 1, warnings: [expect.stringContaining("backward")] },
    ]);
    expect((await shown(filed)).events).toHaveLength(2);
  });
});

describe("[L70] what one letter says of an item", () => {
  const withheld = { kind: "determined", outcome: "withheld-in-full", exemptions: "(b)(5)" };
  const outcomesOf = async (filed: Filed, id: string) =>
    (await shown(filed)).items
      .find((item) => item.id === id)
      ?.outcomes.map(({ outcome }) => outcome);

  it("is what its own answer says, and not what the section says of all", async () => {
    const filed = await openReceived();
    const { one, two } = filed;
    const outcomes = [{ itemIds: [two], outcome: "no-records" }];
    const letter = { dated: "2021-10-12", parts: [{ ...withheld, outcomes }] };
    value(await recordLetter(filed, letter));
    expect(await outcomesOf(filed, two)).toEqual(["no-records"]);
    expect(await outcomesOf(filed, one)).toEqual(["withheld-in-full"]);
    expect(await compareAgencyRecords(filed.database)).toEqual([]);
  });

  it("is refused where two of its answers can’t both be true, and told where two sections can’t", async () => {
    const filed = await openReceived();
    const { services, people, documentId, one, two, labelOf } = filed;
    const rows = [
      { itemIds: [one, two], outcome: "no-records" },
      { itemIds: [two], outcome: "produced-in-full" },
    ];
    const both = { dated: "2021-10-12", parts: [{ kind: "determined", outcomes: rows }] };
    const { fields } = refused(await recordLetter(filed, both), "bad-input");
    expect(Object.keys(fields ?? {})).toEqual(["parts[0].outcomes[1].itemIds"]);
    // Some pages of an item may be released and others referred.
    const referred = { itemIds: [two], outcome: "referred", office: "USCIS" };
    const parts = [
      { ...withheld, itemIds: [one] },
      { kind: "interimResponse", outcomes: [{ itemIds: [one], outcome: "no-records" }] },
      { kind: "interimResponse", outcomes: [rows[1], referred] },
    ];
    const preview = await services.agencyRecord.previewLetter(
      people.staff,
      documentId,
      letterForm.parse({ dated: "2021-10-12", parts }),
    );
    const told = value(preview).parts.map(({ items }) => items);
    expect(told[1]).toMatchObject([
      {
        label: labelOf(one),
        contradicts: [{ outcome: "Withheld in full: (b)(5) (privilege not named)" }],
      },
    ]);
    expect(told.flat().filter(({ contradicts }) => contradicts.length > 0)).toHaveLength(1);
  });
});

describe("[L18] the day of a release", () => {
  const RELEASED = {
    dated: "2021-10-07",
    sent: "2021-10-18",
    cameBy: "e-mail",
    parts: [{ kind: "interimResponse" }],
    releases: [{ number: "1" }, { number: "2", dated: "2021-10-12" }],
  };
  const days = async ({ database, documentId }: Filed) =>
    (
      await database.client.production.findMany({
        where: { documentId },
        orderBy: { number: "asc" },
      })
    ).map(({ dated }) => dated);

  it("is that on which its letter went out, unless another is entered, and follows a correction of it", async () => {
    const filed = await openReceived();
    const { services, people } = filed;
    const { eventId } = value(await recordLetter(filed, RELEASED));
    expect(await days(filed)).toEqual(["2021-10-18", "2021-10-12"]);
    const { dated, cameBy } = RELEASED;
    const right = form({ kind: "interimResponse", dated, sent: "2021-10-19", cameBy });
    value(await services.agencyRecord.correct(people.staff, eventId, right));
    expect(await days(filed)).toEqual(["2021-10-19", "2021-10-12"]);
    expect(await compareAgencyRecords(filed.database)).toEqual([]);
  });

  it("is refused where it can’t be, at its place", async () => {
    const filed = await openReceived();
    const releases = [{ number: "1" }, { number: "2", dated: "2021-01-04" }];
    const { fields } = refused(await recordLetter(filed, { ...RELEASED, releases }), "bad-input");
    expect(Object.keys(fields ?? {})).toEqual(["releases[1].dated"]);
  });
});

describe("[L63] what was typed of a letter", () => {
  it("is refused where nothing of it keeps tracking numbers, and nothing is lost", async () => {
    const filed = await openReceived();
    const numbers = { dated: "2021-10-12", trackingNumbers: "2021-ICFO-00042" };
    const parts = [{ kind: "other", what: "A notice of delays" }];
    const { fields } = refused(await recordLetter(filed, { ...numbers, parts }), "bad-input");
    expect(Object.keys(fields ?? {})).toEqual(["trackingNumbers"]);
    value(await recordLetter(filed, { ...numbers, parts: [...parts, { kind: "acknowledged" }] }));
    expect((await shown(filed)).trackingNumbers).toMatchObject([{ number: "2021-ICFO-00042" }]);
  });

  it("stays in a correction: the numbers of an extended appeal, and how a letter came", async () => {
    const filed = await openReceived();
    const { services, people } = filed;
    const tell = async (fields: object) =>
      value(await services.agencyRecord.record(people.staff, filed.documentId, form(fields)));
    await tell({ kind: "determined", dated: "2021-10-01", statesReasonsAndAppeal: true });
    await tell({ kind: "appealed", sent: "2021-10-04", received: "2021-10-05" });
    const extended = { kind: "appealExtended", reasons: true, workingDays: "10" };
    const letter = {
      dated: "2021-10-12",
      cameBy: "e-mail",
      trackingNumbers: "2021-ICAP-00123",
      parts: [extended, { kind: "other", what: "A notice of delays" }],
    };
    value(await recordLetter(filed, letter));
    const numbers = { number: "2021-ICAP-00123", office: null };
    const parts = async () => (await shown(filed)).events.slice(-2).map(({ event }) => event);
    const [first, second] = await parts();
    expect(first?.details).toMatchObject({ trackingNumbers: [numbers] });
    const corrected = { ...formOfAgencyEvent(first as AgencyEvent), workingDays: "5" };
    value(await services.agencyRecord.correct(people.staff, first?.id ?? "", form(corrected)));
    // The form of what else it says doesn't ask how it came.
    const what = { kind: "other", what: "Of delays", dated: "2021-10-12" };
    value(await services.agencyRecord.correct(people.staff, second?.id ?? "", form(what)));
    expect(await parts()).toMatchObject([
      { kind: "appealExtended", cameBy: "e-mail", details: { trackingNumbers: [numbers] } },
      { kind: "other", cameBy: "e-mail", details: { what: "Of delays" } },
    ]);
  });
});

describe("[L64] pages that a letter ties to items", () => {
  it("are shown with the item, and with its parts where an item with parts is named", async () => {
    const filed = await openReceived();
    const letter = {
      dated: "2021-10-12",
      parts: [{ kind: "interimResponse" }],
      releases: [
        { number: "1", pagesFull: "40", pagesWithheld: "8", itemIds: [filed.one] },
        { number: "2", pagesPart: "12" },
      ],
    };
    value(await recordLetter(filed, letter));
    const { items, totals } = await shown(filed);
    const withPages = items.filter(({ releases }) => releases.length > 0);
    expect(withPages).toMatchObject([
      { id: filed.one, releases: [{ number: 1, pagesFull: 40, pagesWithheld: 8 }] },
    ]);
    expect(totals.full).toEqual({ pages: 40, isAtLeast: true });
    expect(await compareAgencyRecords(filed.database)).toEqual([]);
  });
});

describe("[L64] pages of an item that the letter is not about", () => {
  it("are refused, with the letter and after it", async () => {
    const filed = await openReceived();
    const { services, people, one, two } = filed;
    const letter = {
      dated: "2021-10-12",
      parts: [{ kind: "interimResponse", itemIds: [one] }, { kind: "acknowledged" }],
    };
    const of = (itemIds: string[]) => ({ ...letter, releases: [{ number: "1", itemIds }] });
    const { fields } = refused(await recordLetter(filed, of([two])), "bad-input");
    expect(Object.keys(fields ?? {})).toEqual(["releases[0].itemIds"]);
    const { eventId } = value(await recordLetter(filed, of([one])));
    const later = productionForm.parse({ dated: "2021-10-12", itemIds: [two] });
    const refusal = await services.agencyRecord.recordProduction(people.staff, eventId, later);
    expect(Object.keys(refused(refusal, "bad-input").fields ?? {})).toEqual(["itemIds"]);
  });
});

describe("[L63] an appeal that is decided in part", () => {
  it("is affirmed for some items and remanded for others, and what was sent back is due", async () => {
    const filed = await openReceived();
    const { services, people, documentId, one, two, three } = filed;
    const tell = async (fields: object) =>
      value(await services.agencyRecord.record(people.staff, documentId, form(fields)));
    await tell({
      kind: "determined",
      dated: "2021-10-01",
      sent: "2021-10-01",
      statesReasonsAndAppeal: true,
    });
    await tell({ kind: "appealed", sent: "2021-10-04", received: "2021-10-05" });
    const letter = {
      dated: "2021-10-15",
      sent: "2021-10-15",
      trackingNumbers: "2021-ICAP-00123",
      parts: [
        { kind: "appealDecided", result: "affirmed", itemIds: [one, two] },
        { kind: "appealDecided", result: "remanded", itemIds: [three] },
      ],
    };
    value(await recordLetter(filed, letter));
    const { clock, events } = await shown(filed);
    expect(events.slice(-2).map(({ event }) => event.details)).toMatchObject([
      { result: "affirmed" },
      { result: "remanded" },
    ]);
    expect(clock?.whole.remand?.due).toBe("2021-11-15");
    expect(clock?.exhaustion.state).not.toBe("exhausted");
    expect(clock?.exhaustion.alternative?.state).toBe("exhausted");
  });
});

describe("what is said of an item with parts", () => {
  it("is said of its parts, too, unless some of them are ticked", async () => {
    const filed = await openReceived();
    const { services, people, documentId } = filed;
    const { items } = await shown(filed);
    const at = items.findIndex((item, index) => (items[index + 1]?.level ?? 0) > item.level);
    const parent = items[at];
    const end = items.findIndex((item, index) => index > at && item.level <= (parent?.level ?? 0));
    const { eventId } = value(
      await services.agencyRecord.record(
        people.staff,
        documentId,
        form({ kind: "interimResponse", dated: "2021-10-12" }),
      ),
    );
    const outcome = {
      itemIds: [parent?.id ?? ""],
      outcome: "no-records" as const,
      exemptions: undefined,
      office: undefined,
      part: undefined,
      replaces: false,
    };
    value(await services.agencyRecord.recordOutcome(people.staff, eventId, outcome));
    const told = (await shown(filed)).items.filter(({ outcomes }) => outcomes.length > 0);
    expect(told.map(({ id }) => id)).toEqual(items.slice(at, end).map(({ id }) => id));
    expect(told.length).toBeGreaterThan(1);
  });
});

describe("a correction where the filed text can't be read", () => {
  it("is refused, and doesn't make an entry about an item one about all of the request", async () => {
    const filed = await openReceived();
    const { services, people, documentId, database, two } = filed;
    const letter = { kind: "determined", dated: "2021-10-08", statesReasonsAndAppeal: true };
    const { eventId } = value(
      await services.agencyRecord.record(
        people.staff,
        documentId,
        form({ ...letter, itemIds: [two] }),
      ),
    );
    await database.client.version.updateMany({ where: { documentId }, data: { content: "{}" } });
    const answer = await services.agencyRecord.correct(people.staff, eventId, form(letter));
    expect(answer.ok).toBe(false);
    const { details } = await database.client.agencyEvent.findUniqueOrThrow({
      where: { id: eventId },
    });
    expect(JSON.parse(details)).toMatchObject({ items: [{ id: two }] });
    expect(await database.client.agencyEvent.count()).toBe(2);
  });
});
