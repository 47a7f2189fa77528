import { describe, expect, it } from "vitest";
import { compareSessions } from "#server/services/audit/compare-sessions.ts";
import { recordSignIns } from "#server/services/audit/record-sign-ins.ts";
import { CodeApp } from "#tests/support/code-app.ts";
import {
  cookiesOfCodeStep,
  factorSession,
  sessionByPassword,
  setUpApp,
  withCookie,
} from "./with-code-app.ts";
import { addedPasskey, atBrowser, freshBrowser, signInBy, STRANGE } from "./with-passkey.ts";
import {
  cookieHeader,
  DAY,
  FROM,
  MINUTE,
  openCoalition,
  PASSWORD,
  refusal,
  refused,
  tokenOf,
  value,
  type Coalition,
} from "./workspace.ts";

const STAFF = "staff@example.org";
const WINDOW = 30_000;
const NOT_ENROLLED =
  "has a session that is open though no line says that they set up the factor that was asked of them";
const LET_IN_PASSWORD = "a borrowed umbrella in the hall";

/** As an administrator of that organization lets somebody in again: a password of its making. */
async function letIn(
  { database, auth, clock }: Coalition,
  userId: string,
  organizationId: string,
): Promise<void> {
  await database.client.accountLink.create({
    data: {
      id: crypto.randomUUID(),
      tokenHash: crypto.randomUUID(),
      userId,
      kind: "let-in",
      organizationId,
      createdAt: clock(),
      expiresAt: new Date(clock().getTime() + DAY),
      usedAt: clock(),
    },
  });
  await database.client.session.deleteMany({ where: { userId } });
  await database.client.user.update({
    where: { id: userId },
    data: {
      passwordHash: await auth.hashPassword(LET_IN_PASSWORD),
      passwordVia: organizationId,
    },
  });
}

/** A session opened by both steps. */
function opened({ auth }: Coalition, userId: string) {
  return auth.openSession(userId, FROM, { method: "password-and-code", own: true, via: null });
}

/** The staff of the Council is in ILRC, too. */
async function openTwoPlaces() {
  const coalition = await openCoalition();
  const { database, people, organizations } = coalition;
  const { userId } = people.staff;
  await database.client.membership.create({
    data: {
      id: "second-place",
      userId,
      organizationId: organizations.ilrc,
      createdAt: coalition.clock(),
      roles: { create: [{ role: "reviewer" }] },
    },
  });
  const places = async (cookie: string) => {
    const found = await coalition.auth.actorFromCookies(cookieHeader(cookie));
    return found?.actor.memberships.map(({ organizationId }) => organizationId).toSorted() ?? null;
  };
  return { ...coalition, userId, places };
}

describe("[P3] what an organization requires", () => {
  it("is set by its administrators alone, with a line of the record", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, database } = coalition;
    const { council } = organizations;
    const policy = { policy: ["factor" as const] };
    const browser = await freshBrowser(coalition, people.admin);
    for (const other of [people.staff, people.drafter, people.ilrcAdmin]) {
      const outcome = await services.organizations.setSignInPolicy(
        other,
        council,
        policy,
        await freshBrowser(coalition, other),
      );
      expect(outcome.ok).toBe(false);
      expect((await services.organizations.signInPolicy(other, council, STRANGE)).ok).toBe(false);
    }
    value(await services.organizations.setSignInPolicy(people.admin, council, policy, browser));
    // The same again is nothing new.
    value(await services.organizations.setSignInPolicy(people.admin, council, policy, browser));
    const rows = await database.client.auditEvent.findMany({
      where: { type: "organization.factor-policy-set" },
      orderBy: { sequence: "asc" },
    });
    expect(rows.map(({ details }) => JSON.parse(details) as unknown)).toEqual([
      {
        before: { requiresFactor: false, requiresPasskey: false },
        after: { requiresFactor: true, requiresPasskey: false },
      },
    ]);
    expect(
      value(await services.organizations.signInPolicy(people.admin, council, STRANGE)),
    ).toMatchObject({
      requiresFactor: true,
      requiresPasskey: false,
    });
  });

  it("is refused where nobody could fulfill it: without passkeys, and without a key for secrets", async () => {
    for (const [knobs, origin, possible] of [
      [{ appUrl: "http://desk.example.org" }, "http://desk.example.org", ["factor"]],
      [{ appUrl: "http://192.0.2.7", encryptionKeys: "none" }, "http://192.0.2.7", []],
      [{ appUrl: null, encryptionKeys: "none" }, "https://desk.example.org", []],
      [{ appUrl: null, encryptionKeys: "none" }, "http://localhost:3000", ["factor", "passkey"]],
      [{ encryptionKeys: "none" }, "https://desk.example.org", ["factor", "passkey"]],
    ] as const) {
      const coalition = await openCoalition(knobs);
      const { services, people, organizations, database } = coalition;
      const set = async (policy: ("factor" | "passkey")[]) => {
        const browser = { ...(await freshBrowser(coalition, people.admin)), origin };
        const { setSignInPolicy } = services.organizations;
        return setSignInPolicy(people.admin, organizations.council, { policy }, browser);
      };
      for (const one of ["factor", "passkey"] as const) {
        const outcome = await set([one]);
        const isPossible = (possible as readonly string[]).includes(one);
        if (isPossible) value(outcome);
        else expect(refused(outcome, "conflict").sentence).toContain("whoever runs the server");
        // To require nothing is possible everywhere.
        value(await set([]));
      }
      expect(
        await database.client.auditEvent.count({
          where: { type: "organization.factor-policy-set" },
        }),
      ).toBe(2 * possible.length);
    }
  });

  it("shows which of its reviewers and staff lack a factor", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, database } = coalition;
    await setUpApp(coalition, await sessionByPassword(coalition, STAFF));
    const { people: listed } = value(
      await services.organizations.signInPolicy(people.admin, organizations.council, STRANGE),
    );
    const concerned = await database.client.membership.count({
      where: {
        organizationId: organizations.council,
        roles: { some: { role: { in: ["reviewer", "staff"] } } },
      },
    });
    expect(listed).toHaveLength(concerned);
    expect(listed.find(({ userId }) => userId === people.staff.userId)).toMatchObject({
      hasApp: true,
      passkeys: 0,
      byProvider: false,
    });
    expect(listed.some(({ userId }) => userId === people.drafter.userId)).toBe(false);
  });

  it("counts for it what works here, and no other organization's doing", async () => {
    const coalition = await openTwoPlaces();
    const { services, people, organizations, database, userId, clock } = coalition;
    const { council, ilrc } = organizations;
    await setUpApp(coalition, await sessionByPassword(coalition, STAFF));
    const key = async (id: string, via: string | null, host: string) => {
      const passkey = { userId, name: id, publicKey: id, fingerprint: id, transports: "" };
      const data = { id, ...passkey, host, via, backedUp: true, createdAt: clock() };
      await database.client.passkey.create({ data });
    };
    const own = "desk.example.org";
    await key("own", null, own);
    await key("made at the Council", council, own);
    await key("made at ILRC", ilrc, own);
    await key("of another address", null, "old.example.org");
    const shown = async (organizationId: string, admin = people.admin) => {
      const view = value(
        await services.organizations.signInPolicy(admin, organizationId, STRANGE),
      ).people.find((person) => person.userId === userId);
      return [view?.passkeys, view?.hasApp];
    };
    expect(await shown(council)).toEqual([2, true]);
    await database.client.secondFactor.update({ where: { userId }, data: { via: ilrc } });
    expect(await shown(council)).toEqual([2, false]);
    expect(await shown(ilrc, people.ilrcAdmin)).toEqual([2, true]);
    await database.client.passkey.deleteMany({
      where: { id: { in: ["own", "made at the Council"] } },
    });
    expect(await shown(council)).toEqual([0, false]);
  });

  it("ends no session, and asks nothing of those of other roles", async () => {
    const coalition = await openCoalition();
    const { services, people, organizations, auth } = coalition;
    const { cookie } = value(await auth.signIn(STAFF, PASSWORD, FROM));
    const policy = { policy: ["factor" as const] };
    value(
      await services.organizations.setSignInPolicy(
        people.admin,
        organizations.council,
        policy,
        await freshBrowser(coalition, people.admin),
      ),
    );
    expect(await auth.actorFromCookies(cookieHeader(cookie))).not.toBeNull();
    expect(value(await auth.signIn("drafter@example.org", PASSWORD, FROM)).enrolling).toBe(false);
  });
});

describe("[P3] who lacks a required factor", () => {
  async function openRequiring() {
    const coalition = await openCoalition();
    const { services, people, organizations } = coalition;
    const policy = { policy: ["factor" as const] };
    value(
      await services.organizations.setSignInPolicy(
        people.admin,
        organizations.council,
        policy,
        await freshBrowser(coalition, people.admin),
      ),
    );
    return coalition;
  }

  it("is led through setting one up at the next sign-in, and is in then", async () => {
    const coalition = await openRequiring();
    const { auth, services, database, people, clock } = coalition;
    const { cookie, enrolling } = value(await auth.signIn(STAFF, PASSWORD, FROM));
    expect(enrolling).toBe(true);
    const cookies = cookieHeader(cookie);
    expect(await auth.actorFromCookies(cookies)).toBeNull();

    const session = await factorSession(coalition, cookie);
    expect(
      value(await services.secondFactor.showEnrollment(session.actor, session.sessionId)),
    ).toMatchObject({
      requiredBy: [{ shortName: "Council" }],
      hasFactorAtHand: false,
      mayUseApp: true,
    });
    const { codes } = await setUpApp(coalition, session);
    expect(codes).toHaveLength(10);
    const signedIn = await auth.actorFromCookies(cookies);
    expect(signedIn?.actor).toMatchObject({ email: STAFF, reach: { own: true, via: null } });
    expect(await auth.enrolleeFromCookies(cookies)).toBeNull();
    expect(
      await database.client.session.findUnique({ where: { id: session.sessionId } }),
    ).toMatchObject({ method: "password-and-code", enrolling: false });

    await recordSignIns(database, clock());
    const lines = await database.client.auditEvent.findMany({
      where: { actorId: people.staff.userId },
      orderBy: { sequence: "asc" },
    });
    const told = lines.map(({ type, details }) => [
      type,
      (JSON.parse(details) as { session?: string }).session,
    ]);
    expect(told.map(([type]) => type)).toEqual(["session.signed-in", "person.second-factor-set"]);
    // Both name the session.
    expect(told[0]?.[1]).toBe(told[1]?.[1]);
  });

  it("stands in the record until it is done: a session that the database lets in is told of", async () => {
    const coalition = await openRequiring();
    const { auth, database, people, clock } = coalition;
    const cookies = [];
    for (let count = 0; count < 4; count += 1) {
      cookies.push(value(await auth.signIn(STAFF, PASSWORD, FROM)).cookie);
    }
    const [byApp, byKey, forced = "", waiting = ""] = cookies;
    const { actor, sessionId, ...browser } = await factorSession(coalition, byKey ?? "");
    const key = { actor, browser: { ...STRANGE, ...browser, sessionId } };
    await addedPasskey(coalition, key);
    await database.client.passkey.deleteMany();
    await setUpApp(coalition, await factorSession(coalition, byApp ?? ""));
    // One before its line is written, which is told of all the same.
    expect(await compareSessions(database)).toEqual([]);
    const letPass = async (cookie: string) =>
      database.client.session.update({
        where: { id: (await factorSession(coalition, cookie)).sessionId },
        data: { enrolling: false },
      });
    await letPass(forced);
    const told = [{ userId: people.staff.userId, why: NOT_ENROLLED }];
    expect(await compareSessions(database)).toEqual(told);
    await recordSignIns(database, clock());
    expect(await compareSessions(database)).toEqual(told);
    await letPass(waiting);
    expect(await compareSessions(database)).toEqual([...told, ...told]);
    const lines = await database.client.auditEvent.findMany({
      where: { type: "session.signed-in", actorId: people.staff.userId },
      orderBy: { sequence: "asc" },
    });
    expect(lines.map(({ details }) => JSON.parse(details) as unknown)).toEqual(
      cookies.map(() => expect.objectContaining({ method: "password", enrolling: true })),
    );
  });

  it("keeps their roles and their password", async () => {
    const coalition = await openRequiring();
    const { people, database } = coalition;
    value(await coalition.auth.signIn(STAFF, PASSWORD, FROM));
    const memberships = await database.client.membership.count({
      where: { userId: people.staff.userId },
    });
    expect(memberships).toBe(people.staff.memberships.length);
  });

  it("is in at once by a code the next time", async () => {
    const coalition = await openRequiring();
    const { auth, services, clock, pass } = coalition;
    const { cookie } = value(await auth.signIn(STAFF, PASSWORD, FROM));
    const { app } = await setUpApp(coalition, await factorSession(coalition, cookie));
    pass(WINDOW);
    const cookies = await cookiesOfCodeStep(coalition, STAFF);
    const session = await services.secondFactor.signIn(cookies, { code: app.at(clock()) }, FROM);
    expect(value(session).enrolling).toBe(false);
  });

  it("can't be got around by the password, once there is a factor", async () => {
    const coalition = await openRequiring();
    const { auth, services, database, people, clock } = coalition;
    // Somebody knows the password, and is asked for a factor; meanwhile its owner adds a passkey.
    const { cookie } = value(await auth.signIn(STAFF, PASSWORD, FROM));
    const stranger = await factorSession(coalition, cookie);
    const begun = value(await services.secondFactor.begin(stranger, {}));
    await database.client.passkey.create({
      data: {
        id: "own-key",
        userId: people.staff.userId,
        name: "Phone",
        publicKey: "",
        fingerprint: "",
        host: "desk.example.org",
        transports: "",
        backedUp: true,
        createdAt: clock(),
      },
    });
    const beginning = withCookie(stranger, begun.cookie);
    const setUp = await services.secondFactor.showSetUp(beginning);
    const code = new CodeApp(setUp?.secret ?? "").at(clock());
    refused(await services.secondFactor.finish(stranger.actor, { code }, beginning), "forbidden");
    refused(await services.secondFactor.begin(stranger, {}), "forbidden");
    expect(
      value(await services.secondFactor.showEnrollment(stranger.actor, stranger.sessionId)),
    ).toMatchObject({
      hasFactorAtHand: true,
    });
    expect(await auth.actorFromCookies(stranger.cookies)).toBeNull();
  });

  it("is in by a passkey that they make, as well", async () => {
    const coalition = await openRequiring();
    const { auth, database } = coalition;
    const { cookie } = value(await auth.signIn(STAFF, PASSWORD, FROM));
    const { actor, sessionId, cookies } = await factorSession(coalition, cookie);
    await addedPasskey(coalition, { actor, browser: { ...STRANGE, cookies, sessionId } });
    expect((await auth.actorFromCookies(cookies))?.actor.email).toBe(STAFF);
    expect(await database.client.session.findUnique({ where: { id: sessionId } })).toMatchObject({
      method: "passkey",
      enrolling: false,
    });
  });

  it("that they lost sets up another once they were let in again", async () => {
    const coalition = await openRequiring();
    const { auth, services, people, organizations, pass, clock, places } = {
      ...coalition,
      places: async (cookies: string) =>
        (await coalition.auth.actorFromCookies(cookies))?.actor.reach ?? null,
    };
    const { userId } = people.staff;
    // They belong to another organization as well.
    const { ilrc: organizationId } = organizations;
    await coalition.database.client.membership.create({
      data: { id: "second", userId, organizationId, createdAt: clock() },
    });
    // A passkey and a code app of their own, both lost.
    const first = await opened(coalition, userId);
    await addedPasskey(coalition, await atBrowser(coalition, first.cookie));
    await setUpApp(coalition, await factorSession(coalition, first.cookie));
    pass(MINUTE);
    await letIn(coalition, userId, organizations.council);
    pass(MINUTE);
    const step = await cookiesOfCodeStep(coalition, STAFF, LET_IN_PASSWORD);
    const without = value(await services.secondFactor.signInWithout(step, FROM));
    expect(without.enrolling).toBe(true);
    const session = await factorSession(coalition, without.cookie);
    const { actor, sessionId, cookies } = session;
    expect(value(await services.secondFactor.showEnrollment(actor, sessionId))).toMatchObject({
      hasFactorAtHand: false,
      mayUseApp: false,
    });
    // The one of their own is out of reach of this session; a passkey of the organization's is not.
    refused(await services.secondFactor.begin(session, {}), "forbidden");
    const browser = { ...STRANGE, cookies, sessionId };
    const authenticator = await addedPasskey(coalition, { actor, browser });
    expect(await places(cookies)).toEqual({ own: false, via: organizations.council });
    const again = value(await signInBy(coalition, authenticator));
    expect(await places(cookieHeader(again.cookie))).toEqual({
      own: false,
      via: organizations.council,
    });
    // From now on there is one at hand: the password alone leads no further.
    const next = value(
      await services.secondFactor.signInWithout(
        await cookiesOfCodeStep(coalition, STAFF, LET_IN_PASSWORD),
        FROM,
      ),
    );
    const late = await factorSession(coalition, next.cookie);
    expect(
      await services.passkeys.begin(late.actor, {
        ...STRANGE,
        cookies: late.cookies,
        sessionId: late.sessionId,
      }),
    ).toMatchObject(refusal("forbidden"));
    expect(await auth.actorFromCookies(late.cookies)).toBeNull();
  });

  it("signs in anew where they come to it late", async () => {
    const coalition = await openRequiring();
    const { auth, services, pass } = coalition;
    const { cookie } = value(await auth.signIn(STAFF, PASSWORD, FROM));
    const session = await factorSession(coalition, cookie);
    pass(11 * MINUTE);
    expect(await services.secondFactor.begin(session, {})).toMatchObject(refusal("not-signed-in"));
  });

  it("sets one up before they come in by an invitation, too", async () => {
    const coalition = await openRequiring();
    const { services, people, organizations, auth } = coalition;
    const link = value(
      await services.organizations.invite(people.admin, organizations.council, {
        email: "newcomer@example.org",
        name: "Nia",
        roles: ["reviewer"],
      }),
    );
    const accepted = value(
      await services.invitations.accept(tokenOf(link), { name: "Nia", password: PASSWORD }, FROM),
    );
    expect(accepted).toMatchObject({ enrolling: true, awaitsCode: false });
    expect(await auth.actorFromCookies(cookieHeader(accepted.cookie))).toBeNull();
    await setUpApp(coalition, await factorSession(coalition, accepted.cookie));
    expect(await auth.actorFromCookies(cookieHeader(accepted.cookie))).not.toBeNull();
  });
});

describe("[P3] a lost code app of somebody of one organization who was let in again", () => {
  /** They had one of their own, and go on without a code; the organization may require one. */
  async function openLost(isRequired: boolean) {
    const coalition = await openCoalition();
    const { services, people, organizations, pass, clock, database } = coalition;
    const { council } = organizations;
    const { userId } = people.staff;
    const before = await setUpApp(coalition, await sessionByPassword(coalition, STAFF));
    pass(MINUTE);
    if (isRequired) {
      const browser = await freshBrowser(coalition, people.admin);
      const policy = { policy: ["factor" as const] };
      value(await services.organizations.setSignInPolicy(people.admin, council, policy, browser));
    }
    await letIn(coalition, userId, council);
    pass(MINUTE);
    const step = await cookiesOfCodeStep(coalition, STAFF, LET_IN_PASSWORD);
    const { cookie } = value(await services.secondFactor.signInWithout(step, FROM));
    const session = await factorSession(coalition, cookie);
    return { ...coalition, coalition, council, userId, before, session, clock, database };
  }

  it.each([[true], [false]])(
    "is replaced by one that is of that organization, whether it requires one: %s",
    async (isRequired) => {
      const story = await openLost(isRequired);
      const { coalition, session, council, userId, before, database, services, pass, auth } = story;
      expect(session.isEnrolling).toBe(isRequired);
      const { actor } = session;
      if (isRequired) {
        const shown = await services.secondFactor.showEnrollment(actor, session.sessionId);
        expect(value(shown)).toMatchObject({ hasFactorAtHand: false, mayUseApp: true });
      } else {
        const shown = await services.secondFactor.show(actor, session);
        expect(value(shown)).toMatchObject({
          replacesLost: true,
          locked: expect.stringContaining("not of its making"),
        });
      }
      const { app, codes } = await setUpApp(coalition, session, LET_IN_PASSWORD);
      expect(await database.client.secondFactor.findUnique({ where: { userId } })).toMatchObject({
        via: council,
      });
      const inside = await auth.actorFromCookies(session.cookies);
      expect(inside?.actor.reach).toEqual({ own: false, via: council });
      pass(MINUTE);
      // The lost one and its recovery codes open nothing any more; the new ones that organization alone.
      const { clock } = story;
      for (const [code, opens] of [
        [before.codes[0] ?? "", false],
        [before.app.at(clock()), false],
        [app.at(clock()), true],
        [codes[0] ?? "", true],
      ] as const) {
        const step = await cookiesOfCodeStep(coalition, STAFF, LET_IN_PASSWORD);
        const outcome = await services.secondFactor.signIn(step, { code }, FROM);
        expect(outcome.ok).toBe(opens);
        if (!outcome.ok) continue;
        const found = await auth.actorFromCookies(cookieHeader(outcome.value.cookie));
        expect(found?.actor.reach).toEqual({ own: false, via: council });
      }
    },
  );

  it("is neither removed nor given new recovery codes by that organization's doing", async () => {
    const { services, session, database, userId } = await openLost(false);
    const proofPassword = LET_IN_PASSWORD;
    const { secondFactor } = services;
    const codes = () => database.client.recoveryCode.findMany({ where: { userId } });
    const before = await codes();
    refused(await secondFactor.remove(session.actor, { proofPassword }, session), "forbidden");
    refused(
      await secondFactor.makeRecoveryCodes(session.actor, { proofPassword }, session),
      "forbidden",
    );
    expect(await codes()).toEqual(before);
  });

  it("stays where they joined another organization, or run the workspace, before the new one is set up", async () => {
    for (const change of ["member", "administrator"] as const) {
      const story = await openLost(false);
      const { services, session, database, userId, organizations, clock } = story;
      const proofPassword = LET_IN_PASSWORD;
      const { cookie } = value(await services.secondFactor.begin(session, { proofPassword }));
      const beginning = withCookie(session, cookie);
      const setUp = await services.secondFactor.showSetUp(beginning);
      const code = new CodeApp(setUp?.secret ?? "").at(clock());
      const { ilrc: organizationId } = organizations;
      if (change === "member") {
        await database.client.membership.create({
          data: { id: "second", userId, organizationId, createdAt: clock() },
        });
      } else {
        await database.client.user.update({
          where: { id: userId },
          data: { workspaceAdmin: true },
        });
      }
      refused(await services.secondFactor.finish(session.actor, { code }, beginning), "forbidden");
      refused(await services.secondFactor.begin(session, { proofPassword }), "forbidden");
      const kept = await database.client.secondFactor.findUnique({ where: { userId } });
      expect(kept?.via).toBeNull();
    }
  });
});

describe("[P8] a code app of somebody who was let in again", () => {
  it("lets the session reach all of theirs, where it is their own", async () => {
    const workspace = await openTwoPlaces();
    const { organizations, services, clock, pass, userId, places } = workspace;
    const { app } = await setUpApp(workspace, await sessionByPassword(workspace, STAFF));
    pass(MINUTE);
    await letIn(workspace, userId, organizations.council);
    const cookies = await cookiesOfCodeStep(workspace, STAFF, LET_IN_PASSWORD);
    const { cookie } = value(
      await services.secondFactor.signIn(cookies, { code: app.at(clock()) }, FROM),
    );
    expect(await places(cookie)).toEqual([organizations.council, organizations.ilrc].toSorted());
  });

  it("is not needed: they go on with the roles of that organization alone", async () => {
    const workspace = await openTwoPlaces();
    const { organizations, services, clock, pass, userId, places, auth } = workspace;
    const { app } = await setUpApp(workspace, await sessionByPassword(workspace, STAFF));
    pass(MINUTE);
    await letIn(workspace, userId, organizations.council);
    const cookies = await cookiesOfCodeStep(workspace, STAFF, LET_IN_PASSWORD);
    expect(await services.secondFactor.awaited(cookies)).toMatchObject({
      without: { shortName: "Council" },
    });
    const { cookie } = value(await services.secondFactor.signInWithout(cookies, FROM));
    expect(await places(cookie)).toEqual([organizations.council]);
    // Nor is it theirs to change there.
    const session = await factorSession(workspace, cookie);
    const proofPassword = LET_IN_PASSWORD;
    for (const change of [
      services.secondFactor.remove(session.actor, { proofPassword }, session),
      services.secondFactor.makeRecoveryCodes(session.actor, { proofPassword }, session),
      services.secondFactor.begin(session, { proofPassword }),
    ]) {
      refused(await change, "forbidden");
    }

    // A code of it, once found, lets this session reach further.
    value(
      await services.secondFactor.proveOwn(
        session.actor,
        { code: app.at(clock()) },
        session.sessionId,
      ),
    );
    expect(await places(cookie)).toEqual([organizations.council, organizations.ilrc].toSorted());
    expect(await auth.actorFromCookies(session.cookies)).toMatchObject({
      actor: { reach: { own: true, via: organizations.council } },
    });
  });

  it("is needed of everybody else", async () => {
    const workspace = await openTwoPlaces();
    const { services } = workspace;
    await setUpApp(workspace, await sessionByPassword(workspace, STAFF));
    const cookies = await cookiesOfCodeStep(workspace, STAFF);
    expect(await services.secondFactor.awaited(cookies)).toEqual({ without: null });
    refused(await services.secondFactor.signInWithout(cookies, FROM), "forbidden");
  });

  it("that was set up since is of that organization: it opens no other, and is needed", async () => {
    const workspace = await openTwoPlaces();
    const { organizations, services, clock, pass, userId, places, auth, database } = workspace;
    await letIn(workspace, userId, organizations.council);
    pass(MINUTE);
    const first = value(await auth.signIn(STAFF, LET_IN_PASSWORD, FROM));
    expect(await places(first.cookie)).toEqual([organizations.council]);
    const session = await factorSession(workspace, first.cookie);
    const { app, codes } = await setUpApp(workspace, session, LET_IN_PASSWORD);
    expect(await database.client.secondFactor.findUnique({ where: { userId } })).toMatchObject({
      via: organizations.council,
    });
    pass(MINUTE);

    const cookies = await cookiesOfCodeStep(workspace, STAFF, LET_IN_PASSWORD);
    refused(await services.secondFactor.signInWithout(cookies, FROM), "forbidden");
    for (const code of [app.at(clock()), codes[0] ?? ""]) {
      const step = await cookiesOfCodeStep(workspace, STAFF, LET_IN_PASSWORD);
      const { cookie } = value(await services.secondFactor.signIn(step, { code }, FROM));
      expect(await places(cookie)).toEqual([organizations.council]);
    }
    refused(
      await services.secondFactor.proveOwn(
        session.actor,
        { code: codes[1] ?? "" },
        session.sessionId,
      ),
      "forbidden",
    );
    expect(await places(first.cookie)).toEqual([organizations.council]);
  });

  it("of one organization's making keeps nobody out of another, once the password is their own", async () => {
    const workspace = await openTwoPlaces();
    const { organizations, services, database, auth, userId, places, pass, people } = workspace;
    await letIn(workspace, userId, organizations.council);
    pass(MINUTE);
    // Whoever made that link comes in as them, and sets up an app and a passkey.
    const first = value(await auth.signIn(STAFF, LET_IN_PASSWORD, FROM));
    const session = await factorSession(workspace, first.cookie);
    const { codes } = await setUpApp(workspace, session, LET_IN_PASSWORD);
    const { actor, sessionId, cookies } = session;
    await addedPasskey(workspace, { actor, browser: { ...STRANGE, cookies, sessionId } });
    pass(MINUTE);

    // They choose a password of their own, by a link that was mailed to them.
    await database.client.user.update({
      where: { id: userId },
      data: { passwordVia: null, passwordHash: await auth.hashPassword(PASSWORD) },
    });
    const signedIn = value(await auth.signIn(STAFF, PASSWORD, FROM));
    expect(signedIn).toMatchObject({ awaitsCode: false, enrolling: false });
    expect(await places(signedIn.cookie)).toEqual(
      [organizations.council, organizations.ilrc].toSorted(),
    );

    // Nor is it what the other organization requires: one of their own is, and takes its place.
    const policy = { policy: ["factor" as const] };
    value(
      await services.organizations.setSignInPolicy(
        people.ilrcAdmin,
        organizations.ilrc,
        policy,
        await freshBrowser(workspace, people.ilrcAdmin),
      ),
    );
    const next = value(await auth.signIn(STAFF, PASSWORD, FROM));
    expect(next.enrolling).toBe(true);
    const enrolling = await factorSession(workspace, next.cookie);
    expect(
      value(await services.secondFactor.showEnrollment(enrolling.actor, enrolling.sessionId)),
    ).toMatchObject({ hasFactorAtHand: false, mayUseApp: true });
    await setUpApp(workspace, enrolling);
    expect(await places(next.cookie)).toEqual(
      [organizations.council, organizations.ilrc].toSorted(),
    );
    expect(await database.client.secondFactor.findUnique({ where: { userId } })).toMatchObject({
      via: null,
    });
    const step = await cookiesOfCodeStep(workspace, STAFF);
    const old = await services.secondFactor.signIn(step, { code: codes[0] ?? "" }, FROM);
    expect(old).toMatchObject(refusal("wrong-credentials"));
  });

  it("shows nothing by its codes in a session of one's own", async () => {
    const workspace = await openTwoPlaces();
    const { organizations, services, database, auth, userId, pass } = workspace;
    await letIn(workspace, userId, organizations.council);
    pass(MINUTE);
    const first = value(await auth.signIn(STAFF, LET_IN_PASSWORD, FROM));
    const through = await factorSession(workspace, first.cookie);
    const { codes } = await setUpApp(workspace, through, LET_IN_PASSWORD);
    await database.client.user.update({ where: { id: userId }, data: { passwordVia: null } });
    const own = await factorSession(workspace, (await opened(workspace, userId)).cookie);
    pass(20 * MINUTE);
    const { remove, makeRecoveryCodes } = services.secondFactor;
    for (const [change, proofPassword = ""] of [
      [remove, codes[1]],
      [makeRecoveryCodes, codes[2]],
    ] as const) {
      const outcome = await change(own.actor, { proofPassword }, own);
      expect(outcome).toMatchObject(refusal("forbidden"));
    }
    const byPassword = { proofPassword: LET_IN_PASSWORD };
    value(await remove(own.actor, byPassword, own));
  });

  it("is needed where the password became their own between two steps", async () => {
    const workspace = await openTwoPlaces();
    const { organizations, services, database, userId, pass } = workspace;
    await setUpApp(workspace, await sessionByPassword(workspace, STAFF));
    pass(MINUTE);
    await letIn(workspace, userId, organizations.council);
    const cookies = await cookiesOfCodeStep(workspace, STAFF, LET_IN_PASSWORD);
    workspace.beforeNextWrite(() =>
      database.client.user.update({ where: { id: userId }, data: { passwordVia: null } }),
    );
    const outcome = await services.secondFactor.signInWithout(cookies, FROM);
    expect(outcome).toMatchObject(refusal("expired-link"));
  });

  it("and of an invitation accepted by the password of its making, neither", async () => {
    const workspace = await openCoalition();
    const { organizations, services, people, auth } = workspace;
    await letIn(workspace, people.staff.userId, organizations.council);
    const link = value(
      await services.organizations.invite(people.ilrcAdmin, organizations.ilrc, {
        email: STAFF,
        name: "Sam",
        roles: ["staff"],
      }),
    );
    const form = { name: "Sam", password: LET_IN_PASSWORD };
    const { cookie } = value(await services.invitations.accept(tokenOf(link), form, FROM));
    const found = await auth.actorFromCookies(cookieHeader(cookie));
    expect(found?.actor.reach).toEqual({ own: false, via: organizations.council });
    expect(found?.actor.memberships.map(({ organizationId }) => organizationId)).toEqual([
      organizations.council,
    ]);
  });
});
