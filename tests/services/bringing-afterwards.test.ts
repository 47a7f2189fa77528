import { describe, expect, it, vi } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { docketEventForm } from "#app/domain/docket-event/form.ts";
import { duplicateMatterForm } from "#app/domain/forms/matter.ts";
import { recordQuery } from "#app/domain/audit-record/filter.ts";
import { plainSentence } from "#app/domain/audit-record/entry.ts";
import { takenAlong } from "#tests/archive/taken.ts";
import { takeArchive } from "./archives.ts";
import { broughtIn, faultsIn } from "./bringing.ts";
import { fileInSteps } from "./file-in-steps.ts";
import { form as agencyForm, RECEIVED } from "./filed-request.ts";
import { openReview, submit } from "./papers.ts";
import { givePasskey, signByPasskey } from "./passkeys.ts";
import { openPublished } from "./published-page.ts";
import { FILING } from "./sign-and-file.ts";
import { openSuitOfRequest } from "./suit.ts";
import { rewording, talkOf } from "./talk.ts";
import { DAY, FROM, openWorkspace, PASSWORD, refused, value, type Workspace } from "./workspace.ts";

// Each verifies a whole record, on a machine that may be busy.
vi.setConfig({ testTimeout: 240_000 });

/** A matter that came with an archive (A3) is worked on for real afterwards, and the record agrees with all of it. */

const SERVED = {
  kind: "service",
  method: "certified-mail",
  on: "usAttorney",
  dated: "2022-01-20",
} as const;

interface Taken extends Workspace {
  readonly people: { readonly staff: Actor };
}

/** Takes the matter along, and brings it into a workspace where somebody leads it. */
async function elsewhere(from: Taken) {
  const { id } = await from.database.client.matter.findFirstOrThrow();
  const files = await takenAlong(from, from.people.staff, id);
  const there = await openWorkspace();
  there.pass(from.clock().getTime() - there.clock().getTime() + DAY);
  const lead = await there.organization("Elsewhere");
  const join = (name: string, workspaceAdmin = false) =>
    there.person(
      `${name}@elsewhere.example.org`,
      [{ organizationId: lead, roles: ["admin", "staff", "drafter", "reviewer"] }],
      { name, workspaceAdmin },
    );
  const [eve, ed] = [await join("Eve"), await join("Ed")];
  const { matterId } = await broughtIn(there, eve, files, { leadOrganizationId: lead, own: {} });
  const { client } = there.database;
  const matter = await client.matter.findUniqueOrThrow({ where: { id: matterId } });
  const documents = await client.document.findMany({ orderBy: { createdAt: "asc" } });
  expect(await faultsIn(there)).toEqual([]);
  return { ...there, lead, eve, ed, matter, slug: matter.slug, documents };
}
type Elsewhere = Awaited<ReturnType<typeof elsewhere>>;

const byTitle = ({ documents }: Elsewhere, title: string) =>
  documents.find((one) => one.title === title)?.id ?? "";

/** Submits as a page does; answers the version. */
async function submitThere({ services, eve }: Elsewhere, documentId: string) {
  const { needsReason, seen, findings } = value(await services.reviews.readiness(eve, documentId));
  const form = needsReason ? { seen, reason: "It belongs there." } : {};
  const outcome = await services.reviews.submit(eve, documentId, form);
  if (!outcome.ok) throw new Error(`${outcome.refusal.sentence} ${JSON.stringify(findings)}`);
  const { versionId, hash } = outcome.value;
  return { versionId, hash };
}

describe("[A3] a paper that came with an archive", () => {
  it("is a draft that is submitted, signed by who is here alone, filed and certified; what the archive says stays beside it", async () => {
    const review = await openReview();
    const { reviewers } = review;
    const old = await submit(review);
    const key = await givePasskey(review, reviewers.ilrc);
    value(await signByPasskey(review, reviewers.ilrc, { key, party: "ilrc", version: old }));
    const there = await elsewhere(review);
    const { services, eve, ed, lead } = there;
    const documentId = byTitle(there, "Weekly reports");
    const before = value(await services.documents.show(eve, documentId));
    expect(before.status).toBe("draft");
    expect(before.requiredOrganizations.map(({ id }) => id)).toEqual([lead]);
    // No approval of the archive is one here.
    expect(before.standing.required).toMatchObject([{ approval: null }]);
    expect(before.standing.decisions[0]).toMatchObject({
      person: { name: "ilrc-reviewer (from an archive)" },
      organization: { shortName: "ILRC (from an archive)" },
      voided: { because: "brought-in" },
    });
    // A key's signature can be checked by whoever gets its file: with the line of the archive's key.
    const [decision] = before.standing.decisions;
    const signOffId = decision?.passkey?.signOffId ?? "";
    const file = value(await services.reviews.signOffFile(eve, documentId, signOffId));
    expect(file.mediaType).toBe("application/json");
    const version = await submitThere(there, documentId);
    const form = { ...version, organizationId: lead, password: PASSWORD };
    value(await services.reviews.signOff(ed, documentId, form, FROM));
    value(
      await fileInSteps(services, eve, documentId, {
        ...version,
        ...FILING,
        filedOn: "2021-10-08",
      }),
    );
    const filed = value(await services.filings.show(eve, documentId));
    // It was filed here: nothing of the archive's is in its certificate.
    expect(filed.fromArchive).toBeNull();
    expect(
      value(await services.filings.verify({ hash: filed.filing.pdfHash })).filing,
    ).toMatchObject({ filedBy: "Elsewhere Example Organization" });
    value(await services.filings.certificate(eve, documentId));
    expect(await faultsIn(there)).toEqual([]);
  });

  it("is no task of anybody here that the archive says was asked for there", async () => {
    const review = await openReview();
    const { services: thereServices, reviewers, organizations } = review;
    const version = await submit(review);
    const asked = { ...version, organizationId: organizations.ilrc, reason: "Item 2 is too wide." };
    value(await thereServices.reviews.requestChanges(reviewers.ilrc, review.documentId, asked));
    const there = await elsewhere(review);
    const { services, eve, ed } = there;
    for (const actor of [eve, ed]) {
      const { waiting, groups } = value(await services.home.show(actor));
      expect(waiting).toEqual([]);
      expect(JSON.stringify(groups)).not.toContain("asked for");
    }
    // It stands beside the paper as what the archive says.
    const { standing } = value(
      await services.documents.show(eve, byTitle(there, "Weekly reports")),
    );
    expect(standing.returned).toMatchObject({ by: { name: "ilrc-reviewer (from an archive)" } });
  });

  it("has threads that go on: answered, resolved, a suggestion accepted, and nobody edits what a stand-in said", async () => {
    const review = await openReview();
    const { people } = review;
    const talk = talkOf(review);
    const thread = await talk.begin(people.ilrcDrafter, { text: "Is this so?" });
    const suggestion = rewording("The agency may answer.", "The agency must answer.");
    const suggested = await talk.begin(people.ilrcDrafter, { text: "", suggestion });
    const there = await elsewhere(review);
    const { services, eve } = there;
    const documentId = byTitle(there, "Weekly reports");
    const here = talkOf({ services, documentId });
    const { threads } = await here.all(eve);
    expect(threads).toHaveLength(2);
    const asked = threads.find(({ suggestion: one }) => one === null);
    const proposed = threads.find(({ suggestion: one }) => one !== null);
    if (!asked || !proposed) throw new Error("both came in");
    expect([asked.id, proposed.id].toSorted()).toEqual([thread.id, suggested.id].toSorted());
    const [comment] = asked.comments;
    expect(comment?.author.name).toBe("ilrc-drafter (from an archive)");
    const edit = {
      do: "edit",
      threadId: asked.id,
      commentId: comment?.id,
      text: "Mine.",
      mentions: [],
    };
    refused(await here.send(eve, edit), "forbidden");
    value(await here.reply(eve, asked.id, "It is."));
    value(await here.send(eve, { do: "resolve", threadId: asked.id }));
    const accepted = await here.accept(eve, proposed.id);
    expect(accepted.suggestion).toMatchObject({ state: "accepted" });
    expect(await faultsIn(there)).toEqual([]);
  });
});

describe("[A3] a request and its lawsuit that came with an archive", () => {
  it("go on: letters and docket entries are recorded, and those of the archive corrected and taken back", async () => {
    const suit = await openSuitOfRequest();
    const { services: thereServices, people, documentId: request } = suit;
    value(
      await thereServices.agencyRecord.record(
        people.staff,
        request,
        agencyForm({ ...RECEIVED, received: "2021-10-08" }),
      ),
    );
    await suit.recorded(SERVED);
    const there = await elsewhere(suit);
    const { services, eve, slug, database } = there;
    const documentId = byTitle(there, "Weekly reports");
    const before = value(await services.agencyRecord.show(eve, documentId));
    expect(before.clock).not.toBeNull();
    const [received] = await database.client.agencyEvent.findMany();
    const later = agencyForm({ ...RECEIVED, received: "2021-10-12" });
    value(await services.agencyRecord.correct(eve, received?.id ?? "", later));
    const after = value(await services.agencyRecord.show(eve, documentId));
    expect(after.events[0]?.event.received).toBe("2021-10-12");
    expect(after.clock?.due.latest).not.toBe(before.clock?.due.latest);
    const [docket] = value(await services.matters.show(eve, slug)).dockets;
    const [row] = await database.client.docketEvent.findMany();
    const docketId = docket?.id ?? "";
    const moved = docketEventForm.parse({ ...SERVED, dated: "2022-01-21" });
    const { eventId } = value(
      await services.dockets.correctEvent(eve, slug, docketId, row?.id ?? "", moved),
    );
    value(
      await services.dockets.retractEvent(eve, slug, docketId, eventId, {
        reason: "Another suit’s.",
      }),
    );
    value(await services.dockets.recordEvent(eve, slug, docketId, moved));
    // The filing of the archive is its claim, and is corrected as any.
    const facts = value(await services.filings.show(eve, documentId));
    expect(facts.fromArchive).toMatchObject({ by: { name: "Eve" } });
    expect(value(await services.filings.verify({ hash: facts.filing.pdfHash })).filing).toBeNull();
    value(await services.filings.certificate(eve, documentId));
    value(await services.filings.withdraw(eve, documentId, { reason: "Another’s." }));
    expect(await faultsIn(there)).toEqual([]);
  });
});

describe("[A3] a matter that came with an archive", () => {
  it("is published, taken along again, begun anew from, put away and brought back", async () => {
    const published = await openPublished();
    const there = await elsewhere(published);
    const { services, eve, slug, lead, pass } = there;
    const page = value(await services.publicPage.show(eve, slug));
    refused(await services.publicPage.read(page.slug), "not-found");
    pass(DAY);
    value(
      await services.publicPage.publish(eve, slug, {
        seen: value(await services.publicPage.show(eve, slug)).candidate.hash,
        kind: "update",
        noteEn: "Published here.",
        noteEs: undefined,
        reason: "A demonstration.",
      }),
    );
    const reading = value(await services.publicPage.read(page.slug));
    if (reading.state !== "published") throw new Error("it is published");
    // The first that the public reads here, and so a change of nothing.
    expect(reading.updates).toMatchObject([{ kind: "first", en: "Published here.", parts: [] }]);
    expect(reading.page.organizations.map(({ name }) => name)).toEqual([
      "Elsewhere Example Organization",
    ]);
    expect(reading.page.documents).toMatchObject([{ isBroughtIn: true }]);
    expect(await faultsIn(there)).toEqual([]);

    const again = await takeArchive(there, eve, slug);
    expect(again.people.map(({ name }) => name)).toContain("ilrc-reviewer");
    expect(again.organizations.map(({ shortName }) => shortName).toSorted()).toEqual([
      "Council",
      "Elsewhere",
      "ILRC",
    ]);

    const form = duplicateMatterForm.parse({
      title: "Another year",
      leadOrganizationId: lead,
      partyIds: [],
      parts: ["agency", "narrative"],
    });
    const { slug: other } = value(await services.matters.duplicate(eve, slug, form));
    expect(value(await services.matters.show(eve, other))).toMatchObject({
      fromArchive: null,
      parties: [{ id: lead }],
    });

    const { seen } = value(await services.matters.showArchive(eve, slug));
    value(await services.matters.archive(eve, slug, { seen }));
    value(await services.matters.unarchive(eve, slug));
    for (const { id, isHere } of value(await services.matters.show(eve, slug)).parties) {
      if (!isHere) value(await services.matters.removeParty(eve, slug, { organizationId: id }));
    }
    expect(value(await services.matters.show(eve, slug)).parties).toMatchObject([{ id: lead }]);
    expect(await faultsIn(there)).toEqual([]);
  });

  it("opens every page to who leads it, and to nobody else", async () => {
    const suit = await openSuitOfRequest();
    await talkOf(suit).begin(suit.people.drafter, { text: "Is this so?" });
    const there = await elsewhere(suit);
    const { services, eve, slug, documents, database } = there;
    const stranger = await there.person("stranger@example.org", []);
    const [docket] = await database.client.docket.findMany();
    const pages = (actor: Actor) => [
      () => services.matters.show(actor, slug),
      () => services.deadlines.ofMatter(actor, slug),
      () => services.deadlines.missed(actor, slug),
      () => services.publicPage.timeline(actor, slug),
      () => services.publicPage.show(actor, slug),
      () => services.matters.sharedDetails(actor, slug),
      () => services.documents.choices(actor, slug),
      () => services.dockets.show(actor, slug, docket?.id ?? ""),
      () => services.dockets.sheet(actor, slug, docket?.id ?? ""),
      () => services.auditRecord.show(actor, slug, recordQuery.parse({})),
      ...documents.flatMap(({ id }) => [
        () => services.documents.show(actor, id),
        () => services.documents.showDetails(actor, id),
        () => services.guests.readers(actor, id),
        () => services.threads.show(actor, id),
        () => services.versions.list(actor, id),
        () => services.history.show(actor, id),
      ]),
    ];
    const told: string[] = [];
    for (const page of pages(eve)) {
      const outcome = await page();
      if (!outcome.ok) told.push(outcome.refusal.code);
    }
    // Facts of what is filed are no draft's.
    expect(told.filter((code) => code !== "frozen")).toEqual([]);
    for (const page of pages(stranger)) refused(await page(), "not-found");
  });

  it("says in the record what the archive says, and what was done here", async () => {
    const review = await openReview();
    await submit(review);
    const there = await elsewhere(review);
    const { services, eve, slug } = there;
    const { lines } = value(await services.auditRecord.show(eve, slug, recordQuery.parse({})));
    const said = lines.map(({ parts }) => plainSentence(parts));
    const [newest] = said;
    expect(newest).toBe(`Eve brought “${there.matter.title}” in with an archive.`);
    const ofArchive = said.filter((one) => one.endsWith("So says the archive that it came with."));
    expect(ofArchive.length).toBeGreaterThan(2);
    expect(
      said.filter((one) => one.includes("(from an archive)") && !ofArchive.includes(one)),
    ).toEqual([]);
    // Home tells nobody of what is old.
    const { groups } = value(await services.home.show(there.ed));
    expect(JSON.stringify(groups)).not.toContain("(from an archive)");
  });
});
