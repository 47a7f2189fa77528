import { describe, expect, it } from "vitest";
import { openSite } from "./site.ts";

describe("a bug", () => {
  it("meets a person with a sentence and the log with the error, and tells nobody its words", async () => {
    const site = await openSite();
    const secret = "SELECT everything FROM secrets";
    Object.assign(site.services.home, {
      show: () => Promise.reject(new Error(secret)),
    });
    const answer = await (await site.as("drafter")).get("/");
    expect(answer.status).toBe(500);
    expect(answer.words).toContain("Something went wrong on our side.");
    expect(answer.document.title).toContain("Something went wrong");
    expect(answer.body).not.toContain(secret);
    expect(site.failures.join("\n")).toContain(secret);
  });
});

describe("a refusal", () => {
  it("is not logged as an error", async () => {
    const site = await openSite();
    const stranger = await site.as("stranger");
    expect((await stranger.get(`/matters/${site.slug}`)).status).toBe(404);
    expect((await stranger.post("/matters/new", {})).status).toBe(400);
    expect(site.failures).toEqual([]);
  });
});

describe("a page", () => {
  it("gives its nonce to every script that stands in it", async () => {
    const { nobody } = await openSite();
    const { document } = await nobody.get("/login");
    const scripts = [...document.querySelectorAll("script")];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.map((script) => script.getAttribute("nonce"))).toEqual(
      scripts.map(() => "a-nonce"),
    );
  });

  it("ends with its last tag, behind all that comes once it is drawn", async () => {
    const site = await openSite();
    for (const address of ["/", "/account", "/nowhere"]) {
      const { body } = await (await site.as("drafter")).get(address);
      expect(body).toContain("streamController.enqueue");
      expect([address, body.indexOf("</html>")]).toEqual([address, body.length - 7]);
    }
  });

  it("brings nothing from another site", async () => {
    const site = await openSite();
    const { document } = await (await site.as("admin")).get(`/matters/${site.slug}`);
    const addresses = [...document.querySelectorAll("[src], link[href], form[action]")].map(
      (element) =>
        element.getAttribute("src") ??
        element.getAttribute("href") ??
        element.getAttribute("action") ??
        "",
    );
    expect(addresses.length).toBeGreaterThan(0);
    // Without a bundle the style sheet has no address.
    const given = addresses.filter((address) => address !== "");
    expect(given.filter((address) => !/^\/(?!\/)/u.test(address))).toEqual([]);
  });
});
