import { describe, expect, it } from "vitest";
import type { WaitingGroup } from "#app/domain/deadlines/waiting.ts";
import { agencyEventForm } from "#app/domain/agency-record/form.ts";
import { deadlinesFor } from "#server/services/deadlines/load.ts";
import { databaseLog } from "#server/rooms/index.ts";
import { countedReads } from "./counted-reads.ts";
import { writeFiledMatters } from "./filed-matters.ts";
import { DAY, openCoalition, refused, value, type Coalition } from "./workspace.ts";

const names = (groups: readonly WaitingGroup[]) =>
  groups.map(({ name, entries, more }) => `${name} ${entries.length + more}`);

async function writeIn({ database, clock }: Coalition, documentId: string, userId: string) {
  const update = Uint8Array.of(0, 0);
  const authorship = [{ userId, ranges: Uint8Array.of(1, 0, 0) }];
  const { generation } = await database.client.document.findUniqueOrThrow({
    where: { id: documentId },
  });
  const batch = { documentId, generation, update, authorship, bindings: [] };
  await databaseLog(database).commit([batch], clock());
}

describe("what is due, on Home", () => {
  it("[L2] [L37] is the clock of each request, then what the lawsuit over it asks for", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, pass } = coalition;
    const { council, ilrc } = organizations;
    const { sue } = await writeFiledMatters(coalition, [council, ilrc], 1);
    const show = async () => value(await services.home.show(people.ilrcDrafter));
    const before = await show();
    expect(names(before.groups)).toEqual(["month 1"]);
    expect(before.groups[0]?.entries[0]).toMatchObject({
      what: "The agency’s determination",
      about: "FOIA request 0",
      matter: { slug: "matter-0", title: "Matter 0" },
      due: { on: "2021-11-05", distance: "in 29 days" },
    });
    pass(40 * DAY);
    expect(names((await show()).groups)).toEqual(["agency-late 1"]);
    await sue("2021-11-15");
    pass(60 * DAY);
    const sued = await show();
    expect(names(sued.groups)).toEqual(["month 3"]);
    pass(60 * DAY);
    expect(names((await show()).groups)).toEqual(["late 3"]);
  });

  it("[L11] is the appeal of a fee waiver that was denied, until it is on record as sent", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, pass } = coalition;
    await writeFiledMatters(coalition, [organizations.council, organizations.ilrc], 1);
    pass(10 * DAY);
    const record = async (fields: object) =>
      value(
        await services.agencyRecord.record(
          people.staff,
          "request-0",
          agencyEventForm.parse(fields),
        ),
      );
    const appeals = async () =>
      value(await services.home.show(people.ilrcDrafter))
        .groups.flatMap(({ entries }) => entries)
        .filter(({ what }) => what.includes("appeal"))
        .map(({ what }) => what);
    await record({ kind: "feeWaiverDenied", dated: "2021-10-12" });
    expect(await appeals()).toEqual(["Send the administrative appeal (fee waiver)"]);
    const { parts } = value(await services.agencyRecord.begin(people.staff, "request-0"));
    expect(parts).toEqual(["fee waiver"]);
    const sent = { kind: "appealed", sent: "2021-10-14", received: "2021-10-15" };
    await record({ ...sent, part: "fee waiver" });
    expect(await appeals()).toEqual(["The decision on the appeal (fee waiver)"]);
  });

  it("is nothing of a request that we are done with, until that is taken back", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, pass } = coalition;
    await writeFiledMatters(coalition, [organizations.council, organizations.ilrc], 1);
    pass(20 * DAY);
    const record = (fields: object) =>
      services.agencyRecord.record(people.staff, "request-0", agencyEventForm.parse(fields));
    value(await record({ kind: "determined", dated: "2021-10-20", statesReasonsAndAppeal: true }));
    pass(200 * DAY);
    const shown = async () => names(value(await services.home.show(people.ilrcDrafter)).groups);
    expect(await shown()).toEqual(["late 1"]);
    const closed = { kind: "closed", dated: "2022-02-01" };
    expect(refused(await record(closed), "bad-input").fields).toHaveProperty("reason");
    const reason = "All records came; we don’t appeal.";
    const { eventId } = value(await record({ ...closed, reason }));
    expect(await shown()).toEqual([]);
    value(
      await services.agencyRecord.retract(people.staff, eventId, {
        reason: "Records are missing.",
      }),
    );
    expect(await shown()).toEqual(["late 1"]);
  });

  it("[L8] is the decision on expedited processing where the request asks for it, until it is recorded", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, database, pass } = coalition;
    await writeFiledMatters(coalition, [organizations.council, organizations.ilrc], 2);
    const facts = JSON.stringify({ letter: { expeditedProcessing: true } });
    await database.client.document.update({ where: { id: "request-1" }, data: { facts } });
    pass(10 * DAY);
    const awaited = async () =>
      value(await services.home.show(people.ilrcDrafter))
        .groups.flatMap(({ entries }) => entries)
        .filter(({ what }) => what.includes("expedited"))
        .map(({ about, due }) => [about, due?.on]);
    expect(await awaited()).toEqual([["FOIA request 1", "2021-10-17"]]);
    const granted = agencyEventForm.parse({
      kind: "acknowledged",
      dated: "2021-10-12",
      track: "expedited",
    });
    value(await services.agencyRecord.record(people.staff, "request-1", granted));
    expect(await awaited()).toEqual([]);
  });

  it("[L1] asks staff to confirm the receipt of a request that was filed, until it is recorded or sued over", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, database } = coalition;
    const { sue } = await writeFiledMatters(
      coalition,
      [organizations.council, organizations.ilrc],
      2,
    );
    const asked = async (actor = people.staff) =>
      value(await services.home.show(actor))
        .groups.flatMap(({ entries }) => entries)
        .filter(({ what }) => what === "Confirm the receipt");
    expect(await asked()).toEqual([]);
    await database.client.agencyEvent.deleteMany({ where: { documentId: "request-0" } });
    expect(await asked()).toMatchObject([
      {
        about: "FOIA request 0",
        matter: { slug: "matter-0", title: "Matter 0" },
        path: "/documents/request-0/record/new?says=received",
        why: expect.stringContaining("Filed on October 7, 2021"),
      },
    ]);
    // Drafters, and staff of nobody in the matter, can't record it.
    expect(await asked(people.drafter)).toEqual([]);
    expect(await asked(people.stranger)).toEqual([]);
    value(
      await services.agencyRecord.record(
        people.staff,
        "request-0",
        agencyEventForm.parse({
          kind: "received",
          received: "2021-10-07",
          office: "ICE FOIA Office",
          isProper: true,
        }),
      ),
    );
    expect(await asked()).toEqual([]);
    await database.client.agencyEvent.deleteMany({ where: { documentId: "request-1" } });
    expect(await asked()).toHaveLength(1);
    await sue("2021-11-15");
    coalition.pass(60 * DAY);
    expect(await asked()).toEqual([]);
  });

  it("[L16] says of a request whose record contradicts itself that none of its dates is counted", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, database } = coalition;
    await writeFiledMatters(coalition, [organizations.council, organizations.ilrc], 1);
    const { documentId } = await database.client.filing.findFirstOrThrow();
    // As a release that did not refuse it left it: received before it was filed.
    const filedOn = "2021-10-08";
    coalition.pass(3 * DAY);
    await database.client.filing.update({ where: { documentId }, data: { filedOn } });
    const { groups } = value(await services.home.show(people.staff));
    expect(names(groups)).toEqual(["asked 1"]);
    expect(groups[0]?.entries[0]).toMatchObject({
      what: "Mend the record: no date of this request is counted",
      about: "FOIA request 0",
      path: `/documents/${documentId}/record`,
      why: "The agency can’t have received the request before it was sent.",
    });
    // People who may not write the record are told, and not asked.
    const [told] = value(await services.home.show(people.ilrcDrafter)).groups;
    expect(told?.entries[0]?.what).toBe(
      "No date of this request is counted, until its record is mended",
    );
    expect(value(await services.home.show(people.stranger)).groups).toEqual([]);
  });

  it("is nobody's outside the matter, and gone for who is removed from it", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, database } = coalition;
    await writeFiledMatters(coalition, [organizations.council, organizations.ilrc], 1);
    expect(value(await services.home.show(people.stranger)).groups).toEqual([]);
    expect(value(await services.home.show(people.observer)).groups).toHaveLength(1);
    await database.client.matterParty.deleteMany({
      where: { matterId: "matter-0", organizationId: organizations.ilrc },
    });
    expect(value(await services.home.show(people.ilrcDrafter)).groups).toEqual([]);
  });

  it("takes as many questions to the database for 200 matters as for two", async () => {
    const coalition = await openCoalition();
    const { people, organizations, database } = coalition;
    const parties = [organizations.council, organizations.ilrc];
    const ask = async () => {
      const reads = countedReads();
      const client = reads.client(database.client);
      const due = await deadlinesFor(client, people.drafter, "2021-12-01");
      return { due: due.length, asked: reads.questions() };
    };
    const few = await writeFiledMatters(coalition, parties, 2);
    await few.sue("2021-11-15");
    const forFew = await ask();
    const many = await writeFiledMatters(coalition, parties, 198, 2);
    await many.sue("2021-11-15");
    const forMany = await ask();
    expect(forFew).toEqual({ due: 6, asked: expect.any(Number) });
    expect(forMany).toEqual({ due: 600, asked: forFew.asked });
    expect(forMany.asked).toBeLessThanOrEqual(12);
  });
});

describe("drafts that others changed", () => {
  it("are told of from where I last looked, until I look again", async () => {
    const coalition = await openCoalition();
    const { services, people, slug } = coalition;
    const form = { kind: "letter", title: "Letter", layoutProfile: "letter" } as const;
    const { documentId } = value(await services.documents.create(people.drafter, slug, form));
    const changed = async () =>
      value(await services.home.show(people.drafter)).groups.find(({ name }) => name === "changed")
        ?.entries ?? [];
    await writeIn(coalition, documentId, people.ilrcDrafter.userId);
    // Never looked at: nothing is known that could be news.
    expect(await changed()).toEqual([]);
    value(await services.home.lookAt(people.drafter, documentId));
    await writeIn(coalition, documentId, people.drafter.userId);
    expect(await changed()).toEqual([]);
    coalition.pass(1000);
    await writeIn(coalition, documentId, people.ilrcDrafter.userId);
    expect(await changed()).toMatchObject([
      {
        what: "ilrc-drafter wrote in it",
        about: "Letter",
        path: `/documents/${documentId}`,
        since: coalition.clock().toISOString(),
      },
    ]);
    value(await services.home.lookAt(people.drafter, documentId));
    expect(await changed()).toEqual([]);
  });

  it("can't be looked at by who may not open them, and are forgotten with the matter", async () => {
    const coalition = await openCoalition();
    const { services, people, slug, organizations, database } = coalition;
    const form = { kind: "letter", title: "Letter", layoutProfile: "letter" } as const;
    const { documentId } = value(await services.documents.create(people.drafter, slug, form));
    expect(await services.home.lookAt(people.stranger, documentId)).toMatchObject({
      refusal: { code: "not-found" },
    });
    expect(await database.client.draftRead.count()).toBe(0);
    value(await services.home.lookAt(people.ilrcDrafter, documentId));
    await writeIn(coalition, documentId, people.drafter.userId);
    const groups = async () => value(await services.home.show(people.ilrcDrafter)).groups;
    expect(names(await groups())).toEqual(["changed 1"]);
    const leaving = { organizationId: organizations.ilrc };
    value(await services.matters.removeParty(people.admin, slug, leaving));
    const [said, ...others] = await groups();
    expect(said?.entries.map(({ key }) => key.split(":")[0])).toEqual(["matter.party-removed"]);
    expect(others).toEqual([]);
  });
});
