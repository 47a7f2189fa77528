import { describe, expect, it, vi } from "vitest";
import { baseOf } from "#app/document/details/form-base.ts";
import { formOfDocket, type DocketForm } from "#app/document/details/docket-form.ts";
import { suitsWithDeadlines, courtCalendarOf } from "#server/services/dockets/deadlines.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { asSent } from "./papers.ts";
import { openSuitOfRequest } from "./suit.ts";
import { refused, value } from "./workspace.ts";

// The first test lives the whole life of a request, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const SERVED = { kind: "service", method: "certified-mail" } as const;
const ATTORNEY = { ...SERVED, on: "usAttorney", dated: "2022-01-20" } as const;

describe("lines of a docket", () => {
  it("are recorded by drafters and staff of any party, seen by everybody in the matter, and by nobody else", async () => {
    const { record, sheet, people, services, slug, docketId } = await openSuitOfRequest();
    for (const actor of [people.staff, people.drafter, people.ilrcDrafter]) {
      value(await record({ kind: "other", text: "A telephone call." }, actor));
    }
    refused(await record({ kind: "other", text: "No." }, people.observer), "forbidden");
    refused(await record({ kind: "other", text: "No." }, people.stranger), "not-found");
    expect((await sheet()).sheet).toHaveLength(3);
    expect((await sheet()).mayRecord).toBe(false);
    refused(await services.dockets.sheet(people.stranger, slug, docketId), "not-found");
  });

  it("[L37] service is three rows, each with its method, number, days and the 90 days of Rule 4(m)", async () => {
    const { recorded, sheet } = await openSuitOfRequest();
    await recorded({ ...ATTORNEY, sentOn: "2022-01-14", article: "7019 1120" });
    const { service } = await sheet();
    expect(service).toMatchObject([
      {
        on: "usAttorney",
        method: "Certified mail",
        article: "7019 1120",
        sentOn: "2022-01-14",
        deliveredOn: "2022-01-20",
        due: { due: "2022-04-11", isDone: true, source: "FRCP 4(m), 4(i)" },
      },
      { on: "attorneyGeneral", line: null, deliveredOn: null, due: { isDone: false } },
      { on: "agency", line: null, due: { isDone: false } },
    ]);
  });

  it("[L38] the answer is due from the U.S. attorney’s day, the agency’s beside it, until an order says another", async () => {
    const { recorded, due, sheet } = await openSuitOfRequest();
    expect(await due("answer")).toBeUndefined();
    const served = await recorded(ATTORNEY);
    await recorded({ ...SERVED, on: "agency", dated: "2022-01-25" });
    expect((await sheet()).days).toMatchObject({
      served: "Thursday, January 20, 2022, on the United States attorney",
      answer: { label: "Answer due", day: "Tuesday, February 22, 2022" },
    });
    expect(await due("answer")).toMatchObject({
      due: "2022-02-22",
      orElse: "2022-02-24",
      eventId: served,
      isDone: false,
    });
    expect((await sheet()).sheet[0]).toMatchObject({
      id: served,
      follows: [{ key: "answer" }, {}],
    });
    await recorded({
      kind: "answerOrdered",
      until: "2022-03-25",
      orderNumber: "14",
      orderedOn: "2022-02-15",
    });
    expect(await due("answer")).toMatchObject({
      due: "2022-03-25",
      why: "By order No. 14 of February 15, 2022.",
    });
    await recorded({ kind: "answer", dated: "2022-03-10", number: "18" });
    expect(await due("answer")).toMatchObject({ isDone: true });
  });

  it("[L38] an order of the answer’s day whose own day nobody recorded leaves the request its clock", async () => {
    const { recorded, services, people, documentId } = await openSuitOfRequest();
    await recorded({ kind: "answerOrdered", until: "2022-06-15", orderNumber: "14" });
    const record = value(await services.agencyRecord.show(people.staff, documentId));
    expect(record).toMatchObject({
      problem: null,
      clock: { answerDue: { date: "2022-06-15", why: "By order No. 14." } },
    });
  });

  it("[L16] a correction stands beside what it corrects, and only the last of a line can be corrected", async () => {
    const { recorded, correct, sheet, due, lines } = await openSuitOfRequest();
    const first = await recorded({ ...ATTORNEY, dated: "2022-01-19" });
    const second = value(await correct(first, ATTORNEY)).eventId;
    refused(await correct(first, { ...ATTORNEY, dated: "2022-01-21" }), "stale");
    const { sheet: shown } = await sheet();
    expect(shown).toMatchObject([
      { id: second, dated: "2022-01-20", before: [{ id: first, dated: "2022-01-19" }] },
    ]);
    expect(await due("answer")).toMatchObject({ due: "2022-02-22", eventId: second });
    expect(await lines("docket.event-corrected")).toMatchObject([{ corrects: first }]);
  });

  it("[L16] what is taken back stays, crossed out, with the reason, and nothing is due from it", async () => {
    const { recorded, sheet, due, services, people, slug, docketId } = await openSuitOfRequest();
    const eventId = await recorded(ATTORNEY);
    const retract = (reason: string) =>
      services.dockets.retractEvent(people.staff, slug, docketId, eventId, { reason });
    expect(refused(await retract(" "), "bad-input").fields).toHaveProperty("reason");
    value(await retract("Another suit’s receipt."));
    refused(await retract("Again."), "stale");
    const shown = await sheet();
    expect(shown.sheet).toEqual([]);
    expect(shown.retracted).toMatchObject([
      { line: { id: eventId, dated: "2022-01-20" }, reason: "Another suit’s receipt." },
    ]);
    expect(await due("answer")).toBeUndefined();
    await recorded(ATTORNEY);
  });

  it("[L39] what is due is done by one press, and a judgment’s fees by another", async () => {
    const { recorded, due, sheet, services, people, slug, docketId } = await openSuitOfRequest();
    const finish = (eventId: string) =>
      services.dockets.finishEvent(people.drafter, slug, docketId, eventId);
    const report = await recorded({
      kind: "statementDue",
      what: "joint-status-report",
      dated: "2022-04-01",
    });
    expect(await due(report)).toMatchObject({ isDone: false, what: "Joint status report" });
    value(await finish(report));
    refused(await finish(report), "stale");
    const judgment = await recorded({ kind: "judgment", dated: "2022-03-04", number: "61" });
    const fees = `${judgment}-fees`;
    expect(await due(fees)).toMatchObject({
      due: "2022-03-18",
      source: "FRCP 54(d)(2)(B)",
      isDone: false,
    });
    value(await finish(judgment));
    expect(await due(fees)).toMatchObject({ isDone: true });
    // The press was for the fees: the appeal is asked on, and the press is not offered again.
    expect(await due(`${judgment}-appeal`)).toMatchObject({ due: "2022-05-03", isDone: false });
    expect((await sheet()).sheet.find(({ id }) => id === judgment)?.isOpen).toBe(false);
    refused(await finish(await recorded(ATTORNEY)), "bad-input");
  });

  it("[L55] a judgment’s appeal is asked on home until the notice is recorded, and a second end is refused", async () => {
    const { record, recorded, database, services, people } = await openSuitOfRequest();
    const judgment = await recorded({ kind: "judgment", dated: "2022-03-04" });
    const onHome = async () => {
      const { groups } = value(await services.home.show(people.staff));
      return JSON.stringify(groups).includes("Notice of appeal from the judgment");
    };
    expect(await onHome()).toBe(true);
    const second = refused(await record({ kind: "settlement", dated: "2022-03-05" }), "bad-input");
    expect(second.fields?.["dated"]).toContain("a suit ends once");
    await recorded({ kind: "appeal", by: "us", dated: "2022-03-10" });
    expect(await onHome()).toBe(false);
    expect(await database.client.docketEvent.count()).toBe(2);
    expect(judgment).not.toBe("");
  });

  it("[L73] the court’s entry keeps its words and day, and the days that it sets hang under it", async () => {
    const { recorded, sheet, services, people, slug, docketId } = await openSuitOfRequest();
    const text = "CASE MANAGEMENT ORDER: Statement due by 4/1/2022. Conference set for 4/8/2022.";
    const entry = await recorded({ kind: "other", number: "3", dated: "2022-02-03", text });
    const begun = value(
      await services.dockets.beginEvent(people.staff, slug, docketId, entry),
    ).setBy;
    expect(begun).toMatchObject({ number: "3", dated: "2022-02-03", text });
    const set = { orderNumber: "3", orderedOn: "2022-02-03" };
    await recorded({ kind: "statementDue", what: "case-management", dated: "2022-04-01", ...set });
    await recorded({ kind: "hearing", text: "Conference", dated: "2022-04-08", ...set });
    const { sheet: lines } = await sheet();
    expect(lines).toHaveLength(1);
    const [first] = lines;
    expect(first).toMatchObject({ id: entry, dated: "2022-02-03", text });
    expect(first?.hanging.map((line) => [line.text, line.dated])).toEqual([
      ["Case management statement", "2022-04-01"],
      ["Conference", "2022-04-08"],
    ]);
    const unknown = await services.dockets.beginEvent(people.staff, slug, docketId, "elsewhere");
    refused(unknown, "not-found");
  });

  it("[L56] each agency of the docket is a row of service with its address", async () => {
    const { record, recorded, sheet, services, people, slug, docketId } = await openSuitOfRequest();
    const { facts } = value(await services.dockets.show(people.drafter, slug, docketId));
    const standing = formOfDocket(facts, []);
    const defendants = [
      { name: "Department of Homeland Security", address: "Washington, DC 20528" },
      { name: "ICE", address: "500 12th Street SW\nWashington, DC 20536" },
    ];
    const form = asSent<DocketForm>({ ...standing, defendants, base: baseOf(standing) });
    value(await services.dockets.edit(people.drafter, slug, docketId, form));
    const agency = { ...SERVED, on: "agency", dated: "2022-01-25" } as const;
    expect(refused(await record(agency), "bad-input").fields).toHaveProperty("agency");
    await recorded({ ...agency, agency: "ICE" });
    const { service } = await sheet();
    expect(service.map(({ name, line }) => [name, line !== null])).toEqual([
      ["United States attorney", false],
      ["Attorney General", false],
      ["Department of Homeland Security", false],
      ["ICE", true],
    ]);
    expect(service[3]?.address).toEqual(["500 12th Street SW", "Washington, DC 20536"]);
    expect(service[2]?.due).toMatchObject({
      isDone: false,
      what: "Serve Department of Homeland Security",
    });
  });

  it("[L55] a dismissal by order asks for the appeal alone, until it is decided on", async () => {
    const { recorded, sheet, services, people, slug, docketId } = await openSuitOfRequest();
    const stillDue = async () =>
      (await sheet()).deadlines.flatMap(({ key, isDone, isMoot }) => (isDone || isMoot ? [] : key));
    await recorded(ATTORNEY);
    expect(await stillDue()).toHaveLength(3);
    const form = { kind: "dismissal", how: "order", extent: "all", dated: "2022-03-01" } as const;
    const dismissal = await recorded({ ...form, number: "20" });
    expect(await stillDue()).toEqual([`${dismissal}-appeal`]);
    value(await services.dockets.finishEvent(people.drafter, slug, docketId, dismissal));
    expect(await stillDue()).toEqual([]);
    const { sheet: lines } = await sheet();
    expect(lines.at(-1)).toMatchObject({ kind: "dismissal", number: "20", isOpen: false });
  });

  it("[L55] a suit that ended without a recorded number is not said to wait for one", async () => {
    const { recorded, sheet } = await openSuitOfRequest();
    await recorded({ kind: "dismissal", how: "notice", extent: "all", dated: "2022-03-01" });
    const { name } = await sheet();
    expect(name).toMatch(/, no case number recorded$/u);
    expect(name).not.toContain("yet");
  });

  it("[L39] a schedule is compared with what was produced of the requests that the suit enforces", async () => {
    const { recorded, sheet, database, documentId, people } = await openSuitOfRequest();
    const schedule = {
      kind: "productionSchedule",
      firstOn: "2022-02-01",
      pagesAMonth: 500,
    } as const;
    await recorded({ ...schedule, orderedOn: "2022-01-18", orderNumber: "12" });
    const at = new Date("2022-02-02T00:00:00Z");
    const by = { recordedById: people.staff.userId, recordedAt: at };
    await database.client.agencyEvent.create({
      data: { id: "letter", documentId, kind: "interimResponse", details: "{}", note: "", ...by },
    });
    await database.client.production.create({
      data: {
        id: "p",
        documentId,
        eventId: "letter",
        dated: "2022-02-01",
        pagesReviewed: 450,
        note: "",
        ...by,
      },
    });
    const { releases, deadlines } = await sheet();
    expect(releases).toMatchObject([
      { due: "2022-02-01", state: "came", pages: 500, pagesCame: 450, missing: 50 },
      { due: "2022-03-01", state: "missed", came: null },
      { due: "2022-04-01", state: "to-come" },
    ]);
    const due = deadlines.filter(({ kind }) => kind === "release");
    expect(due.map(({ what, isDone }) => [what, isDone])).toEqual([
      ["The agency’s release of 500 pages: 50 pages are missing", false],
      ["The agency’s release of 500 pages", false],
      ["The agency’s release of 500 pages", false],
    ]);
  });

  it("[L36] impossible days are refused with the rule, and nothing is written", async () => {
    const { record, sheet, services, people, slug, docketId } = await openSuitOfRequest();
    const early = refused(await record({ ...ATTORNEY, dated: "2022-01-10" }), "bad-input");
    expect(early.fields?.["dated"]).toContain("FRCP 4(c)");
    const ahead = refused(await record({ kind: "answer", dated: "2022-12-01" }), "bad-input");
    expect(ahead.fields?.["dated"]).toContain("still to come");
    const foreign = { kind: "paper", dated: "2022-01-11", text: "COMPLAINT", by: "us" } as const;
    expect(
      refused(await record({ ...foreign, documentId: "elsewhere" }), "bad-input").fields,
    ).toHaveProperty("documentId");
    expect((await sheet()).sheet).toEqual([]);
    value(await record(ATTORNEY));
    const { facts } = value(await services.dockets.show(people.drafter, slug, docketId));
    const standing = formOfDocket(facts, []);
    const form = { ...standing, filedOn: "2022-02-01", base: baseOf(standing) };
    const late = await services.dockets.edit(
      people.drafter,
      slug,
      docketId,
      asSent<DocketForm>(form),
    );
    expect(refused(late, "bad-input").fields?.["filedOn"]).toContain("January 20, 2022");
  });

  it("[L36] a suit that enforces no filed request says so", async () => {
    const { sheet, services, people, slug, docketId, documentId } = await openSuitOfRequest();
    expect((await sheet()).warnings).toEqual([]);
    const { facts } = value(await services.dockets.show(people.drafter, slug, docketId));
    const base = baseOf(formOfDocket(facts, [documentId]));
    const form = asSent<DocketForm>({ ...formOfDocket(facts, []), base });
    value(await services.dockets.edit(people.drafter, slug, docketId, form));
    expect((await sheet()).warnings[0]).toContain("No filed request is recorded");
  });

  it("are read by home across the matters that somebody sees", async () => {
    const { recorded, database } = await openSuitOfRequest();
    await recorded(ATTORNEY);
    const [matter] = await database.client.matter.findMany();
    const [suit] = await suitsWithDeadlines(
      database.client,
      [matter!.id],
      await courtCalendarOf(database.client),
      "2022-03-16",
    );
    expect(suit?.deadlines.map(({ key }) => key)).toEqual([
      "answer",
      "service-usAttorney",
      "service-attorneyGeneral",
      "service-agency",
    ]);
  });
});

describe("audit:verify, where somebody wrote a docket past the program", () => {
  it("finds each changed column of a line, a line that is gone and one that was added", async () => {
    const { recorded, correct, database } = await openSuitOfRequest();
    const first = await recorded({ ...ATTORNEY, dated: "2022-01-19" });
    value(await correct(first, ATTORNEY));
    const found = async () => (await verifyAll(database)).docketDifferences;
    expect(await found()).toEqual([]);
    const { docketEvent } = database.client;
    const row = await docketEvent.findUniqueOrThrow({ where: { id: first } });
    const changes = {
      kind: "answer",
      number: "7",
      dated: "2022-01-18",
      text: "Other words",
      details: "{}",
      correctsId: "another",
      isRetracted: true,
      isInvented: true,
      recordedById: "another",
      recordedAt: new Date(0),
      recordedAs: 1,
    };
    for (const [column, changed] of Object.entries(changes)) {
      await docketEvent.update({ where: { id: first }, data: { [column]: changed } });
      expect([column, (await found()).length]).toEqual([column, 1]);
      await docketEvent.update({ where: { id: first }, data: row });
    }
    await docketEvent.delete({ where: { id: first } });
    expect(await found()).toMatchObject([{ why: `entry ${first} is gone` }]);
    await docketEvent.create({ data: row });
    await docketEvent.create({ data: { ...row, id: "added" } });
    expect(await found()).toMatchObject([{ why: "entry added was added past the record" }]);
  });
});

describe("a docket sheet pasted as text", () => {
  const PASTED =
    "01/11/2022\t1\tCOMPLAINT against ICE\n13/40/2022\t2\tSummons\n03/01/2022\t9\tORDER granting stipulation\n03/02/2022\t10\tANSWER to Complaint";

  it("is shown before anything is written, and then keeps its numbers; what can’t be read comes back", async () => {
    const { services, people, slug, docketId, sheet, lines } = await openSuitOfRequest();
    const preview = value(
      await services.dockets.previewImport(people.staff, slug, docketId, { pasted: PASTED }),
    );
    expect(preview.entries.map(({ number, proposed }) => [number, proposed])).toEqual([
      ["1", null],
      ["9", null],
      ["10", "answer"],
    ]);
    expect(preview.unread).toMatchObject([{ line: 2, why: expect.stringContaining("is no day") }]);
    expect((await sheet()).sheet).toEqual([]);
    const done = value(
      await services.dockets.importEvents(people.staff, slug, docketId, { pasted: PASTED }),
    );
    expect(done).toMatchObject({ added: 3, left: "13/40/2022 2 Summons" });
    const shown = await sheet();
    expect(shown.sheet.map(({ number, kind }) => [number, kind])).toEqual([
      ["1", "paper"],
      ["9", "order"],
      ["10", "other"],
    ]);
    expect(shown.sheet[2]?.suggestedKind).toBe("answer");
    expect(shown.deadlines.find(({ key }) => key === "answer")).toBeUndefined();
    expect(await lines("docket.event-recorded")).toMatchObject([{ count: 3 }]);
    const again = refused(
      await services.dockets.importEvents(people.staff, slug, docketId, { pasted: PASTED }),
      "bad-input",
    );
    expect(again.fields?.["pasted"]).toContain("Line 1: No. 1 is on the docket already.");
  });

  it("is for those who may record alone, and has its limits", async () => {
    const { services, people, slug, docketId } = await openSuitOfRequest();
    const { previewImport, importEvents } = services.dockets;
    const form = { pasted: PASTED };
    refused(await previewImport(people.observer, slug, docketId, form), "forbidden");
    refused(await importEvents(people.stranger, slug, docketId, form), "not-found");
    const large = { pasted: "01/11/2022 1 x\n".repeat(40_000) };
    refused(await importEvents(people.staff, slug, docketId, large), "bad-input");
    const many = Array.from({ length: 1_000 }, (_, at) => `01/12/2022 ${at + 1} Entry`).join("\n");
    expect(value(await importEvents(people.staff, slug, docketId, { pasted: many })).added).toBe(
      1_000,
    );
  });
});
