import { describe, expect, it } from "vitest";
import { hashSecret, loadActor } from "#server/auth/index.ts";
import {
  DAY,
  FROM,
  PASSWORD,
  cookieHeader,
  openCoalition,
  openWorkspace,
  refusal,
  refused,
  value,
} from "./workspace.ts";

describe("signing in", () => {
  it("opens a session that knows the person and their roles of this moment", async () => {
    const { auth, people, organizations, services } = await openCoalition();
    const { cookie } = value(await auth.signIn(" Drafter@Example.org ", PASSWORD, FROM));
    const signedIn = await auth.actorFromCookies(`theme=dark; ${cookieHeader(cookie)}; x=%zz`);
    expect(signedIn?.actor).toEqual({ ...people.drafter, reach: { own: true, via: null } });

    value(
      await services.organizations.setRoles(people.admin, organizations.council, {
        userId: people.drafter.userId,
        roles: ["observer"],
      }),
    );
    const later = await auth.actorFromCookies(cookieHeader(cookie));
    expect([...(later?.actor.memberships[0]?.roles ?? [])]).toEqual(["observer"]);
  });

  it("knows each person as every decision knows them: none, one or several memberships and roles", async () => {
    const { auth, people, organizations, database, clock } = await openCoalition();
    const { drafter, stranger } = people;
    await database.client.membership.create({
      data: {
        id: "second",
        userId: drafter.userId,
        organizationId: organizations.ilrc,
        createdAt: clock(),
        roles: { create: [{ role: "staff" }, { role: "observer" }, { role: "admin" }] },
      },
    });
    await database.client.membership.deleteMany({ where: { userId: stranger.userId } });
    const reach = { own: true, via: null };
    for (const { userId } of Object.values(people)) {
      const { cookie } = await auth.openSession(userId, FROM, { method: "password", ...reach });
      const signedIn = await auth.actorFromCookies(cookieHeader(cookie));
      expect(signedIn?.actor).toEqual(await loadActor(database.client, userId, reach));
    }
    expect((await loadActor(database.client, drafter.userId))?.memberships).toHaveLength(2);
  });

  it("stores the hash of the secret, which can't be used as a cookie", async () => {
    const workspace = await openCoalition();
    const cookie = await workspace.cookieOf("drafter@example.org");
    const secret = cookie.split("=")[1] ?? "";
    const [row] = await workspace.database.client.session.findMany();
    expect(row?.id).toBe(hashSecret(secret));
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(await workspace.auth.actorFromCookies(`session=${row?.id}`)).toBeNull();
  });

  it("gives a cookie that scripts can't read and other sites can't send along", async () => {
    const { auth } = await openCoalition();
    const { cookie } = value(await auth.signIn("drafter@example.org", PASSWORD, FROM));
    expect(cookie).toMatch(/^session=/);
    expect(cookie).toContain("HttpOnly");
    expect(cookie).toContain("SameSite=Lax");
    expect(cookie).toContain("Path=/");
    expect(cookie).not.toContain("Secure");
    expect(auth.blankCookie()).toMatch(/^session=; .*Max-Age=0/);
  });

  it("begins a new session each time, and ends the one that the browser held", async () => {
    const workspace = await openCoalition();
    const first = await workspace.sessionOf("drafter@example.org");
    const again = await workspace.auth.signIn("drafter@example.org", PASSWORD, FROM, first);
    const { cookie } = value(again);
    const second = await workspace.auth.actorFromCookies(cookieHeader(cookie));
    expect(second?.sessionId).not.toBe(first);
    expect(await workspace.database.client.session.count()).toBe(1);
    expect(workspace.endedSessions).toEqual([first]);
  });

  it("answers a wrong password and an unknown address in the same words", async () => {
    const { auth } = await openCoalition();
    const wrong = refused(
      await auth.signIn("drafter@example.org", "not the password at all", FROM),
      "wrong-credentials",
    );
    const unknown = refused(
      await auth.signIn("nobody@example.org", "not the password at all", FROM),
      "wrong-credentials",
    );
    expect(unknown).toEqual(wrong);
  });

  it("opens no session when the password was changed while it was being compared", async () => {
    const { auth, database, people, beforeNextWrite } = await openCoalition();
    const passwordHash = await auth.hashPassword("another one that is long");
    const where = { id: people.drafter.userId };
    beforeNextWrite(() => database.client.user.update({ where, data: { passwordHash } }));
    const outcome = await auth.signIn("drafter@example.org", PASSWORD, FROM);
    expect(outcome).toMatchObject(refusal("wrong-credentials"));
    expect(await database.client.session.count()).toBe(0);
  });
});

describe("a session", () => {
  it("is prolonged by use and ends after two weeks without any", async () => {
    const workspace = await openCoalition();
    const cookie = await workspace.cookieOf("drafter@example.org");
    expect((await workspace.auth.actorFromCookies(cookie))?.cookie).toBeUndefined();
    for (let week = 0; week < 4; week += 1) {
      workspace.pass(8 * DAY);
      const signedIn = await workspace.auth.actorFromCookies(cookie);
      expect(signedIn?.cookie, `after ${week + 1} times 8 days`).toContain(cookie);
    }
    workspace.pass(15 * DAY);
    expect(await workspace.auth.actorFromCookies(cookie)).toBeNull();
    expect(await workspace.database.client.session.count()).toBe(0);
  });

  it("ends here, and everywhere, and its sockets are told", async () => {
    const workspace = await openCoalition();
    const { services, people, endedSessions } = workspace;
    const here = await workspace.sessionOf("drafter@example.org");
    const there = await workspace.sessionOf("drafter@example.org");
    const others = await workspace.sessionOf("staff@example.org");
    value(await services.account.endSession(people.drafter, here));
    expect(endedSessions).toEqual([here]);
    value(await services.account.signOutEverywhere(people.drafter));
    expect(endedSessions).toEqual([here, there]);
    const left = await workspace.database.client.session.findMany({ select: { id: true } });
    expect(left).toEqual([{ id: others }]);
  });

  it("can be ended from another device, but only one's own", async () => {
    const workspace = await openCoalition();
    const { services, people } = workspace;
    const { endSession } = services.account;
    const mine = await workspace.sessionOf("drafter@example.org");
    expect(await endSession(people.staff, mine)).toMatchObject(refusal("not-found"));
    value(await endSession(people.drafter, mine));
    expect(await endSession(people.drafter, mine)).toMatchObject(refusal("not-found"));
  });

  it("is deleted with the others that expired", async () => {
    const workspace = await openCoalition();
    await workspace.cookieOf("drafter@example.org");
    workspace.pass(10 * DAY);
    await workspace.cookieOf("staff@example.org");
    workspace.pass(5 * DAY);
    expect(await workspace.auth.deleteExpiredSessions()).toBe(1);
    expect(await workspace.database.client.session.count()).toBe(1);
  });

  it.each([null, undefined, "", "session=", "session=%E0%A4%A", "session=short", "other=1;;;="])(
    "is nobody's with the Cookie header %j",
    async (header) => {
      const { auth } = await openWorkspace();
      expect(await auth.actorFromCookies(header)).toBeNull();
    },
  );
});

describe("confirming a password", () => {
  it("tells right from wrong", async () => {
    const { auth, people } = await openCoalition();
    value(await auth.confirmPassword(people.drafter.userId, PASSWORD, FROM));
    expect(await auth.confirmPassword(people.drafter.userId, "something else", FROM)).toMatchObject(
      refusal("wrong-credentials"),
    );
  });

  it("takes a password typed with combining accents for the same one", async () => {
    const { auth, system } = await openWorkspace();
    const person = { email: "e@example.org", name: "E", workspaceAdmin: false, memberships: [] };
    const seeded = await system.seed.person({ ...person, password: "café au lait, sans sucre" });
    const { id } = value(seeded);
    const typed = await auth.confirmPassword(id, "cafe\u0301 au lait, sans sucre", FROM);
    expect(typed).toMatchObject({ ok: true });
  });
});
