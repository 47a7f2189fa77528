import { describe, expect, it } from "vitest";
import { bringInForm } from "#app/domain/forms/bring-in.ts";
import { sha256 } from "#server/digest.ts";
import { confirm, makeCopy } from "#tests/services/file-in-steps.ts";
import { openReview, submit } from "#tests/services/papers.ts";
import { blobsInMemory } from "#tests/services/ports.ts";
import { FILING, signByBoth } from "#tests/services/sign-and-file.ts";
import { value } from "#tests/services/workspace.ts";
import { pdfOf } from "#tests/support/pdf.ts";
import { siteOf } from "./site.ts";

const COUNCIL = "the Council Example Organization";
const ILRC = "the ILRC Example Organization";

async function* piecesOf(bytes: Uint8Array) {
  yield bytes;
}

async function openLed() {
  const site = siteOf(await openReview({ appUrl: null, blobs: blobsInMemory() }));
  const { services, people, organizations, slug, database, nobody } = site;
  const { id: matterId } = await database.client.matter.findUniqueOrThrow({ where: { slug } });
  return {
    ...site,
    /** Gives the lead to the other party, and answers its staff. */
    handOver: async () => {
      const organizationId = organizations.ilrc;
      value(await services.matters.offerLead(people.admin, slug, { organizationId }));
      value(await services.matters.acceptLead(people.ilrcAdmin, organizationId, matterId));
      return site.person("filing@ilrc.example.org", [{ organizationId, roles: ["staff"] }]);
    },
    /** All that the page says of a file to somebody without an account. */
    told: async (hash: string) => {
      const { document } = await nobody.get(`/verify?hash=${hash}`);
      return document.querySelector("output")?.textContent ?? "";
    },
  };
}

describe("the page that verifies a file, once the lead was handed over", () => {
  it("names who led when its copy was made, and who led when its filing was recorded", async () => {
    const led = await openLed();
    const { services, people, documentId, told, handOver } = led;
    const form = { ...(await submit(led)), ...FILING };
    await signByBoth(led, form);
    const { copyId, pdfHash } = value(await makeCopy(services, people.staff, documentId, form));
    value(await services.filings.takeCopy(people.staff, documentId, copyId));
    const staff = await handOver();
    expect(await told(pdfHash)).toContain(
      `FOIA request, printing Thursday, October 7, 2021 as the day of filing, made by ${COUNCIL}, which led its matter then.`,
    );
    value(await confirm(services, staff, documentId, { ...form, copyId }));
    expect(await told(pdfHash)).toContain(
      `FOIA request, filed on Thursday, October 7, 2021. The filing was recorded by ${ILRC}, which led its matter then.`,
    );
  });

  it("names who led when a paper was brought in, and calls its stamped copy none of a filing from here", async () => {
    const led = await openLed();
    const { services, people, organizations, slug, told, handOver } = led;
    const pdf = new Uint8Array(pdfOf(["The request of September 9, 2021."]));
    const stamped = new Uint8Array(pdfOf(["Received September 10, 2021"]));
    const form = bringInForm.parse({
      kind: "request",
      title: "Request for daily reports",
      filedOn: "2021-09-09",
      zone: "America/New_York",
      method: "portal",
      addressee: "ICE FOIA Office",
      organizationIds: [organizations.council],
      items: "1. All daily reports",
    });
    const { documentId } = value(
      await services.filings.bringIn(people.staff, slug, form, {
        fileName: "request.pdf",
        bytes: piecesOf(pdf),
      }),
    );
    value(
      await services.attachments.add(
        people.staff,
        "filing",
        documentId,
        { role: "stamped-copy" },
        { fileName: "stamped.pdf", bytes: piecesOf(stamped) },
      ),
    );
    await handOver();
    const said = `FOIA request, brought in on Thursday, October 7, 2021 by ${COUNCIL}, which led its matter then. It is recorded as filed on Thursday, September 9, 2021.`;
    expect(await told(sha256(pdf))).toContain(said);
    const ofStamped = await told(sha256(stamped));
    expect(ofStamped).toContain(said);
    expect(ofStamped).not.toContain("filed from this workspace");
  });
});
