import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { duplicateMatterForm } from "#app/domain/forms/matter.ts";
import { readDetails, writeDetails } from "#app/document/details/document-details.ts";
import { readSharedDetails } from "#app/document/details/shared-details.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { failingTexts } from "./failing-texts.ts";
import { openReview, recordSigner, writeText } from "./papers.ts";
import { committedProse } from "./ports.ts";
import { talkOf } from "./talk.ts";
import { refused, stage, value } from "./workspace.ts";

const SAID = "Privileged: said beside the text.";
const WRITTEN = "Weekly reports about Ira Signer and the field offices.";

/**
 * A matter with a request in review, with talk beside it, a recorded signer of each party, names to watch
 * for and a lawsuit; and somebody who administers its lead and drafts for it.
 */
const openWhole = stage(openReview, async (review) => {
  const { services, people, slug, documentId, organizations } = review;
  const signerId = await recordSigner(review, {
    organizationId: organizations.council,
    name: "Ira Signer",
    address: "1331 G Street NW",
  });
  await recordSigner(review, { organizationId: organizations.ilrc, name: "Somebody of ILRC" });
  await writeText(review, documentId, WRITTEN);
  await talkOf(review).begin(people.drafter, { text: SAID });
  value(
    await services.matters.editWatchList(people.drafter, slug, {
      names: "Juan Pérez",
      revision: 0,
    }),
  );
  const { documentId: complaint } = value(
    await services.documents.create(people.drafter, slug, {
      kind: "complaint",
      title: "Complaint",
      layoutProfile: "nd-cal",
    }),
  );
  const both = await review.person("both@council.example.org", [
    { organizationId: organizations.council, roles: ["admin", "drafter"] },
  ]);
  return { signerId, complaint, both };
});

type Whole = Awaited<ReturnType<typeof openWhole>>;

const ALL = ["agency", "narrative", "own-details"] as const;

function duplicate(
  { services, slug, organizations, both }: Whole,
  form: Partial<Record<keyof typeof duplicateMatterForm.shape, unknown>> = {},
  actor: Actor = both,
) {
  const sent = {
    title: "The same of 2022",
    leadOrganizationId: organizations.council,
    partyIds: [organizations.ilrc],
    parts: [...ALL],
    ...form,
  };
  return services.matters.duplicate(actor, slug, duplicateMatterForm.parse(sent));
}

function idsIn(nodes: readonly ProseNode[]): string[] {
  return nodes.flatMap(({ attrs, content = [] }) => [
    ...(typeof attrs?.["id"] === "string" ? [attrs["id"]] : []),
    ...idsIn(content),
  ]);
}

describe("beginning another matter like one", () => {
  it("takes along what is chosen: agency, narrative, one's own signers; the others are invited", async () => {
    const whole = await openWhole();
    const { services, both, slug: source, organizations, people, database } = whole;
    const { slug, drafts, taken } = value(await duplicate(whole));
    expect([slug, drafts]).toEqual(["the-same-of-2022", 0]);
    expect(taken).toEqual([...ALL]);
    const [before, after] = [
      value(await services.matters.show(both, source)),
      value(await services.matters.show(both, slug)),
    ];
    expect(after).toMatchObject({
      title: "The same of 2022",
      narrative: before.narrative,
      agency: { component: before.agency.component },
      parties: [{ id: organizations.council, lead: true }],
      asked: [{ id: organizations.ilrc }],
      documents: [],
      dockets: [],
    });
    const row = await database.client.matter.findUniqueOrThrow({ where: { slug } });
    const { signers } = readSharedDetails(row.sharedFacts);
    // Another organization's people come with its own administrator's yes, and not with it.
    expect(signers.map(({ name }) => name)).toEqual(["Ira Signer"]);
    refused(await services.matters.show(people.ilrcDrafter, slug), "not-found");
    expect(await database.client.watchList.count({ where: { matterId: row.id } })).toBe(0);
    expect(await whole.system.verifyAll([], true)).toMatchObject({
      chain: { intact: true },
      rowDifferences: [],
    });
  });

  it("takes nothing along that is not chosen", async () => {
    const whole = await openWhole();
    const { services, both, database } = whole;
    const { slug, taken } = value(await duplicate(whole, { parts: [], partyIds: [] }));
    expect(taken).toEqual([]);
    expect(value(await services.matters.show(both, slug))).toMatchObject({
      narrative: "",
      agency: { department: null, component: null, address: null },
      asked: [],
      documents: [],
    });
    const row = await database.client.matter.findUniqueOrThrow({ where: { slug } });
    expect(readSharedDetails(row.sharedFacts)).toEqual(readSharedDetails("{}"));
  });

  it("makes each chosen paper a new draft, of its words alone, whatever its own status is", async () => {
    const whole = await openWhole();
    const { services, both, documentId, complaint, organizations, database } = whole;
    const data = { status: "in_review" };
    await database.client.document.update({ where: { id: documentId }, data });
    const { slug, drafts } = value(
      await duplicate(whole, { documentIds: [documentId, complaint] }),
    );
    expect(drafts).toBe(2);
    const { documents, dockets } = value(await services.matters.show(both, slug));
    expect(documents.map(({ title, status }) => [title, status]).toSorted()).toEqual([
      ["Complaint", "draft"],
      ["Weekly reports", "draft"],
    ]);
    expect(dockets).toEqual([]);
    const copy = documents.find(({ title }) => title === "Weekly reports")?.id ?? "";
    const [from, to] = [
      await committedProse(database, documentId),
      await committedProse(database, copy),
    ];
    expect(JSON.stringify(to?.prose)).toContain(WRITTEN);
    const fresh = idsIn(to?.prose.content ?? []);
    const old = new Set(idsIn(from?.prose.content ?? []));
    expect(fresh.length).toBeGreaterThan(0);
    expect(fresh.filter((id) => old.has(id) && !Object.values(organizations).includes(id))).toEqual(
      [],
    );
    // None of what was said, agreed or named beside it.
    const where = { documentId: copy };
    const { client } = database;
    expect([
      await client.thread.count({ where }),
      await client.version.count({ where }),
      await client.signOff.count({ where }),
      await client.documentFollow.count({ where }),
    ]).toEqual([0, 0, 0, 0]);
    const row = await client.document.findUniqueOrThrow({ where: { id: copy } });
    const details = readDetails(row.facts);
    expect(details.organizations.map(({ id }) => id)).toEqual([organizations.council]);
    expect(details.signers.map(({ name }) => name)).toEqual(["Ira Signer"]);
    expect([row.docketId, details.exhibits, details.sourced]).toEqual([null, [], []]);
    const suit = documents.find(({ title }) => title === "Complaint")?.id ?? "";
    const paper = await client.document.findUniqueOrThrow({ where: { id: suit } });
    expect(readDetails(paper.facts).caption).toMatchObject({ caseNumber: null, judge: null });
    // It can be worked in like any other.
    value(await services.documents.rename(both, copy, { title: "Weekly reports of 2022" }));
  });

  it("creates nothing where the texts' worker has no room for a paper, and names it", async () => {
    const { texts, fail, sentence } = failingTexts();
    const whole = await openWhole({ texts });
    const { documentId, database } = whole;
    const counts = async () => [
      await database.client.matter.count(),
      await database.client.document.count(),
    ];
    const before = await counts();
    fail();
    const told = refused(await duplicate(whole, { documentIds: [documentId] }), "unavailable");
    expect(told.fields?.["documentIds"]).toContain(`“Weekly reports”: ${sentence}`);
    expect(await counts()).toEqual(before);
  });

  it("puts prompts in place of signers' names where they do not go along", async () => {
    const whole = await openWhole();
    const { services, both, documentId, database } = whole;
    const details = readDetails(
      (await database.client.document.findUniqueOrThrow({ where: { id: documentId } })).facts,
    );
    expect(details.signers.map(({ name }) => name)).toContain("Ira Signer");
    const { slug } = value(
      await duplicate(whole, { parts: ["agency"], documentIds: [documentId] }),
    );
    const [copy] = value(await services.matters.show(both, slug)).documents;
    const words = JSON.stringify((await committedProse(database, copy?.id ?? ""))?.prose);
    expect(words).not.toContain("Ira Signer");
    expect(words).toContain("[Name]");
  });

  it("leaves behind the names of other organizations’ people, who may have no part in the new one", async () => {
    const whole = await openWhole();
    const { services, both, complaint, database } = whole;
    const where = { id: complaint };
    const row = await database.client.document.findUniqueOrThrow({ where });
    const details = readDetails(row.facts);
    const plaintiffs = [{ name: "Client Placeholder", address: [] }];
    const facts = { ...details, caption: details.caption && { ...details.caption, plaintiffs } };
    await database.client.document.update({ where, data: { facts: writeDetails(facts) } });
    await writeText(
      whole,
      complaint,
      "Ira Signer asked for Client Placeholder, and Somebody of ILRC wrote.",
    );
    const { slug } = value(await duplicate(whole, { documentIds: [complaint] }));
    const [copy] = value(await services.matters.show(both, slug)).documents;
    const words = JSON.stringify((await committedProse(database, copy?.id ?? ""))?.prose);
    expect(words).toContain("Ira Signer asked for [Plaintiff], and [Name] wrote.");
    expect(words).not.toMatch(/Client Placeholder|Somebody of ILRC/u);
  });

  it("offers and takes the names to watch for only for who may read them, sealed anew", async () => {
    const whole = await openWhole();
    const { services, people, slug: source, both } = whole;
    const offered = async (actor: Actor) =>
      value(await services.matters.duplicateChoices(actor, source)).parts;
    expect(await offered(both)).toContain("watched-names");
    expect(await offered(people.admin)).not.toContain("watched-names");
    const parts = [...ALL, "watched-names"];
    const told = refused(await duplicate(whole, { parts }, people.admin), "bad-input");
    expect(JSON.stringify(told)).not.toContain("Pérez");
    const { slug } = value(await duplicate(whole, { parts }));
    expect(value(await services.matters.watchList(both, slug)).names).toEqual(["Juan Pérez"]);
  });

  it("is for who may create a matter; drafts go along for who drafts for its lead", async () => {
    const whole = await openWhole();
    const { services, people, slug, documentId, organizations } = whole;
    for (const actor of [people.drafter, people.staff, people.observer]) {
      refused(await services.matters.duplicateChoices(actor, slug), "forbidden");
      refused(await duplicate(whole, {}, actor), "forbidden");
    }
    refused(await services.matters.duplicateChoices(people.stranger, slug), "not-found");
    refused(await duplicate(whole, {}, people.stranger), "not-found");
    const told = refused(
      await duplicate(whole, { documentIds: [documentId] }, people.admin),
      "forbidden",
    );
    expect(told.fields?.["documentIds"]).toContain("Only a drafter");
    // The administrator of another party begins one that it leads, of what it sees.
    const leadOrganizationId = organizations.ilrc;
    const { slug: theirs } = value(
      await duplicate(whole, { leadOrganizationId, partyIds: [] }, people.ilrcAdmin),
    );
    const row = await whole.database.client.matter.findUniqueOrThrow({ where: { slug: theirs } });
    const { signers } = readSharedDetails(row.sharedFacts);
    expect(signers.map(({ name }) => name)).toEqual(["Somebody of ILRC"]);
  });

  it("takes papers of this matter alone, and of an archived one as of any other", async () => {
    const whole = await openWhole();
    const { services, both, documentId, slug: source, people } = whole;
    const { slug: other } = value(await duplicate(whole, { documentIds: [documentId] }));
    const [copy] = value(await services.matters.show(both, other)).documents;
    refused(await duplicate(whole, { documentIds: [copy?.id ?? ""] }), "bad-input");
    refused(await duplicate(whole, { documentIds: ["no-such-paper"] }), "bad-input");
    const { seen } = value(await services.matters.showArchive(people.admin, source));
    value(await services.matters.archive(people.admin, source, { seen }));
    const choices = value(await services.matters.duplicateChoices(both, source));
    expect(choices.parts).toEqual(["agency", "narrative", "own-details", "watched-names"]);
    const { slug } = value(
      await duplicate(whole, { parts: choices.parts, documentIds: [documentId] }),
    );
    const after = value(await services.matters.show(both, slug));
    expect([after.archived, after.documents.length]).toEqual([null, 1]);
  });
});
