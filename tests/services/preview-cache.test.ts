import { describe, expect, it } from "vitest";
import { PreviewCache } from "#server/services/documents/preview-cache.ts";

/** A setting that the test finishes when it likes. */
function slowMaker(standsAt: () => number) {
  const started: { finish: () => void }[] = [];
  const make = () =>
    new Promise<{ sequence: number; rest: string; value: string }>((resolve) => {
      const sequence = standsAt();
      started.push({
        finish: () => resolve({ sequence, rest: "", value: `pages of ${sequence}` }),
      });
    });
  return { started, make };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("the cache of previews", () => {
  it("sets once for everyone who looks at the same change", async () => {
    const { started, make } = slowMaker(() => 7);
    const cache = new PreviewCache<string>(3);
    const asked = [1, 2, 3].map(() => cache.latest("draft", { sequence: 7, rest: "" }, make));
    await settled();
    started[0]?.finish();
    expect(await Promise.all(asked)).toEqual(["pages of 7", "pages of 7", "pages of 7"]);
    expect(started).toHaveLength(1);
  });

  it("lets all who ask during a setting share one more, of what stands then", async () => {
    let at = 1;
    const { started, make } = slowMaker(() => at);
    const cache = new PreviewCache<string>(3);
    const first = cache.latest("draft", { sequence: 1, rest: "" }, make);
    await settled();
    const later = [2, 3, 4, 5].map((sequence) =>
      cache.latest("draft", { sequence, rest: "" }, make),
    );
    at = 5;
    started[0]?.finish();
    expect(await first).toBe("pages of 1");
    await settled();
    expect(started).toHaveLength(2);
    started[1]?.finish();
    expect(await Promise.all(later)).toEqual(Array(4).fill("pages of 5"));
    expect(started).toHaveLength(2);
  });

  it("sets anew where anything beside the words changed", async () => {
    const cache = new PreviewCache<string>(3);
    const make = (rest: string) => async () => ({ sequence: 1, rest, value: rest });
    expect(await cache.latest("draft", { sequence: 1, rest: "old" }, make("old"))).toBe("old");
    expect(await cache.latest("draft", { sequence: 1, rest: "new" }, make("new"))).toBe("new");
  });

  it("is not stopped by a setting that broke", async () => {
    const cache = new PreviewCache<string>(3);
    const broken = cache.latest("draft", { sequence: 1, rest: "" }, async () => {
      throw new Error("broken");
    });
    const after = cache.latest("draft", { sequence: 1, rest: "" }, async () => ({
      sequence: 1,
      rest: "",
      value: "pages",
    }));
    await expect(broken).rejects.toThrow("broken");
    expect(await after).toBe("pages");
  });

  it("forgets what was looked at longest ago", async () => {
    const cache = new PreviewCache<string>(2);
    for (const key of ["one", "two", "one", "three"]) {
      await cache.latest(key, { sequence: 1, rest: "" }, async () => ({
        sequence: 1,
        rest: "",
        value: key,
      }));
    }
    expect(["one", "two", "three"].map((key) => cache.kept(key))).toEqual(["one", null, "three"]);
  });
});
