import { describe, expect, it } from "vitest";
import { openSite } from "./site.ts";

describe("the pages of the record", () => {
  it("say what they can’t be asked for, and that there is no older line", async () => {
    const { as, slug } = await openSite();
    const drafter = await as("drafter");
    for (const page of ["/record", `/matters/${slug}/record`]) {
      const nul = await drafter.get(`${page}?person=%00`);
      expect([nul.status, nul.words.includes("whoever did it is not as it should be")]).toEqual([
        400,
        true,
      ]);
      const past = await drafter.get(`${page}?page=99`);
      expect(past.words).toContain("There is no older line here that you may read");
      expect(past.words).not.toContain("Nothing is recorded here yet");
      const chosen = await drafter.get(`${page}?kind=filing&from=2026-01-01`);
      expect(chosen.words).toContain(
        "You see only lines of the kind “Filing”, from January 1, 2026 on.",
      );
    }
  });
});

describe("the page of a matter", () => {
  it("says what came along with it, of what there can be alone", async () => {
    const { as, slug } = await openSite();
    const drafter = await as("drafter");
    const begun = await drafter.get(`/matters/${slug}?begun=narrative,watched-names,<b>`);
    expect(begun.words).toContain(
      "The matter is begun. Along came the narrative and the names to watch for.",
    );
    expect((await drafter.get(`/matters/${slug}?begun=`)).words).toContain("Nothing came along.");
    expect((await drafter.get(`/matters/${slug}?back`)).words).toContain("The matter is back.");
    expect((await drafter.get(`/matters/${slug}`)).words).not.toContain("The matter is");
  });
});
