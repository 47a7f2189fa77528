import { describe, expect, it } from "vitest";
import { clocksOf, suitsOf } from "#server/services/agency-record/clocks.ts";
import { agencyEventsOf } from "#server/services/agency-record/events.ts";
import { requestsWithClocks } from "#server/services/deadlines/requests.ts";
import { suitsWithDeadlines } from "#server/services/dockets/deadlines.ts";
import { docketEventsOf } from "#server/services/dockets/events.ts";
import { calendarOf } from "#server/services/settings/calendar.ts";
import { openReview } from "./papers.ts";

const MANY = 2_500;

describe("an organization with thousands of requests", () => {
  it("is asked about them in pieces, as one statement takes some hundred values", async () => {
    const { database, slug } = await openReview();
    const { client } = database;
    const ids = Array.from({ length: MANY }, (_, index) => `request-${index}`);
    const matter = { id: "matter", slug, title: "Matter" };
    const matters = new Map(ids.map((id) => [id, { ...matter, id }]));
    expect((await agencyEventsOf(client, ids)).size).toBe(MANY);
    expect((await docketEventsOf(client, ids)).size).toBe(MANY);
    expect((await suitsOf(client, ids)).size).toBe(0);
    expect((await clocksOf(client, ids, "2026-11-30")).size).toBe(0);
    const calendar = await calendarOf(client);
    expect(await suitsWithDeadlines(client, ids, calendar, "2026-11-30")).toEqual([]);
    const { dated } = await requestsWithClocks(client, matters as never, "2026-11-30");
    expect(dated).toEqual([]);
  });
});
