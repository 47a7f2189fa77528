import { describe, expect, it } from "vitest";
import type { Outcome } from "#app/domain/refusal.ts";
import type { SearchView } from "#app/domain/search/found.ts";
import { createServices } from "#server/services/index.ts";
import { openReview, writeText } from "#tests/services/papers.ts";
import { HELP, searchedIn } from "#tests/search/searched.ts";
import { siteOf } from "./site.ts";

/** The pages over a workspace in which a draft says a rare word. */
async function openSearchedSite() {
  const review = await openReview();
  await writeText(review, review.documentId, "The zymurgist <b>answered</b> on 5 U.S.C. § 552(a).");
  const searched = await searchedIn(review);
  await searched.feed.catchUp();
  const search = { index: async () => searched.index, help: async () => HELP };
  const services = createServices({ ...review.resources, search });
  return siteOf({ ...review, services });
}

describe("[Q1] the page of what is found", () => {
  it("works without a script: a form, the words in their sentence, a link to the spot", async () => {
    const site = await openSearchedSite();
    const drafter = await site.as("drafter");
    const page = await drafter.get("/search?q=zymurgist");
    expect(page.status).toBe(200);
    expect(page.words).toContain("1 found");
    expect(
      [...page.document.querySelectorAll("main mark")].map((mark) => mark.textContent),
    ).toEqual(["zymurgist"]);
    const link = page.document.querySelector('main a[href*="#"]')?.getAttribute("href") ?? "";
    expect(link).toMatch(new RegExp(`^/documents/${site.documentId}\\?find=zymurgist#.`, "u"));
    const form = page.document.querySelector("main form");
    expect([
      form?.getAttribute("method"),
      form?.querySelector("input")?.getAttribute("name"),
    ]).toEqual(["get", "q"]);
    // Words of a text are no markup of ours.
    expect(page.words).toContain("<b>answered</b>");
    expect(page.body).not.toContain("<b>answered</b>");
  });

  it("says what to do where nothing is found, and [Q2] finds nothing for who may not read it", async () => {
    const site = await openSearchedSite();
    const words = async (name: string) =>
      (await (await site.as(name)).get("/search?q=zymurgist")).words;
    expect(await words("stranger")).toContain("Nothing found for “zymurgist”");
    expect(await words("stranger")).toContain("Try fewer words");
    expect(await words("observer")).toContain("1 found");
  });

  it("takes any query: of one kind, of a kind there is none of, of any length, of nothing", async () => {
    const site = await openSearchedSite();
    const drafter = await site.as("drafter");
    expect((await drafter.get("/search?q=zymurgist&kind=letter")).words).toContain("Nothing found");
    expect((await drafter.get("/search?q=zymurgist&kind=none-such")).words).toContain("1 found");
    for (const query of [
      "",
      "%00",
      "%22",
      "*",
      "(((",
      `${"a".repeat(5000)}`,
      "AND%20OR%20NEAR",
      "%F0%9F",
    ]) {
      const page = await drafter.get(`/search?q=${query}`);
      expect([query.slice(0, 10), page.status]).toEqual([query.slice(0, 10), 200]);
      const json = await drafter.get(`/search.json?q=${query}`);
      expect([query.slice(0, 10), json.status]).toEqual([query.slice(0, 10), 200]);
    }
    expect(site.failures).toEqual([]);
  });
});

describe("[Q1] what is found as one types", () => {
  it("is JSON that nothing keeps, and the same that the page shows", async () => {
    const site = await openSearchedSite();
    const drafter = await site.as("drafter");
    const answer = await drafter.get("/search.json?q=zymurgist");
    expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
    const { value: view } = JSON.parse(answer.body) as { value: SearchView };
    expect(view.groups.map(({ kind, items }) => [kind, items.length])).toEqual([["document", 1]]);
  });

  it("is a sentence for who is signed out, since no page would follow a redirection", async () => {
    const site = await openSearchedSite();
    const answer = await site.nobody.get("/search.json?q=zymurgist");
    expect([answer.status, answer.location]).toEqual([401, null]);
    const outcome = JSON.parse(answer.body) as Outcome<SearchView>;
    expect(!outcome.ok && outcome.refusal.sentence).toMatch(/signed out/u);
    expect((await site.nobody.get("/search?q=zymurgist")).location).toMatch(/^\/login/u);
  });
});
