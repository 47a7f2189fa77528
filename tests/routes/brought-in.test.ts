import { describe, expect, it } from "vitest";
import { bringInForm } from "#app/domain/forms/bring-in.ts";
import { blobsInMemory } from "#tests/services/ports.ts";
import { openCoalition, refused, value } from "#tests/services/workspace.ts";
import { siteOf } from "./site.ts";

const PDF = "%PDF The request of September 9, 2021.";

describe("the pages of a paper that was brought in [L59]", () => {
  it("show no version of it and no redline, and lead to its filing", async () => {
    const site = siteOf(await openCoalition({ blobs: blobsInMemory() }));
    const { services, people, slug, organizations } = site;
    const form = bringInForm.parse({
      kind: "request",
      title: "Request for weekly reports",
      filedOn: "2021-09-09",
      zone: "America/New_York",
      method: "portal",
      addressee: "ICE FOIA Office",
      organizationIds: [organizations.council],
      items: "1. All weekly reports",
    });
    const bytes = (async function* () {
      yield Buffer.from(PDF);
    })();
    const upload = { fileName: "request.pdf", bytes };
    const { documentId } = value(await services.filings.bringIn(people.staff, slug, form, upload));
    const drafter = await site.as("drafter");
    for (const page of ["versions/1", "redline?from=1&to=1", "redline?from=1&to=draft"]) {
      const { location } = await drafter.get(`/documents/${documentId}/${page}`);
      expect(location, page).toBe(`/documents/${documentId}/filed`);
    }
    const { sentence } = refused(
      await services.versions.redlinePdf(people.drafter, documentId, { from: 1, to: "draft" }),
      "wrong-status",
    );
    expect(sentence).toContain("has no versions here");
  });
});
