import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import { compareSessions } from "#server/services/audit/compare-sessions.ts";
import { recordSignIns } from "#server/services/audit/record-sign-ins.ts";
import { verifyRecord } from "#server/services/audit/verify.ts";
import { openFakeProvider } from "#tests/support/fake-provider.ts";
import { openReview, submit } from "./papers.ts";
import { nameProvider, openWithProvider, realProviders, storiesOf } from "./provider-story.ts";
import { freshBrowser } from "./with-passkey.ts";
import { DAY, FROM, PASSWORD, cookieHeader, refusal, tokenOf, value } from "./workspace.ts";

/**
 * P8: Ana belongs to two organizations, A (the Council, with a provider of its own) and B (ILRC), where
 * she signs off. Whatever A's administrator does, as whom A's provider names, carries A's roles alone.
 */
const ANA = "ana@example.org";
const SUBJECT = "ana at A";

async function openForAna() {
  const story = await openWithProvider({ posted: "sent" });
  const { council, ilrc } = story.organizations;
  const ana = await story.person(ANA, [
    { organizationId: council, roles: ["drafter", "reviewer", "staff"] },
    { organizationId: ilrc, roles: ["drafter", "reviewer", "staff", "admin"] },
  ]);
  value(await story.link(ANA, SUBJECT));
  return { ...story, ana };
}

type Story = Awaited<ReturnType<typeof openForAna>>;

const organizationsOf = ({ memberships }: Actor) =>
  memberships.map(({ organizationId }) => organizationId).sort();

/** Has nothing of B: neither what pages read, nor what commands check again inside. */
async function isOfCouncilAlone(story: Story, cookie: string): Promise<void> {
  const { actor } = await story.signedIn(cookie);
  const { council, ilrc } = story.organizations;
  expect(organizationsOf(actor)).toEqual([council]);
  expect(actor.workspaceAdmin).toBe(false);
  const { services } = story;
  expect(await services.organizations.people(actor, ilrc)).toMatchObject(refusal("not-found"));
  expect(
    await services.organizations.rename(actor, ilrc, { name: "Taken", city: undefined }),
  ).toMatchObject(refusal("not-found"));
  const invited = { email: "x@example.org", name: "X", roles: ["admin" as const] };
  expect(await services.organizations.invite(actor, ilrc, invited)).toMatchObject(
    refusal("not-found"),
  );
  // A reach that was changed on its way changes nothing: commands load it anew with the same one.
  const forged = { ...actor, memberships: (await story.actor(actor.userId)).memberships };
  expect(
    await services.organizations.rename(forged, ilrc, { name: "Taken", city: undefined }),
  ).toMatchObject(refusal("not-found"));
}

describe("[P8] who comes in through A's provider", () => {
  it("has A's roles alone, for pages, for commands and for rooms", async () => {
    const story = await openForAna();
    const cookie = await story.comeIn(SUBJECT);
    await isOfCouncilAlone(story, cookie);
    const { actor } = await story.signedIn(cookie);
    // A room asks who somebody is by the same cookie, and what they may by the same rule.
    expect(organizationsOf(actor)).not.toContain(story.organizations.ilrc);
  });

  it("signs off for A and not for B", async () => {
    const fake = await openFakeProvider();
    const review = await openReview({ identityProviders: realProviders() });
    const { services, organizations, documentId, database } = review;
    const { council, ilrc } = organizations;
    await nameProvider(review, fake);
    const roles = ["reviewer" as const];
    await review.person(ANA, [
      { organizationId: council, roles },
      { organizationId: ilrc, roles },
    ]);
    const story = storiesOf(review, fake);
    value(await story.link(ANA, SUBJECT));
    const { versionId, hash } = await submit(review);
    const { actor } = await story.signedIn(await story.comeIn(SUBJECT));
    const sign = (organizationId: string) =>
      services.reviews.signOff(
        actor,
        documentId,
        { versionId, hash, organizationId, password: PASSWORD },
        FROM,
      );
    expect((await sign(ilrc)).ok).toBe(false);
    expect(await database.client.signOff.count()).toBe(0);
    value(await sign(council));
    const signed = await database.client.signOff.findMany();
    expect(signed.map(({ organizationId }) => organizationId)).toEqual([council]);
  });

  it("shows in a calendar that is made so what is A's alone, even once more organizations are theirs", async () => {
    const story = await openForAna();
    const { services, organizations, database } = story;
    const { actor } = await story.signedIn(await story.comeIn(SUBJECT));
    const address = value(
      await services.calendar.createAddress(actor, await freshBrowser(story, actor)),
    );
    const feed = await database.client.calendarFeed.findFirstOrThrow({
      where: { userId: actor.userId, revokedAt: null },
    });
    expect(feed.via).toBe(organizations.council);
    const secret = /([\w-]{43})\.ics/u.exec(address.link)?.[1] ?? "";
    expect((await services.calendar.read(secret, FROM.address)).ok).toBe(true);
    // Gone from A, the calendar holds nothing, although B is still theirs.
    value(
      await services.organizations.removePerson(
        story.people.admin,
        organizations.council,
        actor.userId,
      ),
    );
    expect(await services.calendar.read(secret, FROM.address)).toMatchObject(refusal("not-found"));
  });

  it("joins B by its invitation, and still does nothing for B until a factor of their own is proved", async () => {
    const story = await openWithProvider({ posted: "sent" });
    const { services, people, organizations, auth } = story;
    const { council, ilrc } = organizations;
    value(await story.link("drafter@example.org", SUBJECT));
    const cookie = await story.comeIn(SUBJECT);
    const { actor } = await story.signedIn(cookie);
    const invited = { email: actor.email, name: actor.name, roles: ["reviewer" as const] };
    value(await services.organizations.invite(people.ilrcAdmin, ilrc, invited));
    const token = /\/invitations\/([\w-]{43})/u.exec(story.letters.at(-1)?.text ?? "")?.[1] ?? "";
    value(await services.invitations.join(actor, token));
    const now = await story.signedIn(cookie);
    expect(organizationsOf(now.actor)).toEqual([council]);
    value(
      await services.ownFactor.byPassword(now.actor, { password: PASSWORD }, now.sessionId, FROM),
    );
    const proved = await auth.actorFromCookies(cookie);
    expect(proved && organizationsOf(proved.actor)).toEqual([council, ilrc].sort());
  });

  it("can't choose a password without the one before, and changes no address and no link", async () => {
    const story = await openForAna();
    const { services, organizations, database } = story;
    const before = await database.client.user.findUniqueOrThrow({ where: { email: ANA } });
    const { actor, sessionId } = await story.signedIn(await story.comeIn(SUBJECT));
    const password = { currentPassword: "not hers at all", newPassword: "chosen by somebody at A" };
    expect(await services.account.changePassword(actor, password, FROM, sessionId)).toMatchObject(
      refusal("wrong-credentials"),
    );
    const form = { organizationId: organizations.council };
    expect(
      await services.identityProviders.unlink(actor, form, await freshBrowser(story, actor)),
    ).toMatchObject(refusal("forbidden"));
    expect(await database.client.user.findUniqueOrThrow({ where: { email: ANA } })).toEqual(before);
  });
});

describe("[P8] a factor of one's own", () => {
  it("opens the others in the same sign-in, in a line of the record", async () => {
    const story = await openForAna();
    const { services, organizations, auth, database, revoked } = story;
    const cookie = await story.comeIn(SUBJECT);
    const { actor, sessionId } = await story.signedIn(cookie);
    const prove = (password: string) =>
      services.ownFactor.byPassword(actor, { password }, sessionId, FROM);
    expect(await prove("not her password")).toMatchObject(refusal("wrong-credentials"));
    await isOfCouncilAlone(story, cookie);
    value(await prove(PASSWORD));
    const proved = await auth.actorFromCookies(cookie);
    expect(proved && organizationsOf(proved.actor)).toEqual(
      [organizations.council, organizations.ilrc].sort(),
    );
    expect(revoked).toContainEqual({ sessionId });
    expect(
      await database.client.auditEvent.count({ where: { type: "session.own-factor-proved" } }),
    ).toBe(1);
    expect(await verifyRecord(database)).toMatchObject({ intact: true });
  });

  it("is no password that an administrator had a hand in", async () => {
    const story = await openForAna();
    const { services, organizations, database } = story;
    const cookie = await story.comeIn(SUBJECT);
    await database.client.user.update({
      where: { email: ANA },
      data: { passwordVia: organizations.council },
    });
    const { actor, sessionId } = await story.signedIn(cookie);
    const tried = await services.ownFactor.byPassword(
      actor,
      { password: PASSWORD },
      sessionId,
      FROM,
    );
    expect(tried).toMatchObject(refusal("conflict"));
    await isOfCouncilAlone(story, cookie);
    // And whoever signs in by it is where that administrator is.
    await isOfCouncilAlone(story, await story.cookieOf(ANA));
  });

  it("is no password alone where there is a second factor, or where one of their organizations asks for more", async () => {
    const story = await openForAna();
    const { services, organizations, database, clock } = story;
    const cookie = await story.comeIn(SUBJECT);
    const { actor, sessionId } = await story.signedIn(cookie);
    const prove = () =>
      services.ownFactor.byPassword(actor, { password: PASSWORD }, sessionId, FROM);
    const factor = { secret: "sealed", lastWindow: 0, createdAt: clock() };
    await database.client.secondFactor.create({ data: { ...factor, userId: actor.userId } });
    expect(await prove()).toMatchObject(refusal("conflict"));
    await database.client.secondFactor.deleteMany();
    await database.client.organization.update({
      where: { id: organizations.ilrc },
      data: { requiresFactor: true },
    });
    expect(await prove()).toMatchObject(refusal("forbidden"));
    await isOfCouncilAlone(story, cookie);
  });

  it("stays proved where its person then comes in through A, in the same browser", async () => {
    const story = await openForAna();
    const { organizations, auth } = story;
    const by = await story.signedIn(await story.cookieOf(ANA));
    const { address, cookie } = await story.begin();
    const arrived = value(await story.finish(story.fake.signIn(address, SUBJECT), cookie, by));
    const now = await story.signedIn(cookieHeader(arrived.cookie ?? ""));
    expect(now.actor.reach).toEqual({
      own: true,
      via: organizations.council,
      byProvider: true,
    });
    expect(await auth.sessions(by.actor.userId)).toHaveLength(2);

    // Not where it is somebody else's: what they proved says nothing of her.
    const other = await story.signedIn(await story.cookieOf("staff@example.org"));
    const second = await story.begin();
    const came = value(
      await story.finish(story.fake.signIn(second.address, SUBJECT), second.cookie, other),
    );
    expect((await story.signedIn(cookieHeader(came.cookie ?? ""))).actor.reach?.own).toBe(false);
  });

  it("does not hold in another session, nor once that one is over", async () => {
    const story = await openForAna();
    const { services, pass } = story;
    const [first, second] = [await story.comeIn(SUBJECT), await story.comeIn(SUBJECT)];
    const { actor, sessionId } = await story.signedIn(first);
    const prove = () =>
      services.ownFactor.byPassword(actor, { password: PASSWORD }, sessionId, FROM);
    value(await prove());
    await isOfCouncilAlone(story, second);
    value(await services.account.endSession(actor, sessionId));
    expect((await prove()).ok).toBe(false);
    pass(15 * DAY);
    expect(await story.auth.actorFromCookies(second)).toBeNull();
  });
});

describe("[P8] the record", () => {
  it("tells of a session that was made to reach further than its sign-in, and not of one that was proved", async () => {
    const story = await openForAna();
    const { services, database, clock, organizations } = story;
    const { client } = database;
    const cookie = await story.comeIn(SUBJECT);
    const { actor, sessionId } = await story.signedIn(cookie);
    const why = "has a session that reaches other organizations than its line says";
    const told = [{ userId: actor.userId, why }];
    const where = { id: sessionId };
    // While the sign-in waits for its line, and once it has it.
    for (let time = 0; time < 2; time += 1) {
      expect(await compareSessions(database)).toEqual([]);
      await client.session.update({ where, data: { own: true } });
      expect(await compareSessions(database)).toEqual(told);
      await client.session.update({ where, data: { own: false, via: organizations.ilrc } });
      expect(await compareSessions(database)).toEqual(told);
      await client.session.update({ where, data: { via: organizations.council } });
      await recordSignIns(database, clock());
    }
    value(await services.ownFactor.byPassword(actor, { password: PASSWORD }, sessionId, FROM));
    expect(await compareSessions(database)).toEqual([]);
  });
});

describe("[P8] an invitation of B", () => {
  it("is no way from A's link to B: a password that A had a hand in carries A's roles, however it is given", async () => {
    const story = await openWithProvider({ posted: "sent" });
    const { services, people, organizations, database } = story;
    const { council, ilrc } = organizations;
    await database.client.user.update({
      where: { email: "drafter@example.org" },
      data: { passwordVia: council },
    });
    const invited = {
      email: "drafter@example.org",
      name: "Drafter",
      roles: ["reviewer" as const],
    };
    value(await services.organizations.invite(people.ilrcAdmin, ilrc, invited));
    const token = /\/invitations\/([\w-]{43})/u.exec(story.letters.at(-1)?.text ?? "")?.[1] ?? "";
    const form = { name: "Drafter", password: PASSWORD };
    const { cookie } = value(await services.invitations.accept(token, form, FROM));
    const { actor } = await story.signedIn(cookieHeader(cookie));
    expect(actor.reach).toEqual({ own: false, via: council });
    expect(organizationsOf(actor)).toEqual([council]);
  });

  it("signs nobody in by a password alone who has a second factor", async () => {
    const story = await openWithProvider();
    const { services, people, organizations, database, clock } = story;
    await database.client.secondFactor.create({
      data: { userId: people.drafter.userId, secret: "sealed", lastWindow: 0, createdAt: clock() },
    });
    const invited = { email: "drafter@example.org", name: "D", roles: ["reviewer" as const] };
    const link = value(
      await services.organizations.invite(people.ilrcAdmin, organizations.ilrc, invited),
    );
    const form = { name: "D", password: PASSWORD };
    const accepted = value(await services.invitations.accept(tokenOf(link), form, FROM));
    expect(accepted.awaitsCode).toBe(true);
    const { userId } = people.drafter;
    expect(await database.client.session.count({ where: { userId } })).toBe(0);
  });
});
