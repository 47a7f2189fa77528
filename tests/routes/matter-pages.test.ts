import { expect, it } from "vitest";
import { value } from "#tests/services/workspace.ts";
import { openReview } from "#tests/services/papers.ts";
import { siteOf } from "./site.ts";

const openMatter = async () => siteOf(await openReview({ appUrl: null }));

const LETTER = { kind: "letter", title: "Letter", layoutProfile: "letter" } as const;

it("a matter’s page says once whose sign-off its papers need, and on each line where they differ", async () => {
  const site = await openMatter();
  const { services, people, slug, database, organizations } = site;
  const { documentId } = value(await services.documents.create(people.drafter, slug, LETTER));
  const observer = await site.as("observer");
  const signers = async () => {
    const { document } = await observer.get(`/matters/${slug}`);
    const lists = [...document.querySelectorAll("main section ul")];
    const list = lists.find((one) => one.textContent?.includes("Weekly reports"));
    const section = list?.closest("section");
    const said = (within: Element | null | undefined) =>
      (within?.textContent ?? "").split(/[Ss]igned by|[Ss]ign-off/u).length - 1;
    const inLines = [...(list?.querySelectorAll("li") ?? [])].map(said);
    return { all: said(section), inLines };
  };
  const same = await signers();
  expect(same.inLines).toEqual([0, 0]);
  expect(same.all).toBeGreaterThan(0);
  await database.client.documentRequirement.deleteMany({
    where: { documentId, organizationId: organizations.ilrc },
  });
  const apart = await signers();
  expect(apart.inLines.every((count) => count > 0)).toBe(true);
});

it("who is asked to lead a matter reads what that means before they accept, and what declining leaves", async () => {
  const site = await openMatter();
  const { services, people, slug, organizations } = site;
  const { ilrc } = organizations;
  value(await services.matters.offerLead(people.admin, slug, { organizationId: ilrc }));
  const page = await (await site.as("ilrc-admin")).get(`/organizations/${ilrc}/matters`);
  expect(page.words).toContain("Asked to lead by Ada Demo");
  const asked = (intent: string) =>
    page.document
      .querySelector(`input[value=${intent}]`)
      ?.closest("form")
      ?.getAttribute("data-asks");
  expect(asked("accept-lead")).toMatch(/^Lead “.+” for ILRC Example Organization\?\n\n/u);
  expect(asked("accept-lead")).toContain(
    "From then on your staff file and publish, your administrators choose parties and required sign-offs, and the public page is yours. To leave, you hand over the lead first",
  );
  expect(asked("decline-lead")).toContain(
    "Your organization stays a party, and who leads now leads on. It can ask again.",
  );
});
