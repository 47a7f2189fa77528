import { describe, expect, it, vi } from "vitest";
import { agencyEventForm } from "#app/domain/agency-record/form.ts";
import { compareRows } from "#server/services/audit/compare-rows.ts";
import { writeFiledMatters } from "./filed-matters.ts";
import { DAY, openCoalition, refused, value } from "./workspace.ts";

const KEY = "paper:request-0:determination";
const SLUG = "matter-0";

/** A request whose determination the agency has missed. */
async function openMissed() {
  const coalition = await openCoalition();
  const { council, ilrc } = coalition.organizations;
  await writeFiledMatters(coalition, [council, ilrc], 1);
  coalition.pass(40 * DAY);
  const { services, people } = coalition;
  const groups = async (actor = people.ilrcDrafter) =>
    value(await services.home.show(actor)).groups.map(
      ({ name, entries }) => `${name}: ${entries.map(({ what }) => what).join(", ")}`,
    );
  const record = async (fields: object) =>
    value(
      await services.agencyRecord.record(people.staff, "request-0", agencyEventForm.parse(fields)),
    );
  return { ...coalition, groups, record };
}

const MISSED = "agency-late: The agency’s determination";
const NOT_PURSUED = {
  deadline: KEY,
  due: "2021-11-05",
  decision: "not-pursued",
  reason: "The client has moved away.",
} as const;

describe("a day that the agency missed", () => {
  it("is settled by staff for everybody of the matter, with a line of the record, until that is taken back", async () => {
    const { services, people, database, groups } = await openMissed();
    expect(await groups()).toEqual([MISSED]);
    const { deadlines } = services;
    refused(await deadlines.settle(people.ilrcDrafter, SLUG, NOT_PURSUED), "forbidden");
    refused(await deadlines.settle(people.stranger, SLUG, NOT_PURSUED), "not-found");
    refused(
      await deadlines.settle(people.staff, SLUG, { ...NOT_PURSUED, reason: " " }),
      "bad-input",
    );
    refused(await deadlines.settle(people.staff, SLUG, { ...NOT_PURSUED, deadline: "x" }), "stale");
    value(await deadlines.settle(people.staff, SLUG, NOT_PURSUED));
    expect(await groups()).toEqual([]);
    expect(await groups(people.staff)).toEqual([]);
    const shown = value(await deadlines.missed(people.ilrcDrafter, SLUG));
    expect(shown).toMatchObject({
      missed: [],
      settled: [{ decision: "not-pursued", reason: NOT_PURSUED.reason, by: "staff" }],
      may: { settle: false },
    });
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "deadline.settled" },
    });
    expect(line).toMatchObject({ matterId: "matter-0", documentId: "request-0" });
    expect(JSON.parse(line.details)).toMatchObject({ ...NOT_PURSUED, due: "2021-11-05" });
    value(await deadlines.unsettle(people.staff, SLUG, { deadline: KEY }));
    expect(await groups()).toEqual([MISSED]);
  });

  it("is not settled by a page that showed another day of it", async () => {
    const { services, people, groups } = await openMissed();
    const { deadlines } = services;
    const moved = { ...NOT_PURSUED, due: "2021-11-04" };
    expect(refused(await deadlines.settle(people.staff, SLUG, moved), "stale").sentence).toContain(
      "may be another one now",
    );
    expect(await groups()).toEqual([MISSED]);
  });

  it("is not settled where something is recorded while its day is counted", async () => {
    const { services, people, groups, database, record } = await openMissed();
    const write = database.write.bind(database);
    vi.spyOn(database, "write").mockImplementationOnce(async (inside) => {
      await record({ kind: "acknowledged", dated: "2021-10-12", track: "complex" });
      return write(inside);
    });
    refused(await services.deadlines.settle(people.staff, SLUG, NOT_PURSUED), "stale");
    expect(await database.client.settledDeadline.count()).toBe(0);
    expect(await groups()).toEqual([MISSED]);
  });

  it("is settled as recorded elsewhere, for everybody and in the record as just that", async () => {
    const { services, people, database, groups } = await openMissed();
    const elsewhere = {
      deadline: KEY,
      due: NOT_PURSUED.due,
      decision: "elsewhere",
      reason: "Its answer is in the partner’s file.",
    } as const;
    value(await services.deadlines.settle(people.staff, SLUG, elsewhere));
    expect(await groups()).toEqual([]);
    expect(await groups(people.staff)).toEqual([]);
    expect(value(await services.deadlines.missed(people.ilrcDrafter, SLUG))).toMatchObject({
      missed: [],
      settled: [{ decision: "elsewhere", reason: elsewhere.reason, by: "staff" }],
    });
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "deadline.settled" },
    });
    expect(JSON.parse(line.details)).toMatchObject(elsewhere);
  });

  it("comes back where the record of its request changes", async () => {
    const { services, people, groups, record } = await openMissed();
    value(await services.deadlines.settle(people.staff, SLUG, NOT_PURSUED));
    await record({ kind: "acknowledged", dated: "2021-10-12", track: "complex" });
    expect(await groups()).toEqual([MISSED]);
    const until = "2022-01-31";
    value(await services.deadlines.remind(people.ilrcDrafter, SLUG, { deadline: KEY, until }));
    expect(await groups()).toEqual([]);
    await record({ kind: "interimResponse", dated: "2021-10-20" });
    expect(await groups()).toEqual([MISSED]);
  });

  it("is held by the record with the line after which it holds", async () => {
    const { services, people, database, record } = await openMissed();
    value(await services.deadlines.settle(people.staff, SLUG, NOT_PURSUED));
    await record({ kind: "acknowledged", dated: "2021-10-12", track: "complex" });
    value(await services.deadlines.settle(people.staff, SLUG, NOT_PURSUED));
    const told = async () =>
      (await compareRows(database))
        .filter(({ table }) => table === "SettledDeadline")
        .map(({ why }) => why);
    expect(await told()).toEqual([]);
    const { recordedAs } = await database.client.settledDeadline.findFirstOrThrow();
    await database.client.settledDeadline.updateMany({ data: { recordedAs: 1_000_000 } });
    expect(await told()).toEqual(['the column "recordedAs" changed past the record']);
    await database.client.settledDeadline.updateMany({ data: { recordedAs, at: new Date(0) } });
    expect(await told()).toEqual(['the column "at" changed past the record']);
  });

  it("is put off by each for themselves, until the day that they chose", async () => {
    const { services, people, groups, pass } = await openMissed();
    const { deadlines } = services;
    const put = (until: string) =>
      deadlines.remind(people.ilrcDrafter, SLUG, { deadline: KEY, until });
    expect(refused(await put("2021-11-16"), "bad-input").fields).toHaveProperty("until");
    value(await put("2021-11-20"));
    expect(await groups()).toEqual([]);
    expect(await groups(people.staff)).toEqual([MISSED]);
    expect(value(await deadlines.missed(people.ilrcDrafter, SLUG)).missed).toMatchObject([
      { remindOn: "2021-11-20" },
    ]);
    pass(4 * DAY);
    expect(await groups()).toEqual([
      "asked: Look again, as you wanted to today: The agency’s determination",
    ]);
    value(await deadlines.forget(people.ilrcDrafter, SLUG, { deadline: KEY }));
    expect(await groups()).toEqual([MISSED]);
  });

  it("is no longer the next thing of its matter, which says how many there are", async () => {
    const { services, people } = await openMissed();
    const due = async () => value(await services.deadlines.ofMatter(people.observer, SLUG));
    expect(await due()).toEqual({ next: null, missed: 1 });
    value(await services.deadlines.settle(people.staff, SLUG, NOT_PURSUED));
    expect(await due()).toEqual({ next: null, missed: 0 });
  });
});
