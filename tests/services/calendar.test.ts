import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { hashSecret } from "#server/auth/index.ts";
import { icsOf } from "#server/services/calendar/ics.ts";
import { readIcs } from "#tests/support/ics.ts";
import { writeFiledMatters } from "./filed-matters.ts";
import { freshBrowser, STRANGE } from "./with-passkey.ts";
import { DAY, openCoalition, refused, value } from "./workspace.ts";

const ADDRESS = "192.0.2.7";

/** A coalition with a filed request in a matter of two, and the ILRC's drafter's calendar. */
async function openCalendar() {
  const coalition = await openCoalition();
  const { services, people, organizations } = coalition;
  const matter = await writeFiledMatters(coalition, [organizations.council, organizations.ilrc], 1);
  const make = async (actor: Actor) =>
    services.calendar.createAddress(actor, await freshBrowser(coalition, actor));
  const { link } = value(await make(people.ilrcDrafter));
  const secret = /\/calendar\/(?<secret>[\w-]{43})\.ics$/u.exec(link)?.groups?.["secret"] ?? "";
  const read = (address = ADDRESS) => services.calendar.read(secret, address);
  return {
    ...coalition,
    ...matter,
    link,
    make,
    secret,
    read,
    events: async () => readIcs(value(await read()).text).events,
  };
}

const NOT_FOUND = { ok: false, refusal: { code: "not-found" } };

describe("the calendar of somebody's deadlines", () => {
  it("has each as a day without a time, with its derivation, source and page", async () => {
    const { events, documentId, link, pass, sue } = await openCalendar();
    expect(link).toMatch(/^https:\/\/desk\.example\.org\/calendar\//u);
    const [event, ...others] = await events();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      DTSTAMP: "20211007T000000Z",
      "DTSTART;VALUE=DATE": "20211105",
      SUMMARY: "The agency’s determination · FOIA request 0",
      "URL;VALUE=URI": `https://desk.example.org/documents/${documentId(0)}/record`,
      CLASS: "PRIVATE",
      TRANSP: "TRANSPARENT",
    });
    expect(event?.["DESCRIPTION"]).toMatch(
      /^Matter 0: FOIA request 0\nThe agency’s to do\.\n20 working days .*\nSource: 5 U\.S\.C\. 552/u,
    );
    pass(10 * DAY);
    await sue("2021-10-15");
    expect((await events()).map((one) => one["DTSTART;VALUE=DATE"])).toEqual(
      Array.from({ length: 3 }, () => "20220113"),
    );
  });

  it("keeps the name of an event while it is about the same thing, though its day moves", async () => {
    const { events, database, documentId, people, clock, pass } = await openCalendar();
    const [before] = await events();
    pass(5 * DAY);
    await database.client.agencyEvent.create({
      data: {
        id: "extension",
        documentId: documentId(0),
        kind: "extended",
        dated: "2021-10-12",
        details: JSON.stringify({ reasons: true, workingDays: 10 }),
        note: "",
        recordedById: people.staff.userId,
        recordedAt: clock(),
      },
    });
    const [after] = await events();
    expect(after?.["UID"]).toBe(before?.["UID"]);
    expect(after?.["DTSTART;VALUE=DATE"]).toBe("20211122");
    expect(before?.["UID"]).toMatch(/^[0-9a-f]{40}@deadlines\.coalition-desk$/u);
  });

  it("is the same text, with the same tag, until something changes or the day is over", async () => {
    const { read, pass } = await openCalendar();
    const first = value(await read());
    pass(3 * 60 * 60_000);
    expect(value(await read())).toEqual(first);
    pass(DAY);
    expect(value(await read()).etag).not.toBe(first.etag);
  });

  it("asks for rights anew: dates of a matter go with the matter, and all go with the last place", async () => {
    const { services, read, events, people, organizations, database } = await openCalendar();
    expect(await events()).toHaveLength(1);
    await database.client.matterParty.deleteMany({
      where: { matterId: "matter-0", organizationId: organizations.ilrc },
    });
    expect(await events()).toEqual([]);
    value(
      await services.organizations.removePerson(
        people.ilrcAdmin,
        organizations.ilrc,
        people.ilrcDrafter.userId,
      ),
    );
    expect(await read()).toMatchObject(NOT_FOUND);
  });

  it("is kept by its hash alone, and neither the record nor the log has its secret", async () => {
    const { database, secret, read, logged } = await openCalendar();
    await read();
    const [feed] = await database.client.calendarFeed.findMany();
    expect(feed?.tokenHash).toBe(hashSecret(secret));
    expect(feed?.usedAt).not.toBeNull();
    const lines = await database.client.auditEvent.findMany({
      where: { type: "calendar-address.created" },
      orderBy: { sequence: "asc" },
    });
    expect(lines).toHaveLength(1);
    expect(JSON.stringify([feed, ...lines])).not.toContain(secret);
    expect(logged()).not.toContain(secret);
  });

  it("answers nothing once it is revoked, or another address was made", async () => {
    const { services, people, read, make, database } = await openCalendar();
    const second = value(await make(people.ilrcDrafter));
    expect(await read()).toMatchObject(NOT_FOUND);
    const secret = /calendar\/(?<secret>[^.]+)/u.exec(second.link)?.groups?.["secret"] ?? "";
    expect(await services.calendar.read(secret, ADDRESS)).toMatchObject({ ok: true });
    value(await services.calendar.revokeAddress(people.ilrcDrafter));
    value(await services.calendar.revokeAddress(people.ilrcDrafter));
    expect(await services.calendar.read(secret, ADDRESS)).toMatchObject(NOT_FOUND);
    const lines = await database.client.auditEvent.findMany({
      where: { type: { startsWith: "calendar-address." } },
      orderBy: { sequence: "asc" },
    });
    expect(lines.map(({ type }) => type)).toEqual([
      "calendar-address.created",
      "calendar-address.created",
      "calendar-address.revoked",
    ]);
  });

  it("is made by whoever has just shown that it is them, and ends when they sign out everywhere", async () => {
    const { services, people, read, make } = await openCalendar();
    const { ilrcDrafter } = people;
    refused(await services.calendar.createAddress(ilrcDrafter, STRANGE), "forbidden");
    expect(await read()).toMatchObject({ ok: true });
    value(await services.account.signOutEverywhere(ilrcDrafter));
    expect(await read()).toMatchObject(NOT_FOUND);
    expect(await make(ilrcDrafter)).toMatchObject({ ok: true });
  });

  it("ends with the last place of its person: who comes back one day makes another", async () => {
    const { services, people, organizations, read, database } = await openCalendar();
    const { ilrc } = organizations;
    const { userId } = people.ilrcDrafter;
    value(await services.organizations.removePerson(people.ilrcAdmin, ilrc, userId));
    await database.client.membership.create({
      data: { id: "back", userId, organizationId: ilrc, createdAt: new Date(0) },
    });
    expect(await read()).toMatchObject(NOT_FOUND);
  });

  it("is one's own: revoking mine leaves theirs", async () => {
    const { services, people, read, make } = await openCalendar();
    value(await make(people.drafter));
    value(await services.calendar.revokeAddress(people.drafter));
    expect(await read()).toMatchObject({ ok: true });
  });

  it("is asked for sixty times an hour at most, and guessing is held back by address", async () => {
    const { services, read } = await openCalendar();
    for (let fetch = 0; fetch < 60; fetch += 1) expect((await read()).ok).toBe(true);
    expect(await read()).toMatchObject({ refusal: { code: "too-many-tries" } });
    const guess = (address: string) => services.calendar.read("x".repeat(43), address);
    for (let tried = 0; tried < 60; tried += 1)
      expect(await guess("198.51.100.1")).toMatchObject(NOT_FOUND);
    expect(await guess("198.51.100.1")).toMatchObject({ refusal: { code: "too-many-tries" } });
    expect(await guess("198.51.100.2")).toMatchObject(NOT_FOUND);
  });
});

describe("iCalendar", () => {
  it("holds whatever people type: marks, breaks, emoji and lines of its own making", () => {
    const nasty = "a,b;c\\d\r\nBEGIN:VEVENT\n\u0000\u0007\t“é” 🙂".repeat(20);
    const day = { key: "k", day: "2024-02-29", hour: null };
    const event = { ...day, summary: nasty, description: nasty, path: "/x" };
    const { events } = readIcs(
      icsOf([event, { ...event, key: "l" }], "2024-02-01", "https://d.example"),
    );
    expect(events).toHaveLength(2);
    expect(events[0]?.["SUMMARY"]).toContain("a,b;c\\d\nBEGIN:VEVENT\n   “é” 🙂");
    expect(events[0]?.["UID"]).not.toBe(events[1]?.["UID"]);
    expect(events[0]?.["DTSTART;VALUE=DATE"]).toBe("20240229");
  });

  it("[L73] has an hour as the instant of the court’s own clock, in summer and winter", () => {
    const words = { summary: "Hearing", description: "", path: "/x" };
    const starts = (day: string, zone: "America/Los_Angeles" | "America/New_York") => {
      const event = { key: "k", day, hour: { time: "14:00", zone }, ...words };
      return readIcs(icsOf([event], "2022-11-03", null)).events.map((one) => one["DTSTART"]);
    };
    expect(starts("2022-12-17", "America/Los_Angeles")).toEqual(["20221217T220000Z"]);
    expect(starts("2022-06-17", "America/Los_Angeles")).toEqual(["20220617T210000Z"]);
    expect(starts("2022-12-17", "America/New_York")).toEqual(["20221217T190000Z"]);
  });

  it("is a calendar too where nothing is due", () => {
    expect(readIcs(icsOf([], "2024-02-01", null)).events).toEqual([]);
  });
});
