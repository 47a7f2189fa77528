import { describe, expect, it } from "vitest";
import { HELP_PAGES } from "#app/domain/help/pages.ts";
import { openSite, type Answer } from "./site.ts";

const helpLinks = ({ document }: Answer) =>
  [...document.querySelectorAll("a")]
    .filter((link) => link.textContent?.trim() === "Help")
    .map((link) => link.getAttribute("href"));

describe("[Help] the help", () => {
  it("is read by anybody, page by page, with nothing but text in it", async () => {
    const { nobody, failures } = await openSite();
    const index = await nobody.get("/help");
    expect(index.status).toBe(200);
    for (const name of HELP_PAGES) {
      expect(index.body).toContain(`href="/help/${name}"`);
      const page = await nobody.get(`/help/${name}`);
      expect(page.status, name).toBe(200);
      expect(page.document.querySelectorAll("h1")).toHaveLength(1);
      for (const image of page.document.querySelectorAll("main img")) {
        expect(image.getAttribute("src"), name).toMatch(/\.png$/u);
      }
    }
    expect((await nobody.get("/help/no-such-page")).status).toBe(404);
    expect((await nobody.get("/help/__proto__")).status).toBe(404);
    expect(failures).toEqual([]);
  });

  it("is led to from each screen, to the section about it", async () => {
    const { nobody, as, slug } = await openSite();
    const drafter = await as("drafter");
    for (const [address, visitor, leads] of [
      ["/login", nobody, "/help/sign-in"],
      ["/verify", nobody, "/help/verify"],
      ["/password/forgotten", nobody, "/help/sign-in#when-something-is-lost"],
      ["/", drafter, "/help/deadlines#home"],
      [`/matters/${slug}`, drafter, "/help/matter"],
      [`/matters/${slug}/documents/new`, drafter, "/help/drafting#start-a-document"],
      ["/nowhere/at/all", drafter, "/help/first-hour"],
    ] as const) {
      const [link, ...others] = helpLinks(await visitor.get(address)).filter(
        (to) => to !== "/help",
      );
      expect(others, address).toEqual([]);
      const led = await visitor.get(link ?? "");
      expect([led.status, led.location], address).toEqual([302, leads]);
    }
  });

  it("leads nowhere else, whatever is asked", async () => {
    const { nobody } = await openSite();
    for (const screen of ["https://evil.example", "//evil.example", "__proto__", "", "p._index"]) {
      const answer = await nobody.get(`/help?for=${encodeURIComponent(screen)}`);
      expect([answer.status, answer.location], screen).toEqual([200, null]);
    }
  });
});
