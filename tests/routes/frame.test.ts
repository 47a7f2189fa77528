import { describe, expect, it } from "vitest";
import { value } from "#tests/services/workspace.ts";
import { openSite } from "./site.ts";

describe("every page", () => {
  it("begins with a link past what stands above, and its logo leads home", async () => {
    const site = await openSite();
    const { people, services, slug } = site;
    const form = { kind: "request", title: "Weekly reports", layoutProfile: "letter" } as const;
    const { documentId } = value(await services.documents.create(people.drafter, slug, form));
    const drafter = await site.as("drafter");
    const pages = [
      await site.nobody.get("/login"),
      await site.nobody.get("/verify"),
      await drafter.get("/"),
      await drafter.get(`/matters/${slug}`),
      await drafter.get(`/documents/${documentId}`),
      await drafter.get(`/documents/${documentId}/versions`),
      await drafter.get("/documents/none-such"),
    ];
    for (const { document } of pages) {
      const first = document.querySelector("a, button, input");
      expect(first?.textContent).toBe("Skip to main content");
      const main = document.querySelector(first?.getAttribute("href") ?? "none");
      expect([main?.tagName, main?.getAttribute("tabindex")]).toEqual(["MAIN", "-1"]);
      const logo = [...document.querySelectorAll("a")].find(({ textContent }) =>
        textContent.startsWith("Coalition Desk"),
      );
      expect(logo?.getAttribute("href")).toBe("/");
    }
  });
});
