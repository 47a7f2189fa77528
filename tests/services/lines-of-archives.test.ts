import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import {
  AUDIT_EVENT_TYPES,
  isBroughtLine,
  type AuditEventType,
  type AuditValue,
} from "#app/domain/audit-event.ts";
import { plainSentence } from "#app/domain/audit-record/entry.ts";
import { recordQuery } from "#app/domain/audit-record/filter.ts";
import { RECORD_ENTRIES } from "#app/domain/audit-record/index.ts";
import { sha256 } from "#server/digest.ts";
import { compareSessions } from "#server/services/audit/compare-sessions.ts";
import { registrationOf } from "#server/services/audit/passkey-lines.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { closedHead } from "#server/services/audit-record/head.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { fc } from "#tests/support/fast-check.ts";
import { plainText } from "#tests/support/plain-text.ts";
import { certificateText } from "#server/services/filings/certificate-text.ts";
import { fileAs, openApproved } from "./filed-fixtures.ts";
import { openReview, submit, writeText } from "./papers.ts";
import { asBrought, tellBroughtIn } from "./brought-lines.ts";
import { form as agencyForm, openFiled, RECEIVED } from "./filed-request.ts";
import { writeFiledMatters } from "./filed-matters.ts";
import { givePasskey, signByPasskey } from "./passkeys.ts";
import { openPublished, publish } from "./published-page.ts";
import { openWebhooks } from "./webhook-story.ts";
import { signedIn } from "./with-passkey.ts";
import { DAY, openCoalition, refused, value, type Coalition } from "./workspace.ts";

/** Lines that came with an archive (A3): each place that reads lines by their type, and decides by them. */

const ofType =
  (...types: readonly string[]) =>
  ({ type }: { readonly type: string }) =>
    types.includes(type);

const idOfMatter = async ({ database, slug }: Coalition) =>
  (await database.client.matter.findUniqueOrThrow({ where: { slug } })).id;

describe("a line that came with an archive", () => {
  it("is said to be what the archive says, in one place for all types", async () => {
    const coalition = await openCoalition();
    const { services, people, slug } = coalition;
    await asBrought(coalition, ofType("matter.created", "matter.party-accepted"));
    const { lines } = value(
      await services.auditRecord.show(people.drafter, slug, recordQuery.parse({})),
    );
    const said = lines.map(({ parts }) => plainSentence(parts));
    expect(said.filter((one) => one.endsWith("So says the archive that it came with."))).toEqual(
      said.filter((one) => / created | accepted /u.test(one)),
    );
    expect(said.some((one) => one.endsWith("it came with."))).toBe(true);
    expect(said.some((one) => !one.endsWith("it came with."))).toBe(true);
  });

  it("has a sentence whatever a stranger wrote into its details", () => {
    const value_: fc.Arbitrary<AuditValue> = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("id", "title", "on", "before", "after"), fc.string()),
    );
    const names = fc.constantFrom(
      ..."before after title name userId versionId reason decision because items kind answer found letStand note slug organizationId roles counts number".split(
        " ",
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...AUDIT_EVENT_TYPES),
        fc.dictionary(names, value_),
        (type: AuditEventType, details) => {
          const words = RECORD_ENTRIES[type].says({
            details,
            organizationId: null,
            who: "Ana Ruiz (from an archive)",
            paper: "a document",
            isOfPaper: true,
            matter: "a matter",
            organization: "an organization",
            organizationNamed: () => "an organization",
            personNamed: () => "somebody",
            versionNamed: () => null,
            lawsuit: () => "a lawsuit",
            attachment: () => "a file",
            paperPage: (text) => text,
            matterPage: (text) => text,
            organizationPage: (text) => text,
          });
          expect(typeof plainSentence(words)).toBe("string");
        },
      ),
    );
  });

  it("lets no private data stand", async () => {
    const review = await openReview();
    const { services, people, documentId } = review;
    await writeText(review, documentId, "Her number is 123-45-6789.");
    const { key } = value(await services.filings.privateData(people.drafter, documentId));
    const form = { key, purpose: "filing", reason: "She asked for it." } as const;
    value(await services.filings.letPrivateDataStand(people.staff, documentId, form));
    value(await services.filings.pdf(people.drafter, documentId));
    expect(await asBrought(review, ofType("document.scan-overridden"))).toBe(1);
    refused(await services.filings.pdf(people.drafter, documentId), "private-data");
    const { decisions } = value(await services.filings.privateData(people.drafter, documentId));
    expect(decisions).toEqual([]);
  });

  it("is told to no webhook, and the lines behind it are", async () => {
    const story = await openWebhooks();
    const { add, begin, feed, deliveries, lines } = story;
    const { webhookId } = await add();
    await begin("Told there");
    await begin("Told here");
    const [first] = await lines("document.created");
    await asBrought(story, ({ sequence }) => sequence === first?.sequence);
    await feed();
    expect((await deliveries(webhookId)).map(({ sequence }) => sequence)).toEqual([
      (await lines("document.created"))[1]?.sequence,
    ]);
  });

  it("is no news on Home, of parties and who leads, nor of a document that is followed", async () => {
    const review = await openReview();
    const { services, people, organizations, documentId, pass } = review;
    value(await services.follows.choose(people.observer, documentId, { how: "follow" }));
    pass(1_000);
    await submit(review);
    const matterId = await idOfMatter(review);
    value(await services.matters.leave(people.ilrcAdmin, organizations.ilrc, matterId));
    const told = async (actor: Actor) => {
      const { groups } = value(await services.home.show(actor));
      return groups.flatMap(({ entries }) => entries.map(({ what }) => what)).join();
    };
    expect(await told(people.observer)).toContain("submitted");
    expect(await told(people.staff)).toContain("ILRC left");
    await asBrought(
      review,
      ofType("document.submitted", "document.review-voided", "matter.party-left"),
    );
    expect(await told(people.observer)).not.toContain("submitted");
    expect(await told(people.staff)).not.toContain("ILRC");
  });

  it("settles no deadline for anybody here, until somebody here does", async () => {
    const coalition = await openCoalition();
    const { organizations, people, services, pass } = coalition;
    await writeFiledMatters(coalition, [organizations.council], 1);
    pass(40 * DAY);
    const form = {
      deadline: "paper:request-0:determination",
      due: "2021-11-05",
      decision: "not-pursued",
      reason: "The client has moved away.",
    } as const;
    const missed = async () =>
      value(await services.deadlines.missed(people.staff, "matter-0")).missed.length;
    value(await services.deadlines.settle(people.staff, "matter-0", form));
    expect(await missed()).toBe(0);
    await asBrought(coalition, ofType("deadline.settled"));
    expect(await missed()).toBe(1);
    value(await services.deadlines.settle(people.staff, "matter-0", form));
    expect(await missed()).toBe(0);
  });

  it("shows no change of a clock whose days are none, and takes no closed day for one from before it came", async () => {
    const filed = await openFiled();
    const { services, people, documentId, database, organizations, pass } = filed;
    value(await services.agencyRecord.record(people.staff, documentId, agencyForm(RECEIVED)));
    const changes = async () =>
      value(await services.agencyRecord.show(people.staff, documentId)).changes.map(
        ({ cause }) => cause,
      );
    expect(await changes()).toEqual(["record"]);
    const { client } = database;
    const line = await client.auditEvent.findFirstOrThrow({
      where: { type: "agency-record.recorded" },
    });
    const told = JSON.parse(line.details) as { clock: { after: { latest: string } | null } };
    const details = {
      ...told,
      clock: { ...told.clock, after: { ...told.clock.after, latest: "some day" } },
    };
    await client.auditEvent.update({
      where: { sequence: line.sequence },
      data: { details: JSON.stringify(details) },
    });
    await asBrought(filed, ofType("agency-record.recorded"));
    expect(await changes()).toEqual([]);
    // A day that was closed here before it came is no change of what was counted elsewhere.
    pass(DAY);
    const calendar = { closures: "2021-09-15", inaugurationDay: false };
    const administrator = { ...people.admin, workspaceAdmin: true };
    value(await services.settings.setCalendar(administrator, calendar));
    expect(await changes()).toEqual(["closed days"]);
    pass(DAY);
    await tellBroughtIn(filed, {
      matterId: await idOfMatter(filed),
      actorId: people.admin.userId,
      organizationId: organizations.council,
    });
    expect(await changes()).toEqual([]);
  });

  it("is not the head of a day, however old it says it is", async () => {
    const coalition = await openCoalition();
    const { database, clock, pass } = coalition;
    pass(DAY);
    const before = await closedHead(database.client, clock());
    await database.write((tx) =>
      appendEvent(tx, new Date(clock().getTime() - 300 * DAY), {
        type: "matter.created",
        actorId: null,
        details: { broughtFrom: "archive-1" },
      }),
    );
    expect(before).not.toBeNull();
    expect(await closedHead(database.client, clock())).toEqual(before);
  });

  it("publishes no page, and the public reads of no publication that only the archive tells of", async () => {
    const published = await openPublished();
    const { services, pageSlug, pass, read, database } = published;
    const first = await read();
    expect(first.updates).toHaveLength(1);
    await asBrought(published, ofType("matter.published"));
    refused(await services.publicPage.read(pageSlug), "record-differs");
    pass(DAY);
    await database.client.publicPage.updateMany({ data: { status: "withdrawn" } });
    value(await publish(published, { noteEn: "Published here.", reason: "A demonstration." }));
    const here = await read();
    expect(here.updates.map(({ en }) => en)).toEqual(["Published here."]);
    expect(here.publishedAt).toBe(here.updatedAt);
    expect(here.publishedAt).not.toBe(first.publishedAt);
    // The paper was filed before it came here.
    expect(here.page.documents).toMatchObject([{ kind: "filed" }]);
  });

  it("confirms to nobody that a file was filed from this workspace", async () => {
    const approved = await openApproved();
    const { services } = approved;
    const { pdfHash } = value(await fileAs(approved, approved.version, approved.signerId));
    expect(value(await services.filings.verify({ hash: pdfHash })).filing).not.toBeNull();
    await asBrought(approved, ({ matterId }) => matterId !== null);
    expect(value(await services.filings.verify({ hash: pdfHash }))).toEqual({
      hash: pdfHash,
      filing: null,
      copy: null,
      stamped: null,
    });
  });

  it("opens no session, and sets up no factor for one", async () => {
    const coalition = await openCoalition();
    const { database, people } = coalition;
    const { client } = database;
    await signedIn(coalition, people.drafter.userId);
    expect(await compareSessions(database)).toEqual([]);
    const [waiting] = await client.unrecordedSignIn.findMany();
    await client.unrecordedSignIn.deleteMany();
    const details = { session: waiting?.id ?? "", own: true, via: null, method: "password" };
    await database.write((tx) =>
      appendEvent(tx, new Date(0), {
        type: "session.signed-in",
        actorId: people.drafter.userId,
        details,
      }),
    );
    expect(await compareSessions(database)).toEqual([]);
    await asBrought(coalition, ofType("session.signed-in"));
    expect((await compareSessions(database)).map(({ userId }) => userId)).toEqual([
      people.drafter.userId,
    ]);
  });

  it("[P2] adds a key for decisions of the same archive alone, and takes none from anybody here", async () => {
    const review = await openReview();
    const { reviewers, database } = review;
    const { client } = database;
    const version = await submit(review);
    const key = await givePasskey(review, reviewers.ilrc);
    value(await signByPasskey(review, reviewers.ilrc, { key, party: "ilrc", version }));
    const differences = async () => (await verifyAll(database)).differences.map(({ why }) => why);
    const { userId } = reviewers.ilrc;
    const fingerprint = sha256(key.publicKey);
    const found = (broughtFrom: string | null) =>
      registrationOf(client, { userId, fingerprint, organizationId: null, broughtFrom });
    expect(await differences()).toEqual([]);
    // Its key alone came with the archive: it counts for nothing that is decided here.
    await asBrought(review, ofType("person.passkey-added"));
    expect(await found(null)).toBeNull();
    expect(await differences()).toEqual([
      "no line says that this person had added the passkey of its sign-off",
    ]);
    // Both came with it.
    await asBrought(review, ofType("person.passkey-added", "document.signed-off"));
    expect(await found("archive-1")).not.toBeNull();
    expect(await found("archive-2")).toBeNull();
    expect(await differences()).toEqual([]);
    // The decision came with another one.
    await asBrought(review, ofType("document.signed-off"), "archive-2");
    expect(await differences()).toEqual([
      "no line says that this person had added the passkey of its sign-off",
    ]);
  });

  it("[P2] does not keep somebody here from a key of that fingerprint, nor from signing by it", async () => {
    const review = await openReview();
    const { reviewers, database } = review;
    const version = await submit(review);
    const key = await givePasskey(review, reviewers.ilrc);
    // An archive that was made up says that it was somebody else's, and was added before.
    const fingerprint = sha256(key.publicKey);
    await database.write((tx) =>
      appendEvent(tx, new Date(0), {
        type: "person.passkey-added",
        actorId: "stand-in",
        details: { passkeyId: key.id, fingerprint, via: null, broughtFrom: "archive-1" },
      }),
    );
    value(await signByPasskey(review, reviewers.ilrc, { key, party: "ilrc", version }));
    expect((await verifyAll(database)).differences).toEqual([]);
  });
});

describe("a paper that came with an archive", () => {
  it("says so with the day and who brought it in, on its page, its certificate and its matter’s page", async () => {
    const approved = await openApproved();
    const { services, people, organizations, slug, documentId, pass } = approved;
    value(await fileAs(approved, approved.version, approved.signerId));
    const before = value(await services.filings.show(people.staff, documentId));
    expect(before.fromArchive).toBeNull();
    expect(value(await services.matters.show(people.staff, slug)).fromArchive).toBeNull();
    await asBrought(approved, ({ matterId }) => matterId !== null);
    pass(DAY);
    await tellBroughtIn(approved, {
      matterId: await idOfMatter(approved),
      actorId: people.admin.userId,
      organizationId: organizations.council,
    });
    const origin = {
      at: approved.clock().toISOString(),
      by: { name: people.admin.name },
      from: "https://elsewhere.example.org",
    };
    expect(value(await services.matters.show(people.staff, slug)).fromArchive).toMatchObject(
      origin,
    );
    const view = value(await services.filings.show(people.staff, documentId));
    expect(view.fromArchive).toMatchObject(origin);
    const certificate = (of: typeof view) =>
      plainText(
        certificateText(of, {
          lines: [],
          keys: [],
          head: { sequence: 1, hash: "0".repeat(64) },
          at: approved.clock(),
          timestamp: null,
        }),
      );
    expect(certificate(view)).toContain("What an archive says of an approval and a filing");
    expect(certificate(view)).toContain(
      `This paper came with an archive, which ${people.admin.name} brought in on`,
    );
    expect(certificate(view)).toContain("Nor does it prove that they approved or filed it");
    expect(certificate(view)).not.toContain("the accounts that signed");
    expect(certificate(before)).not.toContain("archive");
  });
});

it("knows a line of an archive by its own detail, and by none that a text quotes", () => {
  const line = (details: Record<string, AuditValue>) => ({ details });
  expect(isBroughtLine(line({ broughtFrom: "a" }))).toBe(true);
  expect(isBroughtLine(line({ reason: '"broughtFrom":"a"' }))).toBe(false);
  expect(isBroughtLine(line({ broughtFrom: null }))).toBe(false);
});
