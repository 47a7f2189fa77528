import { describe, expect, it } from "vitest";
import { zoneFromCookies } from "#app/framework/zone-cookie.ts";
import { openSite } from "./site.ts";

describe("when something was", () => {
  it("stands on a page in the zone that its reader's browser told, from the first letter on", async () => {
    const site = await openSite();
    const session = await site.cookieOf("drafter@example.org");
    const record = async (cookies: string) => {
      const page = await site.withCookie(cookies).get(`/matters/${site.slug}/record`);
      expect(page.status).toBe(200);
      return [...page.document.querySelectorAll("time")].map(({ textContent }) => textContent);
    };
    const [first] = await record(session);
    expect(first).toBe("Oct 7, 2021, 12:00 p.m. UTC");
    const [west] = await record(`${session}; zone=America/Los_Angeles`);
    expect(west).toBe("Oct 7, 2021, 5:00 a.m.");
    const [east] = await record(`zone=Asia/Tokyo; ${session}`);
    expect(east).toBe("Oct 7, 2021, 9:00 p.m.");
    expect(site.failures).toEqual([]);
  });

  it("stands there in UTC for who has told none, or what is no zone", () => {
    expect(zoneFromCookies(null)).toBeNull();
    for (const zone of ["", "Mars/Olympus", "america/new_york", "<script>", "x".repeat(9_000)]) {
      expect(zoneFromCookies(`theme=dark; zone=${zone}`), zone).toBeNull();
    }
    // As some browsers name them now, and others did before.
    for (const zone of ["Asia/Kolkata", "Asia/Calcutta", "America/Indiana/Indianapolis", "UTC"]) {
      expect(zoneFromCookies(`zone=${zone}`)).toBe(zone);
    }
    expect(zoneFromCookies("myzone=Asia/Tokyo; zone=Europe/Berlin")).toBe("Europe/Berlin");
  });
});
