import { describe, expect, it } from "vitest";
import { writeText } from "#tests/services/papers.ts";
import { value } from "#tests/services/workspace.ts";
import { alerts, openSite } from "./site.ts";

async function openSecret() {
  const site = await openSite();
  const form = { kind: "request", title: "Weekly reports", layoutProfile: "letter" } as const;
  const { documentId } = value(
    await site.services.documents.create(site.people.drafter, site.slug, form),
  );
  await writeText(site, documentId, "Her number is 123-45-6789.");
  const page = `/documents/${documentId}/private-data`;
  return { ...site, documentId, page, pdf: `/documents/${documentId}.pdf` };
}

describe("a PDF of a text that holds a private number", () => {
  it("leads to the page that names the place, never the number, and then is handed out", async () => {
    const { as, pdf, page, documentId } = await openSecret();
    const drafter = await as("drafter");
    const asked = await drafter.get(pdf);
    expect([asked.status, asked.location]).toEqual([302, page]);
    const shown = await drafter.get(page);
    expect(shown.words).toContain("What looks like a Social Security number, ending in 6789.");
    expect(shown.words).not.toContain("45-6789");
    expect(shown.document.querySelector(`a[href^="/documents/${documentId}#"]`)).not.toBeNull();

    const inputs = shown.document.querySelectorAll<HTMLInputElement>("#let-stand input");
    const hidden = Object.fromEntries([...inputs].map((input) => [input.name, input.value]));
    const silent = await drafter.post(page, { ...hidden, reason: "" });
    expect(silent.status).toBe(400);
    expect(silent.words).toContain("Say why it may stand");
    const reason = "She asked for it in writing.";
    const told = await drafter.post(page, { ...hidden, reason });
    expect(told.words).toContain(
      "drafter (Council) decided that it may stand in PDFs that are not filed",
    );
    expect(told.words).toContain(reason);
    const handed = await drafter.get(pdf);
    expect([handed.status, handed.headers.get("Content-Type")]).toEqual([200, "application/pdf"]);
  });

  it("is said to be clean where nothing was found", async () => {
    const site = await openSite();
    const form = { kind: "request", title: "Weekly reports", layoutProfile: "letter" } as const;
    const { documentId } = value(
      await site.services.documents.create(site.people.drafter, site.slug, form),
    );
    const shown = await (await site.as("drafter")).get(`/documents/${documentId}/private-data`);
    expect(shown.words).toContain(
      "Nothing in the text, beside it or in its exhibits looks private.",
    );
    expect(alerts(shown)).toBe("");
  });

  it("does not exist for outsiders", async () => {
    const { as, page } = await openSecret();
    expect((await (await as("stranger")).get(page)).status).toBe(404);
  });
});
