import { describe, expect, it, vi } from "vitest";
import { calendarEventOf } from "#app/domain/deadlines/calendar-event.ts";
import { deadlineDayText } from "#app/domain/deadlines/deadline.ts";
import { confirmDaysForm, docketEventForm } from "#app/domain/docket-event/form.ts";
import { deadlinesFor } from "#server/services/deadlines/load.ts";
import { openSuitOfRequest } from "./suit.ts";
import { refused, value } from "./workspace.ts";

vi.setConfig({ testTimeout: 120_000 });

const WORDS =
  "Joint status report due by 4/10/2022; Case Management Conference set for 4/17/2022 02:00 PM before Judge Corley, by Zoom";

/** A suit with that entry of February 3, 2022, without a number. */
async function openNotice(text = WORDS) {
  const suit = await openSuitOfRequest();
  const { services, people, slug, docketId } = suit;
  const entry = await suit.recorded({ kind: "other", dated: "2022-02-03", text });
  const line = async () =>
    (await suit.sheet(people.staff)).sheet.find(({ text: words }) => words === text);
  const confirm = async (...ticks: readonly number[]) => {
    const named = (await line())?.named ?? [];
    const days = named.map(({ time, place, by, ...day }, at) => ({
      ...day,
      isTaken: ticks.includes(at),
      time: time ?? undefined,
      place: place ?? undefined,
      by: by ?? undefined,
      rule: day.rule ?? undefined,
    }));
    const form = confirmDaysForm.parse({ days });
    return services.dockets.confirmDays(people.staff, slug, docketId, entry, form);
  };
  return { ...suit, entry, line, confirm };
}

describe("[L73] the days of an entry", () => {
  it("are read from its words, and hang under it once a person ticks them, one tick each", async () => {
    const { line, confirm, entry, sheet, people } = await openNotice();
    expect((await line())?.named.map(({ what, dated }) => [what, dated])).toEqual([
      ["Joint status report", "2022-04-10"],
      ["Case Management Conference", "2022-04-17"],
    ]);
    expect((await sheet()).sheet[0]?.named, "of those who record nothing").toEqual([]);
    refused(await confirm(), "bad-input");
    value(await confirm(1));
    const shown = await line();
    expect(shown).toMatchObject({ id: entry, dated: "2022-02-03", text: WORDS, number: null });
    expect(shown?.hanging.map(({ kind, text, dated }) => [kind, text, dated])).toEqual([
      ["hearing", "Case Management Conference", "2022-04-17"],
    ]);
    expect(shown?.hanging[0]?.sentences).toContain("Before Judge Corley, by Zoom.");
    expect(shown?.named.map(({ what }) => what)).toEqual(["Joint status report"]);
    expect((await sheet(people.staff)).sheet).toHaveLength(1);
  });

  it("say their hour in the court’s own zone on the docket, Home, in mails and calendars", async () => {
    const { confirm, sheet, database, people } = await openNotice();
    value(await confirm(0, 1));
    const heard = (await sheet()).deadlines.find(({ kind }) => kind === "hearing");
    expect(heard?.hour).toEqual({ time: "14:00", zone: "America/Los_Angeles" });
    const all = await deadlinesFor(database.client, people.staff, "2022-03-01");
    const [due] = all.filter(({ kind }) => kind === "hearing");
    if (!due) throw new Error("the hearing is not due");
    expect(deadlineDayText(due)).toBe("Sunday, April 17, 2022, 2:00 p.m. Pacific time");
    expect(calendarEventOf(due)).toMatchObject({
      day: "2022-04-17",
      hour: { time: "14:00", zone: "America/Los_Angeles" },
      description: expect.stringContaining("2:00 p.m. Pacific time"),
    });
    const [report] = all.filter(({ kind }) => kind === "statement");
    expect(report && calendarEventOf(report).hour).toBeNull();
  });

  it("are each recorded once, and one hides no other of its entry", async () => {
    const { line, confirm, entry, services, people, slug, docketId } = await openNotice(
      "Pretrial Conference set for 5/2/2022 10:00 AM. Motion Hearing set for 5/2/2022 02:00 PM. Status report due by 6/1/2022. Status report due by 7/1/2022.",
    );
    const named = async () => (await line())?.named.map(({ what, dated }) => [what, dated]);
    const hearing = ["Motion Hearing", "2022-05-02"];
    const later = ["Status report", "2022-07-01"];
    expect(await named()).toHaveLength(4);
    value(await confirm(0, 2));
    expect(await named()).toEqual([hearing, later]);
    const sent = { isTaken: true, kind: "hearing", what: "Pretrial Conference" };
    const days = [{ ...sent, dated: "2022-05-02", time: "10:00" }];
    const again = await services.dockets.confirmDays(
      people.staff,
      slug,
      docketId,
      entry,
      confirmDaysForm.parse({ days }),
    );
    expect(refused(again, "bad-input").fields).toEqual({
      "days[0].dated": "It is recorded under this entry already.",
    });
    expect((await line())?.hanging).toHaveLength(2);
  });

  it("[L38] the answer’s day names an order only where there is one", async () => {
    const { sheet, recorded } = await openSuitOfRequest();
    const until = { kind: "answerOrdered", until: "2022-04-04" } as const;
    const setter = await recorded({ kind: "other", dated: "2022-02-03", text: "STIPULATION" });
    await recorded({ ...until, under: setter, time: "5 p.m." });
    const answer = (await sheet()).deadlines.find(({ key }) => key === "answer");
    expect(answer).toMatchObject({
      due: "2022-04-04",
      hour: { time: "17:00" },
      why: "As recorded on the docket.",
      source: "Docket",
    });
  });

  it("name their order by its number and day as they were corrected", async () => {
    const { recorded, correct, sheet, line, people, services, slug, docketId } = await openNotice();
    const order = { kind: "order", text: "ORDER: Joint status report due by 4/10/2022" } as const;
    const id = await recorded({ ...order, number: "24", dated: "2022-02-10" });
    const days = [
      { isTaken: true, kind: "statementDue", what: "Joint status report", dated: "2022-04-10" },
    ];
    const form = confirmDaysForm.parse({ days });
    value(await services.dockets.confirmDays(people.staff, slug, docketId, id, form));
    value(
      await correct(id, docketEventForm.parse({ ...order, number: "42", dated: "2022-02-12" })),
    );
    const shown = (await sheet(people.staff)).sheet.find(({ number }) => number === "42");
    expect(shown?.hanging[0]?.sentences).toEqual(["By order No. 42 of February 12, 2022."]);
    expect(await line()).toBeDefined();
    const due = (await sheet()).deadlines.find(({ kind }) => kind === "statement");
    expect(due?.why).toBe("By order No. 42 of February 12, 2022.");
  });

  it("are corrected in place, follow their entry’s correction, and are taken back with it", async () => {
    const { confirm, line, correct, services, people, slug, docketId, entry, sheet } =
      await openNotice();
    value(await confirm(0, 1));
    const report = (await line())?.hanging[0];
    const shown = value(
      await services.dockets.showEvent(people.staff, slug, docketId, report?.id ?? ""),
    );
    const filled = { ...shown.filled, dated: "2022-04-11", time: "5 p.m." };
    value(await correct(report?.id ?? "", docketEventForm.parse(filled)));
    expect((await line())?.hanging[0]).toMatchObject({
      dated: "2022-04-11",
      before: [{ dated: "2022-04-10" }],
      follows: [{ hour: { time: "17:00" } }],
    });
    expect((await line())?.named, "what was corrected is not offered again").toEqual([]);
    const order = { kind: "order", dated: "2022-02-04", number: "5", text: WORDS } as const;
    const { eventId: later } = value(await correct(entry, order));
    expect((await line())?.hanging).toHaveLength(2);
    value(
      await services.dockets.retractEvent(people.staff, slug, docketId, later, {
        reason: "Another suit.",
      }),
    );
    const after = await sheet();
    expect([after.sheet, after.retracted.length]).toEqual([[], 3]);
    expect(
      after.deadlines.filter(({ kind }) => kind !== "service" && !/answer/u.test(kind)),
    ).toEqual([]);
  });

  it("that can’t be are refused at their own fields, and an entry that was taken back sets none", async () => {
    const { services, people, slug, docketId, entry, record, sheet } = await openNotice();
    const confirm = (...days: unknown[]) =>
      services.dockets.confirmDays(
        people.staff,
        slug,
        docketId,
        entry,
        confirmDaysForm.parse({ days }),
      );
    const day = { isTaken: true, kind: "briefDue", what: "Opposition", dated: "2022-05-01" };
    const early = { isTaken: true, kind: "hearing", what: "Conference", dated: "2021-05-01" };
    expect(refused(await confirm(day), "bad-input").fields).toEqual({
      "days[0].by": "Choose whose brief it is.",
    });
    expect(refused(await confirm({ ...day, isTaken: false }, early), "bad-input").fields).toEqual({
      "days[1].dated": expect.stringContaining("nothing on its docket comes before that"),
    });
    expect((await sheet()).sheet).toHaveLength(1);
    value(
      await services.dockets.retractEvent(people.staff, slug, docketId, entry, { reason: "No." }),
    );
    refused(await confirm({ ...day, by: "us" }), "stale");
    const under = { kind: "hearing", dated: "2022-05-01", under: entry } as const;
    expect(refused(await record(under), "bad-input").fields?.["under"]).toContain("taken back");
  });

  it("an hour is taken as people write it, and shown as the court does", async () => {
    const { recorded, sheet, record, services, people, slug, docketId } = await openSuitOfRequest();
    for (const [typed, hour] of [
      ["2 pm", "14:00"],
      ["14:00", "14:00"],
      ["9.30 A.M.", "09:30"],
      ["noon", "12:00"],
      ["12:15 a.m.", "00:15"],
    ] as const) {
      const id = await recorded({ kind: "hearing", dated: "2022-05-01", time: typed });
      const heard = (await sheet()).deadlines.find(({ eventId }) => eventId === id);
      expect([typed, heard?.hour?.time]).toEqual([typed, hour]);
      value(await services.dockets.retractEvent(people.staff, slug, docketId, id, { reason: "x" }));
    }
    for (const time of ["2", "25:00", "13 pm", "soon"]) {
      expect(
        docketEventForm.safeParse({ kind: "hearing", dated: "2022-05-01", time }).success,
      ).toBe(false);
    }
    expect(refused(await record({ kind: "hearing", time: "2 pm" }), "bad-input").fields).toEqual({
      dated: expect.stringContaining("FRCP 6(c)(1)"),
    });
  });
});

describe("lawsuits of a matter", () => {
  it("of one name are told apart by their first papers", async () => {
    const { services, people, slug } = await openSuitOfRequest();
    const form = { kind: "complaint", title: "Second complaint", layoutProfile: "nd-cal" } as const;
    value(await services.documents.create(people.drafter, slug, form));
    const names = value(await services.matters.show(people.drafter, slug)).dockets.map(
      ({ name }) => name,
    );
    expect(names).toEqual([
      expect.stringMatching(/no case number recorded \(“Complaint”\)$/u),
      expect.stringMatching(/no case number recorded \(“Second complaint”\)$/u),
    ]);
  });
});

describe("[L65] a pasted docket keeps what it says", () => {
  const PASTED = [
    "01/11/2022\t1\tCOMPLAINT against ICE by American Immigration Council",
    `02/03/2022\t2\t${WORDS}`,
    "03/02/2022\t3\tANSWER to Complaint by ICE",
  ].join("\n");

  it("proposes kinds and days, and records with each entry what was ticked of it", async () => {
    const { services, people, slug, docketId, sheet, recorded } = await openSuitOfRequest();
    const { previewImport, importEvents } = services.dockets;
    const served = { kind: "service", on: "usAttorney", method: "hand" } as const;
    const service = await recorded({ ...served, dated: "2022-01-20" });
    const preview = value(await previewImport(people.staff, slug, docketId, { pasted: PASTED }));
    expect(
      preview.entries.map(({ line, kind, proposed, days }) => [line, kind, proposed, days.length]),
    ).toEqual([
      [1, "paper", null, 0],
      [2, "other", null, 2],
      [3, "other", "answer", 0],
    ]);
    const form = { pasted: PASTED, taken: ["3", "2.1"] };
    expect(value(await importEvents(people.staff, slug, docketId, form))).toMatchObject({
      added: 3,
      days: 1,
    });
    const shown = await sheet(people.staff);
    expect(shown.sheet.map(({ number, kind }) => [number, kind])).toEqual([
      ["1", "paper"],
      [null, "service"],
      ["2", "other"],
      ["3", "answer"],
    ]);
    expect(shown.sheet[1]?.id).toBe(service);
    expect(shown.sheet[2]?.hanging.map(({ text }) => text)).toEqual(["Case Management Conference"]);
    expect(shown.sheet[2]?.named.map(({ what }) => what)).toEqual(["Joint status report"]);
    expect(shown.deadlines.find(({ key }) => key === "answer")).toMatchObject({ isDone: true });
  });

  it("adds an entry without a number once, however often it is pasted", async () => {
    const { services, people, slug, docketId, sheet } = await openSuitOfRequest();
    const { importEvents, previewImport } = services.dockets;
    const twice = "02/03/2022\tSummons issued.\n02/03/2022\tSummons issued.";
    value(await importEvents(people.staff, slug, docketId, { pasted: twice }));
    expect((await sheet()).sheet, "the court’s own two").toHaveLength(2);
    const pasted = `${twice}\n02/04/2022\tSummons issued.`;
    const preview = value(await previewImport(people.staff, slug, docketId, { pasted }));
    expect(preview.unread.map(({ why }) => why)).toEqual([
      "An entry of that day with these words is on the docket already.",
      "An entry of that day with these words is on the docket already.",
    ]);
    const added = await importEvents(people.staff, slug, docketId, { pasted });
    expect(value(added).added).toBe(1);
    expect((await sheet()).sheet).toHaveLength(3);
  });

  it("keeps each tick of a paste longer than one brings, and refuses one that finds nothing", async () => {
    const { services, people, slug, docketId, sheet, recorded } = await openSuitOfRequest();
    await recorded({ kind: "other", number: "1", dated: "2022-01-11", text: "Summons issued." });
    const lines = Array.from({ length: 1_001 }, (_, at) => `01/11/2022\t${at + 1}\tLetter.`);
    const pasted = `${lines.join("\n")} Hearing set for 5/2/2022.`;
    const { importEvents } = services.dockets;
    const wrong = await importEvents(people.staff, slug, docketId, {
      pasted,
      taken: ["2.0", "1001.0"],
    });
    expect(refused(wrong, "bad-input").sentence).toMatch(
      /^Nothing was added\. Line 2: what was selected there/u,
    );
    expect((await sheet()).sheet).toHaveLength(1);
    const added = await importEvents(people.staff, slug, docketId, { pasted, taken: ["1001.0"] });
    expect(value(added)).toMatchObject({ added: 1_000, days: 1 });
  });

  it("adds nothing where something that was ticked can’t be, and names it", async () => {
    const { services, people, slug, docketId, sheet, recorded } = await openSuitOfRequest();
    await recorded({ kind: "judgment", dated: "2022-03-01" });
    const pasted = `${PASTED}\n03/03/2022\t4\tJUDGMENT`;
    const { importEvents } = services.dockets;
    const wrong = refused(
      await importEvents(people.staff, slug, docketId, { pasted, taken: ["4"] }),
      "bad-input",
    );
    expect(wrong.sentence).toMatch(/^Nothing was added\. No\. 4 \(line 4\): .*ends once \(FRCP/u);
    const hidden = `${PASTED}\n03/03/2022\t4\tDefendants' opposition\u200B due by 4/10/2022`;
    const unseen = refused(
      await importEvents(people.staff, slug, docketId, { pasted: hidden, taken: ["4.0"] }),
      "bad-input",
    );
    expect(unseen.sentence).toMatch(/^Nothing was added\. No\. 4 \(line 4\): .*can’t be seen/u);
    expect((await sheet()).sheet).toHaveLength(1);
    value(await importEvents(people.staff, slug, docketId, { pasted }));
    expect((await sheet()).sheet).toHaveLength(5);
  });

  it("of a thousand entries and half a million characters is read within seconds, in turns with others", async () => {
    const { services, people, slug, docketId, sheet } = await openSuitOfRequest();
    const text = `ORDER re stipulation. ${WORDS}. ${"Words of an order. ".repeat(18)}`.slice(
      0,
      470,
    );
    const pasted = Array.from({ length: 1_000 }, (_, at) => `01/11/2022\t${at + 1}\t${text}`).join(
      "\n",
    );
    expect(pasted.length).toBeGreaterThan(480_000);
    // Turns of the server for other people, counted: how long each takes is the machine's.
    let turns = 0;
    let isOver = false;
    const turn = () => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    turn();
    const start = performance.now();
    const { previewImport, importEvents } = services.dockets;
    const preview = value(await previewImport(people.staff, slug, docketId, { pasted }));
    expect(preview.entries).toHaveLength(1_000);
    expect(turns).toBeGreaterThan(1_000 / 25);
    const taken = preview.entries.map(({ line }) => `${line}.0`);
    const form = { pasted, taken };
    expect(value(await importEvents(people.staff, slug, docketId, form))).toMatchObject({
      added: 1_000,
      days: 1_000,
    });
    const shown = await sheet(people.staff);
    isOver = true;
    expect(shown.sheet).toHaveLength(1_000);
    expect(performance.now() - start).toBeLessThan(100_000);
  });
});
