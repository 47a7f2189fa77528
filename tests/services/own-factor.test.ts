import { describe, expect, it, vi } from "vitest";
import { personInFrame } from "#app/framework/page-frame.ts";
import type { Actor, Role } from "#app/domain/actor.ts";
import type { SignInProof } from "#server/auth/index.ts";
import { remindersOf } from "./reminders.ts";
import {
  FROM,
  MINUTE,
  PASSWORD,
  cookieHeader,
  openCoalition,
  refused,
  value,
} from "./workspace.ts";

const EMAIL = "drafter@example.org";

/**
 * The drafter of the Council, who is a reviewer at the ILRC as well, signed in through the Council
 * alone.
 */
async function openDesk() {
  const desk = await remindersOf(await openCoalition({ posted: "sent" }));
  const { database, organizations, people, auth } = desk;
  const { userId } = people.drafter;
  await database.client.membership.create({
    data: {
      id: "elsewhere",
      userId,
      organizationId: organizations.ilrc,
      createdAt: desk.clock(),
      roles: { create: [{ role: "reviewer" satisfies Role }] },
    },
  });
  const through = async (proof: Partial<SignInProof> = {}) => {
    const { cookie } = await auth.openSession(userId, FROM, {
      method: "identity-provider",
      own: false,
      via: organizations.council,
      ...proof,
    });
    const header = cookieHeader(cookie);
    const now = async () => {
      const signedIn = await auth.actorFromCookies(header);
      if (!signedIn) throw new Error("not signed in");
      return signedIn;
    };
    return { ...(await now()), now };
  };
  const reached = ({ memberships }: Actor) =>
    memberships.map(({ organizationId }) => organizationId).toSorted();
  const linkMailed = async () => {
    await desk.work();
    const text = desk.taken()[0]?.text ?? "";
    return /\/mail\/own-factor\/(?<secret>[\w-]{43})/u.exec(text)?.groups?.["secret"] ?? "";
  };
  return { ...desk, userId, through, reached, linkMailed };
}

const lines = async ({ database }: Awaited<ReturnType<typeof openDesk>>) =>
  (
    await database.client.auditEvent.findMany({
      where: { type: "session.own-factor-proved" },
      orderBy: { sequence: "asc" },
    })
  ).map(({ actorId, details }) => ({ actorId, by: (JSON.parse(details) as { by: string }).by }));

describe("[P8] a sign-in through one organization", () => {
  it("reaches the others by a password of one's own", async () => {
    const desk = await openDesk();
    const { services, organizations, userId } = desk;
    const { actor, sessionId, now } = await desk.through();
    expect(desk.reached(actor)).toEqual([organizations.council]);
    expect(value(await services.ownFactor.show(actor))).toEqual({
      own: false,
      via: "Council Example Organization",
      beyond: ["ILRC"],
      byProvider: [],
      asksMore: false,
      ways: { passkey: false, code: false, password: true, link: true },
    });
    const wrong = { password: "not the password at all" };
    refused(
      await services.ownFactor.byPassword(actor, wrong, sessionId, FROM),
      "wrong-credentials",
    );
    expect(desk.reached((await now()).actor)).toHaveLength(1);
    value(await services.ownFactor.byPassword(actor, { password: PASSWORD }, sessionId, FROM));
    expect(desk.reached((await now()).actor)).toEqual(
      [organizations.council, organizations.ilrc].toSorted(),
    );
    expect(await lines(desk)).toEqual([{ actorId: userId, by: "password" }]);
    expect(desk.revoked).toContainEqual({ sessionId });
    // Nothing more to prove.
    const lifted = (await now()).actor;
    refused(
      await services.ownFactor.byPassword(lifted, { password: PASSWORD }, sessionId, FROM),
      "conflict",
    );
    expect(value(await services.ownFactor.show(lifted)).own).toBe(true);
  });

  it("says of which others no factor of one's own changes anything, and never that it reaches all", async () => {
    const desk = await openDesk();
    const { services, organizations, database, clock } = desk;
    const { ilrc: organizationId } = organizations;
    const at = { createdAt: clock(), changedAt: clock() };
    await database.client.identityProvider.create({
      data: {
        organizationId,
        issuer: "https://id.example",
        clientId: "desk",
        required: true,
        ...at,
      },
    });
    const { actor, sessionId, now } = await desk.through();
    expect(actor.beyondReach).toEqual([
      { id: organizationId, shortName: "ILRC", byProviderAlone: true },
    ]);
    const unreached = { beyond: [], byProvider: ["ILRC"] };
    expect(value(await services.ownFactor.show(actor))).toMatchObject({ own: false, ...unreached });
    value(await services.ownFactor.byPassword(actor, { password: PASSWORD }, sessionId, FROM));
    const lifted = (await now()).actor;
    expect(desk.reached(lifted)).toEqual([organizations.council]);
    expect(value(await services.ownFactor.show(lifted))).toMatchObject({ own: true, ...unreached });
    expect(personInFrame(lifted).beyondReach).toEqual({ byFactor: [], byProvider: ["ILRC"] });
    const again = services.ownFactor.byPassword(lifted, { password: PASSWORD }, sessionId, FROM);
    expect(refused(await again, "conflict").sentence).not.toContain("all of your");
  });

  it("reaches the others by a link in one's mailbox, once, and in that browser alone", async () => {
    const desk = await openDesk();
    const { services } = desk;
    const asking = await desk.through();
    const another = await desk.through();
    value(await services.ownFactor.askLink(asking.actor, asking.sessionId, FROM));
    const secret = await desk.linkMailed();
    expect(secret).toHaveLength(43);
    // Whoever was let in as somebody can't have that person prove it for them.
    for (const { sessionId, actor } of [
      another,
      await desk.through({ own: true, via: null, method: "password" }),
    ]) {
      refused(await services.ownFactor.showLink(actor, sessionId, secret), "expired-link");
      refused(await services.ownFactor.byLink(actor, sessionId, secret), "expired-link");
    }
    const { staff } = desk.people;
    refused(await services.ownFactor.byLink(staff, asking.sessionId, secret), "expired-link");
    value(await services.ownFactor.showLink(asking.actor, asking.sessionId, secret));
    value(await services.ownFactor.byLink(asking.actor, asking.sessionId, secret));
    expect((await asking.now()).actor.reach?.own).toBe(true);
    expect((await another.now()).actor.reach?.own).toBe(false);
    refused(
      await services.ownFactor.byLink(asking.actor, asking.sessionId, secret),
      "expired-link",
    );
    expect(await lines(desk)).toMatchObject([{ by: "link" }]);
    expect(await desk.system.verifyAll([], true)).toMatchObject({ sessionDifferences: [] });
  });

  it("gives a link that works for half an hour, and three of them at most", async () => {
    const desk = await openDesk();
    const { services } = desk;
    const { actor, sessionId } = await desk.through();
    for (let asked = 0; asked < 5; asked += 1) {
      value(await services.ownFactor.askLink(actor, sessionId, FROM));
    }
    await desk.work();
    expect(desk.taken()).toHaveLength(3);
    desk.pass(30 * MINUTE);
    value(await services.ownFactor.askLink(actor, sessionId, FROM));
    const secret = await desk.linkMailed();
    desk.pass(30 * MINUTE);
    refused(await services.ownFactor.byLink(actor, sessionId, secret), "expired-link");
  });

  it("is not lifted by a password that was chosen by an administrator's link", async () => {
    const desk = await openDesk();
    const { services, organizations, userId } = desk;
    await desk.database.write((tx) =>
      tx.user.update({ where: { id: userId }, data: { passwordVia: organizations.ilrc } }),
    );
    const { actor, sessionId, now } = await desk.through();
    expect(value(await services.ownFactor.show(actor)).ways.password).toBe(false);
    refused(
      await services.ownFactor.byPassword(actor, { password: PASSWORD }, sessionId, FROM),
      "conflict",
    );
    expect((await now()).actor.reach?.own).toBe(false);
  });

  it("is lifted neither by a password nor by a mailbox where there is a second factor", async () => {
    const desk = await openDesk();
    const { services, userId } = desk;
    const { actor, sessionId } = await desk.through();
    value(await services.ownFactor.askLink(actor, sessionId, FROM));
    const secret = await desk.linkMailed();
    await desk.database.write((tx) =>
      tx.secondFactor.create({
        data: { userId, secret: "sealed", lastWindow: 0, via: null, createdAt: desk.clock() },
      }),
    );
    expect(value(await services.ownFactor.show(actor)).ways).toEqual({
      passkey: false,
      code: true,
      password: false,
      link: false,
    });
    refused(await services.ownFactor.byLink(actor, sessionId, secret), "conflict");
    refused(await services.ownFactor.askLink(actor, sessionId, FROM), "conflict");
    refused(
      await services.ownFactor.byPassword(actor, { password: PASSWORD }, sessionId, FROM),
      "conflict",
    );
    expect(await lines(desk)).toEqual([]);
  });

  it("is not lifted by a password or a mailbox alone where an organization requires more", async () => {
    const desk = await openDesk();
    const { services, organizations } = desk;
    const { actor, sessionId } = await desk.through();
    value(await services.ownFactor.askLink(actor, sessionId, FROM));
    const secret = await desk.linkMailed();
    await desk.database.write((tx) =>
      tx.organization.update({
        where: { id: organizations.ilrc },
        data: { requiresFactor: true },
      }),
    );
    // Neither is offered, and no letter is sent that would open nothing; it is said how to go on.
    expect(value(await services.ownFactor.show(actor))).toMatchObject({
      asksMore: true,
      ways: { passkey: false, code: false, password: false, link: false },
    });
    const { sentence } = refused(
      await services.ownFactor.askLink(actor, sessionId, FROM),
      "forbidden",
    );
    expect(sentence).toContain("sign out, sign in with your password, and set one up there");
    expect(await desk.linkMailed()).toBe("");
    refused(
      await services.ownFactor.byPassword(actor, { password: PASSWORD }, sessionId, FROM),
      "forbidden",
    );
    refused(await services.ownFactor.byLink(actor, sessionId, secret), "forbidden");
    expect(await lines(desk)).toEqual([]);
    // As the page says: a password asks for a factor to be set up, and opens nothing else.
    const { enrolling } = value(await desk.auth.signIn(EMAIL, PASSWORD, FROM));
    expect(enrolling).toBe(true);
  });
});

describe("[P5] sessions", () => {
  it("say how and from where they were opened, and for whom alone", async () => {
    const desk = await openDesk();
    const { services, people } = desk;
    const { actor, sessionId } = await desk.through();
    await desk.cookieOf(EMAIL);
    const { sessions } = value(await services.account.show(people.drafter, sessionId));
    expect(sessions).toHaveLength(2);
    expect(sessions.find(({ current }) => current)).toMatchObject({
      method: "identity-provider",
      address: FROM.address,
      onlyFor: "Council",
      device: "Firefox",
    });
    expect(sessions.find(({ current }) => !current)).toMatchObject({
      method: "password",
      onlyFor: null,
    });
    expect(actor.reach?.own).toBe(false);
  });

  it("keep when they were last used, with one write an hour however many pages are opened", async () => {
    const desk = await openDesk();
    const { now, sessionId } = await desk.through();
    const { client } = desk.database;
    const writes = vi.spyOn(client.session, "updateMany");
    const lastUse = async () =>
      (await client.session.findUniqueOrThrow({ where: { id: sessionId } })).lastUsedAt;
    const opened = desk.clock();
    desk.pass(59 * MINUTE);
    await Promise.all(Array.from({ length: 20 }, now));
    expect(writes).not.toHaveBeenCalled();
    expect(await lastUse()).toEqual(opened);

    desk.pass(2 * MINUTE);
    await Promise.all(Array.from({ length: 20 }, now));
    await vi.waitFor(async () => expect(await lastUse()).toEqual(desk.clock()));
    await now();
    // A page that read its session before the first write may ask too: it finds nothing to write.
    const written = await Promise.all(writes.mock.results.map(async ({ value: asked }) => asked));
    expect(written.map(({ count }) => count).filter(Boolean)).toEqual([1]);
    const asked = writes.mock.calls.length;
    await now();
    expect(writes).toHaveBeenCalledTimes(asked);
    const { sessions } = value(await desk.services.account.show(desk.people.drafter, sessionId));
    expect(sessions[0]?.lastUsedAt).toBe(desk.clock().toISOString());
  });

  it("are ended all but this one", async () => {
    const desk = await openDesk();
    const { services, people } = desk;
    const others = [await desk.sessionOf(EMAIL), await desk.sessionOf(EMAIL)];
    const current = await desk.sessionOf(EMAIL);
    const theirs = await desk.sessionOf("staff@example.org");
    value(await services.account.signOutElsewhere(people.drafter, current));
    expect(desk.endedSessions.toSorted()).toEqual(others.toSorted());
    const left = await desk.database.client.session.findMany({ select: { id: true } });
    expect(left.map(({ id }) => id).toSorted()).toEqual([current, theirs].toSorted());
    // One that was ended ends no others, and nobody else's stands in for it.
    for (const ended of [others[0] ?? "", theirs]) {
      refused(await services.account.signOutElsewhere(people.drafter, ended), "not-signed-in");
    }
    const [line] = await desk.database.client.auditEvent.findMany({
      where: { type: "session.signed-out-everywhere" },
      orderBy: { sequence: "asc" },
    });
    expect(JSON.parse(line?.details ?? "{}")).toEqual({ sessionsEnded: 2, butThisOne: true });
  });
});
