import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { sha256 } from "#server/digest.ts";
import { faultInProof } from "#server/sign-off-proof/fault.ts";
import { showReview } from "#server/services/reviews/show.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { SoftAuthenticator, type AuthenticatorClaims } from "#tests/support/soft-authenticator.ts";
import { openReview, submit, writeText, type Review } from "./papers.ts";
import {
  answerBy,
  askOf,
  askPasskey,
  BROWSER,
  givePasskey,
  signByPasskey,
  takePasskey,
  type Version,
} from "./passkeys.ts";
import { MINUTE, PASSWORD, refused, value } from "./workspace.ts";

/** A version under review, and a reviewer of ILRC who has a key. */
async function openAsked() {
  const review = await openReview();
  const version = await submit(review);
  const reviewer = review.reviewers.ilrc;
  const key = await givePasskey(review, reviewer);
  return { ...review, version, reviewer, key };
}
type Asked = Awaited<ReturnType<typeof openAsked>>;

/** Sends a sign-off with that answer of a key. */
function send(
  { services, organizations, documentId, reviewer, version }: Asked,
  passkey: string,
  {
    actor = reviewer,
    party = "ilrc",
    of = version,
    from = BROWSER,
  }: {
    readonly actor?: Actor;
    readonly party?: "council" | "ilrc";
    readonly of?: Version;
    readonly from?: typeof BROWSER;
  } = {},
) {
  const { versionId, hash } = of;
  const form = { versionId, hash, organizationId: organizations[party], passkey };
  return services.reviews.signOff(actor, documentId, form, from);
}

const answer = (asked: Asked, said?: AuthenticatorClaims) =>
  answerBy(asked, asked.reviewer, asked.key, askOf(asked, "ilrc", asked.version), said);

const count = ({ database }: Review) => database.client.signOff.count();

const requirePasskey = ({ database }: Review, id: string) =>
  database.write((tx) =>
    tx.organization.update({ where: { id }, data: { requiresPasskey: true } }),
  );

describe("[P2] a sign-off by passkey", () => {
  it("signs exactly this version, person, organization and decision, and keeps the proof", async () => {
    const asked = await openAsked();
    const { database, reviewer, organizations, version, key, services, people, documentId } = asked;
    value(await signByPasskey(asked, reviewer, { key, party: "ilrc", version }));
    const { client } = database;
    const signOff = await client.signOff.findFirstOrThrow({ include: { proof: true } });
    const { proof, id } = signOff;
    expect(proof).toMatchObject({
      signOffId: id,
      credentialId: key.id,
      fingerprint: sha256(key.publicKey),
      host: "desk.example.org",
      origin: "https://desk.example.org",
    });
    const { versionId, hash } = version;
    const signed = { versionId, hash, userId: reviewer.userId, organizationId: organizations.ilrc };
    expect(faultInProof(proof!, { ...signed, decision: "approved" })).toBeNull();
    const line = await client.auditEvent.findFirstOrThrow({
      where: { type: "document.signed-off" },
    });
    expect(JSON.parse(line.details)).toEqual({
      versionId,
      hash,
      signOffId: id,
      passkey: sha256(key.publicKey),
    });
    const { standing } = value(await services.reviews.show(people.observer, documentId));
    expect(standing.decisions).toMatchObject([
      { passkey: { signOffId: id, fingerprint: sha256(key.publicKey) } },
    ]);
    expect(await client.passkey.findFirst()).toMatchObject({ lastUsedAt: signOff.at });
    expect(await client.ceremony.count()).toBe(0);
    expect(await verifyAll(database)).toMatchObject({
      chain: { intact: true },
      differences: [],
      rowDifferences: [],
    });
  });

  it("of both organizations approves, one by a key and one by the password", async () => {
    const asked = await openAsked();
    const { services, reviewers, organizations, documentId, version, key } = asked;
    const by = { key, party: "ilrc", version } as const;
    expect(value(await signByPasskey(asked, asked.reviewer, by))).toEqual({ approved: false });
    const form = { ...askOf(asked, "council", version), password: PASSWORD };
    const signed = await services.reviews.signOff(reviewers.council, documentId, form, BROWSER);
    expect(value(signed)).toEqual({ approved: true });
    expect(organizations.council).not.toBe(organizations.ilrc);
  });

  it("needs a key or the password", async () => {
    const asked = await openAsked();
    const { decision: _decision, ...form } = askOf(asked, "ilrc", asked.version);
    const { signOff } = asked.services.reviews;
    const nothing = await signOff(asked.reviewer, asked.documentId, form, BROWSER);
    expect(refused(nothing, "bad-input").fields).toHaveProperty("password");
    expect(await count(asked)).toBe(0);
  });

  it.each([
    ["another site", { origin: "https://evil.example" }],
    ["another host", { host: "evil.example" }],
    ["nobody at it", { isPresent: false }],
    ["nobody verified", { isVerified: false }],
    ["the kind of a registration", { type: "webauthn.create" }],
    ["a frame of another site", { more: { crossOrigin: true } }],
    ["another person's handle", { userHandle: Buffer.alloc(32).toString("base64url") }],
  ] satisfies [string, AuthenticatorClaims][])("is refused with %s", async (_, said) => {
    const asked = await openAsked();
    refused(await send(asked, await answer(asked, said)), "wrong-credentials");
    expect(await count(asked)).toBe(0);
  });

  it("is refused for a challenge that nobody asked for, and for what is no answer", async () => {
    const asked = await openAsked();
    const made = JSON.stringify(asked.key.sign(Buffer.alloc(32).toString("base64url")));
    for (const sent of [made, "", "{}", "[", "[".repeat(9_000), JSON.stringify({ id: "x" })]) {
      refused(await send(asked, sent), "wrong-credentials");
    }
    refused(await send(asked, "x".repeat(40_000)), "bad-input");
    expect(await count(asked)).toBe(0);
  });

  it("counts once: of two sent at the same moment one, and none that is sent again", async () => {
    const asked = await openAsked();
    const sent = await answer(asked);
    const outcomes = await Promise.all([send(asked, sent), send(asked, sent), send(asked, sent)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await count(asked)).toBe(1);
    const { services, people, documentId } = asked;
    const reason = "Another look.";
    value(await services.reviews.recall(people.drafter, documentId, { reason }));
    await writeText(asked, documentId, "More words.");
    const next = await submit(asked);
    refused(await send(asked, sent, { of: next }), "wrong-credentials");
    refused(await send(asked, sent), "wrong-credentials");
    expect(await count(asked)).toBe(1);
  });

  it("is of the version that was asked for, and of no later one", async () => {
    const asked = await openAsked();
    const { services, people, documentId } = asked;
    const sent = await answer(asked);
    value(await services.reviews.recall(people.drafter, documentId, { reason: "Again." }));
    await writeText(asked, documentId, "More words.");
    const next = await submit(asked);
    refused(await send(asked, sent, { of: next }), "wrong-credentials");
    refused(await send(asked, sent), "stale");
    expect(await count(asked)).toBe(0);
  });

  it("is of one organization, for who signs for several", async () => {
    const asked = await openAsked();
    const { organizations, version } = asked;
    const memberships = [organizations.ilrc, organizations.council].map((organizationId) => ({
      organizationId,
      roles: ["reviewer" as const],
    }));
    const actor = await asked.person("both@example.org", memberships);
    const key = await givePasskey(asked, actor);
    const sent = await answerBy(asked, actor, key, askOf(asked, "ilrc", version));
    refused(await send(asked, sent, { actor, party: "council" }), "wrong-credentials");
    expect(await count(asked)).toBe(0);
    value(await send(asked, sent, { actor, party: "ilrc" }));
  });

  it("is of one decision: who asked for changes by it has signed nothing, and the other way round", async () => {
    const asked = await openAsked();
    const { services, reviewer, key, version, documentId } = asked;
    const changes = askOf(asked, "ilrc", version, "changes-requested");
    refused(await send(asked, await answerBy(asked, reviewer, key, changes)), "wrong-credentials");
    const { decision: _decision, ...form } = changes;
    const passkey = await answer(asked);
    const reason = "Item 2 is too wide.";
    const sent = { ...form, reason, passkey };
    refused(
      await services.reviews.requestChanges(reviewer, documentId, sent, BROWSER),
      "wrong-credentials",
    );
    expect(await count(asked)).toBe(0);
  });

  it("is of the person and the browser that asked", async () => {
    const asked = await openAsked();
    const { reviewers } = asked;
    const sent = await answer(asked);
    const others = { ...BROWSER, sessionId: "session-2" };
    refused(await send(asked, sent, { from: others }), "wrong-credentials");
    refused(await send(asked, sent, { actor: reviewers.ilrcSecond }), "wrong-credentials");
    expect(await count(asked)).toBe(0);
    // Neither attempt has ended it.
    value(await send(asked, sent));
  });

  it("is by a key of that person alone", async () => {
    const asked = await openAsked();
    const { reviewer, reviewers, version } = asked;
    const ask = askOf(asked, "ilrc", version);
    const others = await givePasskey(asked, reviewers.ilrcSecond);
    for (const key of [others, new SoftAuthenticator("https://desk.example.org")]) {
      refused(await send(asked, await answerBy(asked, reviewer, key, ask)), "wrong-credentials");
    }
    // Under the name of the right key, too.
    const { challenge } = value(await askPasskey(asked, reviewer, ask));
    const { id } = asked.key;
    const posing = JSON.stringify({ ...others.sign(challenge), id, rawId: id });
    refused(await send(asked, posing), "wrong-credentials");
    expect(await count(asked)).toBe(0);
  });

  it("ends after minutes, and with the key's removal", async () => {
    const asked = await openAsked();
    const late = await answer(asked);
    asked.pass(6 * MINUTE);
    refused(await send(asked, late), "wrong-credentials");
    const soon = await answer(asked);
    await takePasskey(asked, asked.reviewer, asked.key);
    refused(await send(asked, soon), "wrong-credentials");
    const ask = askOf(asked, "ilrc", asked.version);
    refused(await askPasskey(asked, asked.reviewer, ask), "forbidden");
    expect(await count(asked)).toBe(0);
  });

  it("is asked for by those alone who may decide, and only what could be done now", async () => {
    const asked = await openAsked();
    const { people, reviewer, reviewers, version } = asked;
    const ask = askOf(asked, "ilrc", version);
    refused(await askPasskey(asked, people.stranger, ask), "not-found");
    refused(await askPasskey(asked, people.drafter, ask), "forbidden");
    refused(await askPasskey(asked, reviewers.council, ask), "forbidden");
    const council = askOf(asked, "council", version);
    refused(await askPasskey(asked, reviewer, council), "forbidden");
    refused(await askPasskey(asked, reviewer, { ...ask, hash: "0".repeat(64) }), "hash-differs");
    refused(await askPasskey(asked, reviewer, { ...ask, versionId: "" }), "bad-input");
    value(await send(asked, await answer(asked)));
    refused(await askPasskey(asked, reviewer, ask), "already-signed");
    expect(await asked.database.client.ceremony.count()).toBe(0);
  });

  it("can't be begun without end", async () => {
    const asked = await openAsked();
    const ask = askOf(asked, "ilrc", asked.version);
    for (let begun = 0; begun < 20; begun += 1) value(await askPasskey(asked, asked.reviewer, ask));
    refused(await askPasskey(asked, asked.reviewer, ask), "too-many-tries");
    expect(await asked.database.client.ceremony.count()).toBe(20);
    asked.pass(6 * MINUTE);
    value(await askPasskey(asked, asked.reviewer, ask));
  });

  it("asks the browser for a key of theirs, and for the person to be verified", async () => {
    const asked = await openAsked();
    const options = value(
      await askPasskey(asked, asked.reviewer, askOf(asked, "ilrc", asked.version)),
    );
    expect(options).toMatchObject({
      rpId: "desk.example.org",
      userVerification: "required",
      allowCredentials: [{ id: asked.key.id, type: "public-key" }],
    });
  });
});

describe("[P2] a request for changes by passkey", () => {
  it("is kept with its proof, and needs none by itself", async () => {
    const asked = await openAsked();
    const { services, reviewer, key, version, documentId, database } = asked;
    const ask = askOf(asked, "ilrc", version, "changes-requested");
    const { decision: _decision, ...form } = ask;
    const passkey = await answerBy(asked, reviewer, key, ask);
    const sent = { ...form, reason: "Item 2 is too wide.", passkey };
    value(await services.reviews.requestChanges(reviewer, documentId, sent, BROWSER));
    expect(await database.client.signOff.findFirst({ include: { proof: true } })).toMatchObject({
      decision: "changes-requested",
      proof: { credentialId: key.id },
    });
    expect(await verifyAll(database)).toMatchObject({ differences: [], rowDifferences: [] });
    await writeText(asked, documentId, "More words.");
    const next = askOf(asked, "ilrc", await submit(asked));
    const plain = { ...next, reason: "Still too wide." };
    value(await services.reviews.requestChanges(reviewer, documentId, plain));
    expect(await database.client.signOffProof.count()).toBe(1);
  });
});

describe("[P2] an organization whose reviewers decide by passkey alone", () => {
  it("takes no password, for a sign-off or for a request for changes", async () => {
    const asked = await openAsked();
    const { services, reviewer, reviewers, organizations, documentId, version, key } = asked;
    await requirePasskey(asked, organizations.ilrc);
    const { decision: _decision, ...form } = askOf(asked, "ilrc", version);
    const byPassword = { ...form, password: PASSWORD };
    const no = await services.reviews.signOff(reviewer, documentId, byPassword, BROWSER);
    expect(refused(no, "forbidden").sentence).toContain("by passkey alone");
    const plain = { ...form, reason: "Item 2 is too wide." };
    refused(await services.reviews.requestChanges(reviewer, documentId, plain), "forbidden");
    expect(await count(asked)).toBe(0);
    // Of the other organization nothing is asked.
    const council = { ...askOf(asked, "council", version), password: PASSWORD };
    value(await services.reviews.signOff(reviewers.council, documentId, council, BROWSER));
    value(await signByPasskey(asked, reviewer, { key, party: "ilrc", version }));
  });
});

describe("[P2] the review page", () => {
  it("tells its reader how they can decide: by which keys, and whether by a password", async () => {
    const asked = await openAsked();
    const { services, people, reviewers, reviewer, organizations, documentId, database } = asked;
    const { council, ilrc } = organizations;
    const shown = async (actor: Actor) =>
      value(await services.reviews.show(actor, documentId)).passkeys;
    expect(await shown(reviewer)).toEqual({
      hasPassword: true,
      usableFor: [ilrc],
      requiredBy: [],
      unavailable: null,
    });
    expect(await shown(reviewers.ilrcSecond)).toMatchObject({ usableFor: [] });
    // An observer has no use for it.
    expect(await shown(people.observer)).toMatchObject({ hasPassword: false, usableFor: [] });
    await requirePasskey(asked, council);
    await givePasskey(asked, reviewers.council, { via: ilrc });
    const { userId: id } = reviewers.council;
    await database.write((tx) => tx.user.update({ where: { id }, data: { passwordHash: null } }));
    expect(await shown(reviewers.council)).toEqual({
      hasPassword: false,
      usableFor: [],
      requiredBy: [council],
      unavailable: null,
    });
  });

  it("offers the keys alone that work at its address, and says where there are none", async () => {
    const asked = await openAsked();
    const { resources, reviewer, organizations, documentId, database } = asked;
    const at = async (appUrl: string | null, origin: string) =>
      value(await showReview({ ...resources, appUrl }, reviewer, documentId, origin)).passkeys;
    const { ilrc } = organizations;
    expect(await at("http://desk.example.org", "http://desk.example.org")).toMatchObject({
      usableFor: [],
      unavailable: expect.stringContaining("https://") as string,
    });
    expect(await at("https://moved.example.org", "https://moved.example.org")).toMatchObject({
      usableFor: [],
      unavailable: null,
    });
    // Without APP_URL this machine's own name serves keys, and no other that a browser names.
    await database.write((tx) => tx.passkey.updateMany({ data: { host: "localhost" } }));
    expect(await at(null, "http://localhost:3000")).toMatchObject({ usableFor: [ilrc] });
    expect(await at(null, "https://localhost.example.org")).toMatchObject({ usableFor: [] });
  });
});

describe("[P8] what another organization had a hand in", () => {
  it("signs for that one alone: a key", async () => {
    const asked = await openAsked();
    const { organizations, reviewers, version } = asked;
    const { council, ilrc } = organizations;
    const reviewer = reviewers.council;
    const key = await givePasskey(asked, reviewer, { via: ilrc });
    const ask = askOf(asked, "council", version);
    refused(await askPasskey(asked, reviewer, ask), "forbidden");
    // Beside a key of their own it is no choice either.
    const own = await givePasskey(asked, reviewer, { via: council });
    expect(value(await askPasskey(asked, reviewer, ask)).allowCredentials).toMatchObject([
      { id: own.id },
    ]);
    const passkey = await answerBy(asked, reviewer, key, ask);
    const { decision: _decision, ...form } = ask;
    const { signOff } = asked.services.reviews;
    refused(await signOff(reviewer, asked.documentId, { ...form, passkey }, BROWSER), "forbidden");
    expect(await count(asked)).toBe(0);
    value(await signByPasskey(asked, reviewer, { key: own, party: "council", version }));
  });

  it("signs for that one alone: a password", async () => {
    const asked = await openAsked();
    const { organizations, reviewers, database, version, documentId, services } = asked;
    const via = (passwordVia: string | null) =>
      database.write((tx) =>
        tx.user.update({ where: { id: reviewers.council.userId }, data: { passwordVia } }),
      );
    const form = { ...askOf(asked, "council", version), password: PASSWORD };
    const sign = () => services.reviews.signOff(reviewers.council, documentId, form, BROWSER);
    await via(organizations.ilrc);
    expect(refused(await sign(), "forbidden").sentence).toContain("for that one alone");
    expect(await count(asked)).toBe(0);
    await via(organizations.council);
    value(await sign());
  });
});
