import { describe, expect, it } from "vitest";
import { readDetails } from "#app/document/details/document-details.ts";
import { value } from "#tests/services/workspace.ts";
import { openSite } from "./site.ts";

async function openSuit() {
  const site = await openSite();
  const { services, people, slug } = site;
  const form = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;
  const { documentId } = value(await services.documents.create(people.drafter, slug, form));
  const [docket] = value(await services.matters.show(people.drafter, slug)).dockets;
  const page = `/matters/${slug}/dockets/${docket?.id}`;
  const caption = async () =>
    readDetails(
      (await site.database.client.document.findUniqueOrThrow({ where: { id: documentId } })).facts,
    ).caption;
  return { ...site, documentId, docketId: docket?.id ?? "", page, caption };
}

const PARTIES = {
  court: "United States District Court",
  district: "Northern District of California",
  "plaintiffs[0].name": "Council Example Organization",
  "defendants[0].name": "U.S. Immigration and Customs Enforcement",
} as const;

describe("the page of a docket", () => {
  it("tells everybody in the matter what is recorded, and drafters and staff where to change it", async () => {
    const suit = await openSuit();
    const shown = await (await suit.as("observer")).get(suit.page);
    expect(shown.words).toContain("no case number recorded");
    expect(shown.words).toContain("Not recorded");
    expect(shown.words).not.toContain("Parties, signers and addresses");
    expect((await (await suit.as("observer")).get(`${suit.page}/edit`)).status).toBe(403);
    expect((await (await suit.as("staff")).get(suit.page)).words).toContain(
      "Parties, signers and addresses",
    );
    const matter = await (await suit.as("observer")).get(`/matters/${suit.slug}`);
    expect(matter.document.querySelector(`a[href="${suit.page}"]`)).not.toBeNull();
  });

  it("is edited by a form that works without scripts, and refuses who is late", async () => {
    const suit = await openSuit();
    const drafter = await suit.as("ilrc-drafter");
    const opened = await drafter.get(`${suit.page}/edit`);
    const base = opened.document.querySelector("[name=base]")?.getAttribute("value") ?? "";
    const form = { ...PARTIES, base, caseNumber: "3:21-cv-09281", filedOn: "2021-09-29" };
    const insert = JSON.stringify({ type: "insert", payload: { name: "plaintiffs" } });
    const longer = await drafter.post(`${suit.page}/edit`, { ...form, __intent__: insert });
    expect(longer.words).toContain("Plaintiff 2");
    const wrong = await drafter.post(`${suit.page}/edit`, { ...form, answerDueOn: "tomorrow" });
    expect([wrong.status, wrong.words]).toEqual([400, expect.stringContaining("Enter a day")]);
    const saved = await drafter.post(`${suit.page}/edit`, form);
    expect(saved.location).toBe(suit.page);
    expect(await suit.caption()).toMatchObject({
      caseNumber: "3:21-cv-09281",
      plaintiffs: [{ name: "Council Example Organization" }],
    });
    expect((await drafter.get(suit.page)).words).toContain("September 29, 2021");
    const late = await drafter.post(`${suit.page}/edit`, { ...form, caseNumber: "Another" });
    expect([late.status, late.words]).toEqual([
      409,
      expect.stringContaining("saved the same field"),
    ]);
  });

  it("says which document in review keeps what its reviewers read", async () => {
    const suit = await openSuit();
    await suit.database.client.document.update({
      where: { id: suit.documentId },
      data: { status: "in_review" },
    });
    const shown = await (await suit.as("drafter")).get(`${suit.page}/edit`);
    expect(shown.words).toContain("“Complaint” stays as its reviewers read it");
  });
});

describe("a new complaint", () => {
  it("picks its docket", async () => {
    const suit = await openSuit();
    const drafter = await suit.as("drafter");
    const form = { kind: "complaint", title: "Amended", layoutProfile: "nd-cal" };
    const made = await drafter.post(`/matters/${suit.slug}/documents/new`, {
      ...form,
      docketId: suit.docketId,
    });
    expect(made.location).toMatch(/^\/documents\//u);
    expect(
      value(await suit.services.matters.show(suit.people.drafter, suit.slug)).dockets,
    ).toMatchObject([{ id: suit.docketId, papers: 2 }]);
    const facts = await drafter.get(`${made.location}/facts`);
    expect(facts.document.querySelector(`a[href="${suit.page}/edit"]`)).not.toBeNull();
  });
});

describe("a complaint that belongs to no docket", () => {
  it("is led to a new one, which is filled in with its caption and then holds it", async () => {
    const suit = await openSuit();
    const { client } = suit.database;
    await client.document.update({ where: { id: suit.documentId }, data: { docketId: null } });
    const drafter = await suit.as("drafter");
    const facts = await drafter.get(`/documents/${suit.documentId}/facts`);
    const page = `/matters/${suit.slug}/dockets/new?from=${suit.documentId}`;
    expect(facts.document.querySelector(`a[href="${page}"]`)?.textContent).toBe(
      "Make a docket of it",
    );
    const filled = await drafter.get(page);
    const valueOf = (name: string) =>
      filled.document.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value;
    expect([valueOf("documentId"), valueOf("district")]).toEqual([
      suit.documentId,
      "Northern District of California",
    ]);
    const form = {
      ...PARTIES,
      documentId: suit.documentId,
      factsRevision: valueOf("factsRevision") ?? "",
      caseNumber: "3:21-cv-1",
    };
    const made = await drafter.post(page, form);
    expect(made.location).toMatch(new RegExp(`^/matters/${suit.slug}/dockets/`, "u"));
    expect((await suit.caption())?.caseNumber).toBe("3:21-cv-1");
    expect((await drafter.get(made.location ?? "")).words).toContain("Complaint");
    // From the page that was open meanwhile nothing is made a second time.
    expect((await drafter.post(page, form)).status).toBe(409);
    expect((await drafter.get(page)).status).toBe(404);
  });
});

describe("what documents share", () => {
  it("is edited by a form that works without scripts", async () => {
    const suit = await openSuit();
    const staff = await suit.as("staff");
    const page = `/matters/${suit.slug}/facts`;
    const shown = await staff.get(page);
    expect(shown.words).toContain("Parties, signers and addresses");
    const saved = await staff.post(page, {
      base: shown.document.querySelector("[name=base]")?.getAttribute("value") ?? "",
      addressee: "FOIA Office\n500 12th Street SW",
      "organizations[0].id": suit.organizations.council,
      "organizations[0].address": "1 Road",
      "signers[0].name": "Sam Signer",
      "signers[0].organizationId": suit.organizations.council,
    });
    expect(saved.location).toBe(`/matters/${suit.slug}`);
    const again = await staff.get(page);
    expect(again.document.querySelector<HTMLInputElement>("[name='signers[0].name']")?.value).toBe(
      "Sam Signer",
    );
    const choice = await (await suit.as("drafter")).get(`/documents/${suit.documentId}/facts`);
    expect(choice.words).toContain("Add a signer");
    // The desk's toolbar leads to these from a selected caption or signature block.
    for (const section of ["docket", "facts-signers"]) {
      expect(choice.document.getElementById(section)).not.toBeNull();
    }
    expect((await (await suit.as("observer")).get(page)).status).toBe(403);
  });
});
