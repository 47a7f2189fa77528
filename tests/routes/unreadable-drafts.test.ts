import { describe, expect, it } from "vitest";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { value } from "#tests/services/workspace.ts";
import { openSite } from "./site.ts";

const REQUEST = { kind: "request", title: "Weekly reports", layoutProfile: "letter" } as const;
const SENTENCE = "This draft could not be brought over to the new version of this program";

/** A draft of an older schema that the server could not migrate. */
async function withUnreadableDraft() {
  const site = await openSite();
  const { services, people, slug, database } = site;
  const { documentId } = value(await services.documents.create(people.drafter, slug, REQUEST));
  const at = new Date();
  await database.client.document.update({
    where: { id: documentId },
    data: { schemaVersion: SCHEMA_VERSION - 1 },
  });
  await database.client.draftProblem.create({
    data: { documentId, schemaVersion: SCHEMA_VERSION, reason: "its bytes are damaged", at },
  });
  return { ...site, documentId };
}

describe("a draft that could not be migrated", () => {
  it("opens with a sentence instead of an editor", async () => {
    const { as, documentId } = await withUnreadableDraft();
    const answer = await (await as("drafter")).get(`/documents/${documentId}`);
    expect(answer.status).toBe(409);
    expect(answer.words).toContain(SENTENCE);
    expect(answer.words).toContain("Nothing of it was lost");
    expect(answer.document.querySelector(".prose")).toBeNull();
  });

  it("is not pinned or printed, and says why", async () => {
    const { as, documentId, services, people } = await withUnreadableDraft();
    const drafter = await as("drafter");
    const named = await services.versions.name(people.drafter, documentId, { name: "Before" });
    expect(named).toMatchObject({ ok: false, refusal: { code: "draft-unreadable" } });
    const printed = await drafter.get(`/documents/${documentId}.pdf`);
    expect([printed.status, printed.body]).toEqual([409, expect.stringContaining(SENTENCE)]);
    const preview = await services.documents.preview.pages(people.drafter, documentId);
    expect(preview).toMatchObject({ ok: false, refusal: { code: "draft-unreadable" } });
    // Pages that show no text of it can be seen as ever.
    expect((await drafter.get(`/documents/${documentId}/exhibits`)).status).toBe(200);
    expect((await drafter.get(`/documents/${documentId}/versions`)).status).toBe(200);
  });

  it("is named to the workspace's administrator, and to nobody else", async () => {
    const { as, documentId } = await withUnreadableDraft();
    const shown = await (await as("admin")).get("/organizations");
    expect(shown.words).toContain("One draft could not be brought over");
    expect(shown.words).toContain(documentId);
    expect(shown.words).toContain("its bytes are damaged");
    // Its title is its parties' matter.
    expect(shown.words).not.toContain(REQUEST.title);
    for (const other of ["ilrc-admin", "drafter"] as const) {
      const answer = await (await as(other)).get("/organizations");
      expect(answer.words).not.toContain("could not be brought over");
    }
  });
});
