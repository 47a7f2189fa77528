import { fc } from "#tests/support/fast-check.ts";
import { describe, expect, it } from "vitest";
import { nextPage, signInAddress } from "#app/framework/next-page.ts";
import { seedOf } from "#tests/support/seed.ts";

describe("the page after signing in", () => {
  it("is a path of this site with its query", () => {
    expect(nextPage("/matters/a-matter?x=1&y=2")).toBe("/matters/a-matter?x=1&y=2");
    expect(nextPage("/documents/12")).toBe("/documents/12");
  });

  it("is the home page for everything that could lead elsewhere, or round in circles", () => {
    for (const asked of [
      null,
      undefined,
      "",
      "matters",
      "//evil.example",
      "///evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "/\n/evil.example",
      "/\u0000/evil.example",
      " //evil.example",
      "https://evil.example/",
      "javascript:alert(1)",
      "/.//evil.example",
      "/a/..//evil.example",
      "/login?next=/login",
      "/logout",
    ]) {
      expect([asked, nextPage(asked)]).toEqual([asked, "/"]);
    }
  });

  it("stays on this site whatever is asked for", () => {
    const seed = seedOf();
    console.log(`next-page seed ${seed}`);
    const piece = fc.constantFrom("/", "\\", ".", "..", "@", ":", "?", "#", "%2f", "\t", "evil");
    const texts = fc.oneof(
      fc.string(),
      fc.array(piece).map((parts) => `/${parts.join("")}`),
    );
    fc.assert(
      fc.property(texts, (asked) => {
        const next = nextPage(asked);
        expect(next.startsWith("/")).toBe(true);
        expect(new URL(next, "https://desk.example.org/login").origin).toBe(
          "https://desk.example.org",
        );
        expect(nextPage(next)).toBe(next);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it("survives the way through the sign-in page's address", () => {
    const asked = new URL("https://desk.example.org/matters/a?b=c&d=%26");
    const address = new URL(signInAddress(asked), asked);
    expect(nextPage(address.searchParams.get("next"))).toBe("/matters/a?b=c&d=%26");
    expect(signInAddress(new URL("https://desk.example.org/"))).toBe("/login");
  });
});
