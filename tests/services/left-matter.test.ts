import { describe, expect, it } from "vitest";
import { readDetails, writeDetails } from "#app/document/details/document-details.ts";
import { placesNaming } from "#app/document/readiness/left-matter.ts";
import { confirm, makeCopy } from "./file-in-steps.ts";
import { openReview, submit, type Review } from "./papers.ts";
import { openPublished } from "./published-page.ts";
import { FILING } from "./sign-and-file.ts";
import { DAY, FROM, PASSWORD, refused as expectRefused, stage, value } from "./workspace.ts";

/** A letter of both organizations that only the Council has to sign; the other's counsel signs, too. */
const openLetter = stage(openReview, async (review) => {
  const { services, people, documentId, organizations, database, slug } = review;
  const requiredOrganizationIds = [organizations.council];
  value(
    await services.documents.setRequiredOrganizations(people.admin, documentId, {
      requiredOrganizationIds,
    }),
  );
  const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
  const details = readDetails(row.facts);
  const signer = {
    id: "ilrc-signer",
    organizationId: organizations.ilrc,
    name: "Ira Signer",
    title: null,
    barNumber: null,
    address: [],
    email: "ira@example.org",
    telephone: null,
    partyRepresented: null,
    admission: null,
  };
  const facts = writeDetails({ ...details, signers: [signer] });
  await database.client.document.update({ where: { id: documentId }, data: { facts } });
  const { id: matterId } = await database.client.matter.findUniqueOrThrow({ where: { slug } });
  return { matterId };
});

type OpenLetter = Awaited<ReturnType<typeof openLetter>>;

const leave = ({ services, people, organizations, matterId }: OpenLetter) =>
  services.matters.leave(people.ilrcAdmin, organizations.ilrc, matterId);

const sign = (
  { services, reviewers, organizations, documentId }: Review,
  { versionId, hash }: { readonly versionId: string; readonly hash: string },
) =>
  services.reviews.signOff(
    reviewers.council,
    documentId,
    { versionId, hash, organizationId: organizations.council, password: PASSWORD },
    FROM,
  );

const IN_LETTERHEAD =
  "ILRC Example Organization stands in the letterhead, though ILRC left the matter on October 7, 2021";
const SIGNS =
  "Ira Signer signs for ILRC Example Organization, though ILRC left the matter on October 7, 2021";

describe("[L71] an organization that left the matter", () => {
  it("is named at submit, with each place, and nothing goes to review before it is taken out", async () => {
    const letter = await openLetter();
    const { services, people, documentId } = letter;
    value(await leave(letter));
    const { findings, canProceed, seen } = value(
      await services.reviews.readiness(people.drafter, documentId),
    );
    expect(canProceed).toBe(false);
    expect(findings).toMatchObject([
      { check: "left-matter", words: IN_LETTERHEAD, severity: "blocks" },
      { check: "left-matter", words: SIGNS, severity: "blocks" },
    ]);
    const submitted = await services.reviews.submit(people.drafter, documentId, {
      seen,
      reason: "They agreed.",
    });
    expect(expectRefused(submitted, "text-incomplete").sentence).toContain(IN_LETTERHEAD);
    // It comes back: nothing is left to mend.
    const { matters } = services;
    const organizationId = letter.organizations.ilrc;
    value(await matters.inviteParty(people.admin, letter.slug, { organizationId }));
    value(await matters.accept(people.ilrcAdmin, organizationId, letter.matterId));
    expect(value(await services.reviews.readiness(people.drafter, documentId)).findings).toEqual(
      [],
    );
  });

  it("keeps everybody else from signing for a paper in its name", async () => {
    const letter = await openLetter();
    const version = await submit(letter);
    value(await leave(letter));
    const refusal = expectRefused(await sign(letter, version), "text-incomplete");
    expect(refusal.sentence).toContain(IN_LETTERHEAD);
    expect(refusal.sentence).toContain(SIGNS);
    expect(refusal.sentence).toContain("Nothing was signed");
  });

  it("has no filing copy made of an approved one, nor one handed out that was made", async () => {
    const letter = await openLetter();
    const { services, people, documentId } = letter;
    const version = await submit(letter);
    value(await sign(letter, version));
    const form = { ...FILING, ...version };
    const { copyId } = value(await makeCopy(services, people.staff, documentId, form));
    value(await leave(letter));
    const taken = await services.filings.takeCopy(people.staff, documentId, copyId);
    expect(expectRefused(taken, "text-incomplete").sentence).toContain("Nothing was handed out");
    const discarded = { copyId, reason: "ILRC left." };
    value(await services.filings.discardCopy(people.staff, documentId, discarded));
    const { findings, seen } = value(await services.filings.choices(people.staff, documentId));
    expect(findings.map(({ words }) => words)).toEqual([IN_LETTERHEAD, SIGNS]);
    const made = await makeCopy(services, people.staff, documentId, {
      ...form,
      seen,
      reason: "Counsel says so.",
    });
    expect(expectRefused(made, "text-incomplete").sentence).toContain("No copy was made");
  });

  it("has a filing of before it left confirmed, and none of a day after", async () => {
    const letter = await openLetter();
    const { services, people, documentId, pass } = letter;
    const version = await submit(letter);
    value(await sign(letter, version));
    const take = async (filedOn: string) => {
      const form = { ...FILING, ...version, filedOn };
      const { copyId } = value(await makeCopy(services, people.staff, documentId, form));
      value(await services.filings.takeCopy(people.staff, documentId, copyId));
      return { ...form, copyId };
    };
    const tomorrow = await take("2021-10-08");
    value(await leave(letter));
    pass(DAY);
    const late = await confirm(services, people.staff, documentId, tomorrow);
    expect(expectRefused(late, "text-incomplete").sentence).toContain("Nothing was recorded");

    const other = await openLetter();
    const fixed = await submit(other);
    value(await sign(other, fixed));
    const form = { ...FILING, ...fixed };
    const staff = other.people.staff;
    const made = value(await makeCopy(other.services, staff, other.documentId, form));
    value(await other.services.filings.takeCopy(staff, other.documentId, made.copyId));
    value(await leave(other));
    other.pass(DAY);
    value(await confirm(other.services, staff, other.documentId, { ...form, copyId: made.copyId }));
  });

  it("is told in the dialog which papers name it, to itself and to whoever would remove it", async () => {
    const letter = await openLetter();
    const { services, people, organizations, slug } = letter;
    const papers = [{ title: "Weekly reports", roles: ["letterhead", "signer"] }];
    const own = value(await services.matters.ofOrganization(people.ilrcAdmin, organizations.ilrc));
    expect(own.matters).toMatchObject([{ naming: { papers, onPublicPage: false } }]);
    const { naming } = value(await services.matters.show(people.admin, slug));
    expect(naming).toContainEqual({
      organizationId: organizations.ilrc,
      papers,
      voids: [],
      onPublicPage: false,
    });
    expect(value(await services.matters.show(people.drafter, slug)).naming).toEqual([]);
  });

  it("[L43] and stands on a published page, which the lead's staff are told is overtaken", async () => {
    const site = await openPublished();
    const { services, people, organizations, slug } = site;
    const { naming } = value(await services.matters.show(people.admin, slug));
    const own = naming.find(({ organizationId }) => organizationId === organizations.ilrc);
    // A filed paper keeps its name.
    expect(own).toMatchObject({ papers: [], onPublicPage: true });
    const organizationId = organizations.ilrc;
    value(await services.matters.removeParty(people.admin, slug, { organizationId }));
    const told = value(await services.home.show(people.staff))
      .groups.flatMap(({ entries }) => entries)
      .filter(({ key }) => key.startsWith("overtaken:"));
    expect(told).toMatchObject([{ path: `/matters/${slug}/public` }]);
    expect(told[0]?.why).toContain("What differs: organizations");
  });
});

describe("[L71] a name that only contains that of who left", () => {
  const left = { id: "center", name: "Law Center", shortName: "Center" };
  const signsFor = (partyRepresented: string, plaintiffs: readonly string[]) => {
    const details = readDetails("{}");
    const signer = {
      id: "ana",
      organizationId: "other",
      name: "Ana Example",
      title: null,
      barNumber: null,
      address: [],
      email: null,
      telephone: null,
      partyRepresented,
      admission: null,
    };
    const organizations = plaintiffs.map((name, at) => ({
      id: `plaintiff-${at}`,
      name,
      city: null,
      address: [],
    }));
    return placesNaming(left, { ...details, organizations, signers: [signer] });
  };

  it("is another's, whose counsel signs as before", () => {
    expect(signsFor("Plaintiff Law Center of Minnesota", ["Law Center of Minnesota"])).toEqual([]);
    expect(signsFor("Plaintiff Outlaw Center", [])).toEqual([]);
  });

  it("hides nobody who left beside it", () => {
    const both = "Plaintiffs Law Center of Minnesota and Law Center";
    expect(signsFor(both, ["Law Center of Minnesota"])).toMatchObject([{ role: "signer" }]);
    expect(signsFor("Plaintiff Law Center", ["Law Center"])).toMatchObject([{ role: "signer" }]);
  });
});

describe("[L71] a person who left an organization", () => {
  it("signs no paper for it: known by the address, or else by the name", async () => {
    const letter = await openLetter();
    const { services, people, documentId, organizations } = letter;
    const { ilrc } = organizations;
    const ira = await letter.person("ira@example.org", [
      { organizationId: ilrc, roles: ["drafter"] },
    ]);
    const found = async () =>
      value(await services.reviews.readiness(people.drafter, documentId)).findings;
    expect(await found()).toEqual([]);
    value(await services.organizations.removePerson(people.ilrcAdmin, ilrc, ira.userId));
    expect(await found()).toMatchObject([
      {
        check: "left-matter",
        words:
          "Ira Signer signs for ILRC Example Organization, though they left it on October 7, 2021",
      },
    ]);
    // Somebody of the same name in another organization is somebody else.
    await letter.person(
      "other@example.org",
      [{ organizationId: organizations.council, roles: ["drafter"] }],
      { name: "Ira Signer" },
    );
    expect(await found()).toHaveLength(1);
  });

  it("is not taken for whoever has the name, where the address is that of an account", async () => {
    const letter = await openLetter();
    const { services, people, documentId, organizations } = letter;
    const { council, ilrc } = organizations;
    await letter.person("ira@example.org", [{ organizationId: council, roles: ["drafter"] }]);
    const twin = await letter.person(
      "twin@example.org",
      [{ organizationId: ilrc, roles: ["drafter"] }],
      { name: "Ira Signer" },
    );
    value(await services.organizations.removePerson(people.ilrcAdmin, ilrc, twin.userId));
    expect(value(await services.reviews.readiness(people.drafter, documentId)).findings).toEqual(
      [],
    );
  });
});
