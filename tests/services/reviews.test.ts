import { describe, expect, it, vi } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { makeWhole, openReview, submit, writeText, type Review } from "./papers.ts";
import { FROM, MINUTE, PASSWORD, refused as expectRefused, value } from "./workspace.ts";

type Version = Awaited<ReturnType<typeof submit>>;
type Party = "council" | "ilrc";

/** Signs as that person for that organization, with the right password unless told otherwise. */
function sign(
  { services, organizations, documentId }: Review,
  actor: Actor,
  party: Party,
  { versionId, hash }: Pick<Version, "versionId" | "hash">,
  password = PASSWORD,
) {
  const organizationId = organizations[party];
  const form = { versionId, hash, organizationId, password };
  return services.reviews.signOff(actor, documentId, form, FROM);
}

function askForChanges(
  { services, organizations, documentId }: Review,
  actor: Actor,
  party: Party,
  { versionId, hash }: Version,
  reason = "Item 2 is too wide.",
) {
  const organizationId = organizations[party];
  const form = { versionId, hash, organizationId, reason };
  return services.reviews.requestChanges(actor, documentId, form);
}

const statusOf = async ({ database, documentId }: Review) =>
  (await database.client.document.findUniqueOrThrow({ where: { id: documentId } })).status;

const recordOf = async ({ database, documentId }: Review) =>
  (
    await database.client.auditEvent.findMany({
      where: { documentId },
      orderBy: { sequence: "asc" },
    })
  ).map(({ type }) => type);

describe("a sign-off", () => {
  it("of every required organization approves the version, and the record says who signed what", async () => {
    const review = await openReview();
    const { services, people, reviewers, documentId, statusChanges, database } = review;
    const version = await submit(review);
    expect(value(await sign(review, reviewers.ilrc, "ilrc", version))).toEqual({ approved: false });
    expect(await statusOf(review)).toBe("in_review");
    expect(value(await sign(review, reviewers.council, "council", version))).toEqual({
      approved: true,
    });
    expect(await statusOf(review)).toBe("approved");
    expect(await recordOf(review)).toEqual([
      "document.created",
      "document.submitted",
      "document.signed-off",
      "document.signed-off",
      "document.approved",
    ]);
    const events = await database.client.auditEvent.findMany({
      where: { type: "document.signed-off" },
      orderBy: { sequence: "asc" },
    });
    expect(events).toMatchObject([
      { actorId: reviewers.ilrc.userId, organizationId: review.organizations.ilrc },
      { actorId: reviewers.council.userId, organizationId: review.organizations.council },
    ]);
    expect(JSON.parse(events[0]!.details)).toEqual({
      versionId: version.versionId,
      hash: version.hash,
      signOffId: expect.any(String),
    });
    const { standing } = value(await services.documents.show(people.observer, documentId));
    expect(standing.required).toMatchObject([
      { approval: { person: { name: "council-reviewer" }, versionNumber: 1, voided: null } },
      { approval: { person: { name: "ilrc-reviewer" } } },
    ]);
    expect(statusChanges).toHaveLength(3);
    expect(await review.system.verifyRecord()).toMatchObject({ intact: true });
  });

  it("asks for the password again, and a wrong one signs nothing", async () => {
    const review = await openReview();
    const { reviewers } = review;
    const version = await submit(review);
    const wrong = await sign(review, reviewers.ilrc, "ilrc", version, "not the password at all");
    expect(expectRefused(wrong, "wrong-credentials").fields).toHaveProperty("password");
    expect(
      expectRefused(await sign(review, reviewers.ilrc, "ilrc", version, ""), "bad-input").fields,
    ).toHaveProperty("password");
    expect(await review.database.client.signOff.count()).toBe(0);
  });

  it("is not given by a password that was changed while it was checked", async () => {
    const review = await openReview();
    const { reviewers, auth, database } = review;
    const version = await submit(review);
    const confirm = auth.confirmPassword.bind(auth);
    const checked = vi.spyOn(auth, "confirmPassword").mockImplementationOnce(async (...asked) => {
      const right = await confirm(...asked);
      const passwordHash = await auth.hashPassword("chosen anew by their owner");
      await database.client.user.update({
        where: { id: reviewers.ilrc.userId },
        data: { passwordHash },
      });
      return right;
    });
    const signed = await sign(review, reviewers.ilrc, "ilrc", version);
    expect(checked).toHaveBeenCalledOnce();
    expect(expectRefused(signed, "wrong-credentials").sentence).toContain("Nothing was signed");
    expect(await database.client.signOff.count()).toBe(0);
  });

  it("is for one's own organization alone (embarrassment 2)", async () => {
    const review = await openReview();
    const { reviewers, people, organizations, services, documentId } = review;
    const version = await submit(review);
    expectRefused(await sign(review, reviewers.council, "ilrc", version), "forbidden");
    expectRefused(await sign(review, reviewers.ilrc, "council", version), "forbidden");
    for (const actor of [people.drafter, people.staff, people.admin, people.observer]) {
      expectRefused(await sign(review, actor, "council", version), "forbidden");
    }
    expectRefused(await sign(review, people.stranger, "ilrc", version), "not-found");
    const { versionId, hash } = version;
    const elsewhere = {
      versionId,
      hash,
      organizationId: organizations.outside,
      password: PASSWORD,
    };
    expectRefused(
      await services.reviews.signOff(people.stranger, documentId, elsewhere, FROM),
      "not-found",
    );
    expectRefused(
      await services.reviews.signOff(reviewers.ilrc, documentId, elsewhere, FROM),
      "forbidden",
    );
    expect(await review.database.client.signOff.count()).toBe(0);
  });

  it("binds the version and the hash that the reviewer read", async () => {
    const review = await openReview();
    const { reviewers } = review;
    const first = await submit(review);
    const { versionId } = first;
    expectRefused(
      await sign(review, reviewers.ilrc, "ilrc", { versionId, hash: "0".repeat(64) }),
      "hash-differs",
    );
    value(await askForChanges(review, reviewers.council, "council", first));
    const second = await submit(review);
    expect(second.hash).toBe(first.hash);
    expectRefused(await sign(review, reviewers.ilrc, "ilrc", first), "stale");
    expect(await review.database.client.signOff.count({ where: { decision: "approved" } })).toBe(0);
    value(await sign(review, reviewers.ilrc, "ilrc", second));
  });

  it("is given once for each organization", async () => {
    const review = await openReview();
    const { reviewers } = review;
    const version = await submit(review);
    value(await sign(review, reviewers.ilrc, "ilrc", version));
    expectRefused(await sign(review, reviewers.ilrcSecond, "ilrc", version), "already-signed");
    expectRefused(await sign(review, reviewers.ilrc, "ilrc", version), "already-signed");
  });

  it("is refused to who lost the role between reading and signing", async () => {
    const review = await openReview();
    const { reviewers, people, services, organizations } = review;
    const version = await submit(review);
    value(
      await services.organizations.setRoles(people.ilrcAdmin, organizations.ilrc, {
        userId: reviewers.ilrc.userId,
        roles: ["observer"],
      }),
    );
    // The actor still carries the role that the request came in with.
    expectRefused(await sign(review, reviewers.ilrc, "ilrc", version), "forbidden");
  });
});

describe("two last reviewers in the same moment", () => {
  it("of two organizations make one approval", async () => {
    const review = await openReview();
    const { reviewers } = review;
    const version = await submit(review);
    const both = await Promise.all([
      sign(review, reviewers.council, "council", version),
      sign(review, reviewers.ilrc, "ilrc", version),
    ]);
    expect(both.map((outcome) => value(outcome).approved).toSorted()).toEqual([false, true]);
    expect(await statusOf(review)).toBe("approved");
    const record = await recordOf(review);
    expect(record.filter((type) => type === "document.approved")).toHaveLength(1);
  });

  it("of one organization make one signature", async () => {
    const review = await openReview();
    const { reviewers, database } = review;
    const version = await submit(review);
    value(await sign(review, reviewers.council, "council", version));
    const both = await Promise.all([
      sign(review, reviewers.ilrc, "ilrc", version),
      sign(review, reviewers.ilrcSecond, "ilrc", version),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expectRefused(
      both.find(({ ok }) => !ok)!,
      "already-signed",
    );
    expect(await database.client.signOff.count()).toBe(2);
    expect((await recordOf(review)).filter((type) => type === "document.approved")).toHaveLength(1);
  });

  it("one signing and one asking for changes leave a document that is either approved or a draft", async () => {
    const review = await openReview();
    const { reviewers, database } = review;
    const version = await submit(review);
    value(await sign(review, reviewers.council, "council", version));
    const [signed, asked] = await Promise.all([
      sign(review, reviewers.ilrc, "ilrc", version),
      askForChanges(review, reviewers.ilrcSecond, "ilrc", version),
    ]);
    expect(signed.ok).not.toBe(asked.ok);
    expect(await statusOf(review)).toBe(signed.ok ? "approved" : "draft");
    const standing = await database.client.signOff.count({
      where: { decision: "approved", voidedAt: null },
    });
    expect(standing).toBe(signed.ok ? 2 : 0);
  });
});

describe("changes that are asked for", () => {
  it("return the document to draft at once, void what was signed and keep it in the history", async () => {
    const review = await openReview();
    const { services, people, reviewers, documentId, database, statusChanges } = review;
    const version = await submit(review);
    value(await sign(review, reviewers.council, "council", version));
    review.pass(MINUTE);
    value(await askForChanges(review, reviewers.ilrc, "ilrc", version));
    const row = await database.client.document.findUniqueOrThrow({ where: { id: documentId } });
    expect(row).toMatchObject({ status: "draft", generation: 2, pinnedVersionId: null });
    const shown = value(await services.documents.show(people.drafter, documentId));
    expect(shown).toMatchObject({
      access: "write",
      standing: {
        version: null,
        returned: {
          because: "changes-requested",
          reason: "Item 2 is too wide.",
          by: { name: "ilrc-reviewer" },
          versionNumber: 1,
        },
        decisions: [
          { decision: "changes-requested", reason: "Item 2 is too wide.", voided: null },
          { decision: "approved", voided: { because: "changes-requested" } },
        ],
      },
    });
    expect(statusChanges).toHaveLength(3);
    expect((await recordOf(review)).at(-1)).toBe("document.changes-requested");
  });

  it("need a reason", async () => {
    const review = await openReview();
    const version = await submit(review);
    const asked = await askForChanges(review, review.reviewers.ilrc, "ilrc", version, "  ");
    expect(expectRefused(asked, "bad-input").fields).toHaveProperty("reason");
    expect(await statusOf(review)).toBe("in_review");
  });

  it("are asked by a reviewer of the organization that they are asked for", async () => {
    const review = await openReview();
    const { reviewers, people } = review;
    const version = await submit(review);
    expectRefused(await askForChanges(review, reviewers.council, "ilrc", version), "forbidden");
    expectRefused(await askForChanges(review, people.drafter, "council", version), "forbidden");
    expectRefused(await askForChanges(review, people.stranger, "council", version), "not-found");
    expect(await statusOf(review)).toBe("in_review");
  });
});

describe("taking a document back", () => {
  it("says of two returns which came last by the record, though the clock was set back between", async () => {
    const review = await openReview();
    const { services, people, reviewers, documentId, pass } = review;
    await submit(review);
    value(await services.reviews.recall(people.drafter, documentId, { reason: "A slip." }));
    pass(-60 * MINUTE);
    const version = await submit(review);
    value(await askForChanges(review, reviewers.ilrc, "ilrc", version));
    // And once more within the same millisecond.
    await submit(review);
    value(await services.reviews.recall(people.drafter, documentId, { reason: "Another slip." }));
    const { standing } = value(await services.documents.show(people.drafter, documentId));
    expect(standing.returned).toMatchObject({ reason: "Another slip.", versionNumber: 3 });
  });

  it("recalls it from review and opens it again for writing under a new generation [R17]", async () => {
    const review = await openReview();
    const { services, people, reviewers, documentId, database } = review;
    const version = await submit(review);
    value(await sign(review, reviewers.ilrc, "ilrc", version));
    const reason = "The agency has moved.";
    expectRefused(
      await services.reviews.recall(reviewers.ilrc, documentId, { reason }),
      "forbidden",
    );
    expectRefused(
      await services.reviews.recall(people.stranger, documentId, { reason }),
      "not-found",
    );
    expect(
      expectRefused(
        await services.reviews.recall(people.drafter, documentId, { reason: "" }),
        "bad-input",
      ).fields,
    ).toHaveProperty("reason");
    value(await services.reviews.recall(people.ilrcDrafter, documentId, { reason }));
    expectRefused(
      await services.reviews.recall(people.drafter, documentId, { reason }),
      "wrong-status",
    );
    expect(
      await database.client.document.findUniqueOrThrow({ where: { id: documentId } }),
    ).toMatchObject({ status: "draft", generation: 2 });
    expect(await database.client.signOff.findFirst()).toMatchObject({ voidedBecause: "recalled" });
    await writeText(review, documentId, "New words.");
    expect(await submit(review)).toMatchObject({ number: 2 });
  });

  it("reopens what was approved, and identical text needs new sign-offs (embarrassment 2)", async () => {
    const review = await openReview();
    const { services, people, reviewers, documentId, database } = review;
    const first = await submit(review);
    value(await sign(review, reviewers.ilrc, "ilrc", first));
    value(await sign(review, reviewers.council, "council", first));
    const reason = "A typing mistake in the caption.";
    expectRefused(
      await services.reviews.recall(people.drafter, documentId, { reason }),
      "wrong-status",
    );
    value(await services.reviews.reopen(people.drafter, documentId, { reason }));
    expect(await database.client.signOff.count({ where: { voidedBecause: "reopened" } })).toBe(2);
    const second = await submit(review);
    expect(second.hash).toBe(first.hash);
    const { standing } = value(await services.documents.show(people.observer, documentId));
    expect(standing.required).toMatchObject([{ approval: null }, { approval: null }]);
    value(await sign(review, reviewers.ilrc, "ilrc", second));
    expect(await statusOf(review)).toBe("in_review");
    value(await sign(review, reviewers.council, "council", second));
    expect(await statusOf(review)).toBe("approved");
  });
});

describe("the review desk", () => {
  it("shows the frozen text, and what changed since the reader's own last decision or the version before", async () => {
    const review = await openReview();
    const { services, people, reviewers, documentId } = review;
    const show = async (actor: Actor) => value(await services.reviews.show(actor, documentId));
    expectRefused(await services.reviews.show(reviewers.ilrc, documentId), "wrong-status");
    const reason = "Not yet.";
    const first = await submit(review);
    expect(await show(reviewers.ilrc)).toMatchObject({
      version: { number: 1, hash: first.hash },
      changes: null,
      standing: { signFor: [{ shortName: "ILRC" }], askFor: [{ shortName: "ILRC" }] },
    });
    value(await sign(review, reviewers.council, "council", first));
    review.pass(MINUTE);
    value(await services.reviews.recall(people.drafter, documentId, { reason }));
    await writeText(review, documentId, "Second thoughts.");
    await submit(review);
    review.pass(MINUTE);
    value(await services.reviews.recall(people.drafter, documentId, { reason }));
    await writeText(review, documentId, "Third thoughts.");
    value(await services.versions.name(people.drafter, documentId, { name: "For drafters" }));
    await submit(review);
    const forCouncil = await show(reviewers.council);
    expect(forCouncil.changes).toMatchObject({
      why: "yours",
      since: { number: 1 },
      counts: { inserted: 2 },
    });
    expect(forCouncil.html).toContain("Third thoughts.");
    const forIlrc = await show(reviewers.ilrc);
    expect(forIlrc.changes).toMatchObject({
      why: "previous",
      since: { number: 2 },
      counts: { inserted: 1 },
    });
    expect(await show(people.observer)).toMatchObject({ standing: { signFor: [], askFor: [] } });
    expectRefused(await services.reviews.show(people.stranger, documentId), "not-found");
  });
});

describe("what waits on the home", () => {
  it("is each sign-off that is still asked of me, then the filing for the lead's staff", async () => {
    const review = await openReview();
    const { services, people, reviewers } = review;
    const waiting = async (actor: Actor) =>
      value(await services.home.show(actor)).waiting.map(
        ({ what, organization }) => `${what} ${organization.shortName}`,
      );
    expect(await waiting(reviewers.ilrc)).toEqual([]);
    const version = await submit(review);
    expect(await waiting(reviewers.ilrc)).toEqual(["sign-off ILRC"]);
    expect(await waiting(reviewers.council)).toEqual(["sign-off Council"]);
    expect(await waiting(people.staff)).toEqual([]);
    expect(await waiting(people.stranger)).toEqual([]);
    value(await sign(review, reviewers.ilrc, "ilrc", version));
    expect(await waiting(reviewers.ilrcSecond)).toEqual([]);
    expect(await waiting(reviewers.council)).toEqual(["sign-off Council"]);
    value(await sign(review, reviewers.council, "council", version));
    expect(await waiting(reviewers.council)).toEqual([]);
    expect(await waiting(people.staff)).toEqual(["filing Council"]);
    expect(await waiting(people.drafter)).toEqual([]);
  });

  it("counts signatures of an earlier round as none", async () => {
    const review = await openReview();
    const { services, reviewers } = review;
    const first = await submit(review);
    value(await sign(review, reviewers.ilrc, "ilrc", first));
    value(await askForChanges(review, reviewers.council, "council", first));
    await submit(review);
    expect(value(await services.home.show(reviewers.ilrc)).waiting).toHaveLength(1);
  });
});

describe("what waits on the home of a drafter", () => {
  it("is a draft that a reviewer sent back, until it is submitted again or taken back by drafters", async () => {
    const review = await openReview();
    const { services, people, reviewers, documentId } = review;
    const waiting = async (actor: Actor) =>
      value(await services.home.show(actor)).waiting.map(
        ({ what, organization, document }) =>
          `${what} ${organization.shortName} ${document.id === documentId}`,
      );
    value(await askForChanges(review, reviewers.ilrc, "ilrc", await submit(review)));
    const sentBack = ["changes ILRC true"];
    expect(await waiting(people.drafter)).toEqual(sentBack);
    expect(await waiting(people.ilrcDrafter)).toEqual(sentBack);
    for (const actor of [reviewers.ilrc, people.staff, people.observer, people.stranger]) {
      expect(await waiting(actor)).toEqual([]);
    }
    review.pass(MINUTE);
    await submit(review);
    expect(await waiting(people.drafter)).toEqual([]);
    review.pass(MINUTE);
    value(await services.reviews.recall(people.drafter, documentId, { reason: "A slip." }));
    expect(await waiting(people.drafter)).toEqual([]);
  });

  it("comes in the order in which it has waited", async () => {
    const review = await openReview();
    const { services, people, reviewers, slug } = review;
    value(await askForChanges(review, reviewers.ilrc, "ilrc", await submit(review)));
    review.pass(MINUTE);
    const form = { kind: "letter", title: "A letter", layoutProfile: "letter" } as const;
    const { documentId } = value(await services.documents.create(people.drafter, slug, form));
    await makeWhole(review, documentId);
    const later = { ...review, documentId };
    const both = await review.person("both@example.org", [
      { organizationId: review.organizations.council, roles: ["drafter", "reviewer"] },
    ]);
    await submit(later);
    const home = value(await services.home.show(both));
    expect(home.waiting.map(({ what }) => what)).toEqual(["changes", "sign-off"]);
  });
});

describe("a required party that is removed", () => {
  it.each(["is removed", "leaves"])(
    "voids the review when it %s, and the signatures of those that remain stay in the history as void",
    async (how) => {
      const review = await openReview();
      const { services, people, reviewers, organizations, slug, documentId, statusChanges } =
        review;
      const { id } = await review.database.client.matter.findUniqueOrThrow({ where: { slug } });
      const version = await submit(review);
      value(await sign(review, reviewers.council, "council", version));
      statusChanges.length = 0;
      value(
        how === "leaves"
          ? await services.matters.leave(people.ilrcAdmin, organizations.ilrc, id)
          : await services.matters.removeParty(people.admin, slug, {
              organizationId: organizations.ilrc,
            }),
      );
      expect(await statusOf(review)).toBe("draft");
      expect(statusChanges).toEqual([documentId]);
      const { standing } = value(await services.documents.show(people.drafter, documentId));
      expect(standing).toMatchObject({
        returned: { because: "party-removed", reason: null },
        required: [{ organization: { shortName: "Council" } }],
        decisions: [{ decision: "approved", voided: { because: "party-removed" } }],
      });
      expect((await recordOf(review)).slice(-2)).toEqual([
        "document.review-voided",
        "document.required-organizations-set",
      ]);
      expectRefused(await sign(review, reviewers.ilrc, "ilrc", version), "not-found");
    },
  );

  it("never approves by its going what others alone have signed", async () => {
    const review = await openReview();
    const { services, people, reviewers, organizations, slug } = review;
    const version = await submit(review);
    const [signed, removed] = await Promise.all([
      sign(review, reviewers.council, "council", version),
      services.matters.removeParty(people.admin, slug, { organizationId: organizations.ilrc }),
    ]);
    value<unknown>(removed);
    expect(await statusOf(review)).toBe("draft");
    const standing = await review.database.client.signOff.count({ where: { voidedAt: null } });
    expect(standing).toBe(0);
    if (!signed.ok) expect(signed.refusal.code).toBe("wrong-status");
  });
});
