import { describe, expect, it, vi } from "vitest";
import { sha256 } from "#server/digest.ts";
import { registrationOf } from "#server/services/audit/passkey-lines.ts";
import { givePasskey, ORIGIN } from "./passkeys.ts";
import { remindersOf } from "./reminders.ts";
import { freshBrowser } from "./with-passkey.ts";
import {
  DAY,
  FROM,
  MINUTE,
  PASSWORD,
  cookieHeader,
  openCoalition,
  refusal,
  refused,
  value,
} from "./workspace.ts";

const NEW_PASSWORD = "an open window in the morning";
const FORGETFUL = "drafter@example.org";

/** A coalition whose server sends mail, with its jobs done when the test says so. */
const openDesk = async () => remindersOf(await openCoalition({ posted: "sent" }));
type Desk = Awaited<ReturnType<typeof openDesk>>;

/** The record, and all that is stored, agree. */
const AGREES = { chain: { intact: true }, rowDifferences: [], sessionDifferences: [] };

/** The secrets of the links that choose a password, in the letters that came since. */
async function linksMailed(desk: Desk) {
  await desk.work();
  return desk.taken().flatMap(({ text = "" }) => {
    const secret = /\/password\/(?<secret>[\w-]{43})/u.exec(text)?.groups?.["secret"];
    return secret === undefined ? [] : [secret];
  });
}

async function linkTo(desk: Desk, email: string) {
  value(await desk.services.accountLinks.ask({ email }, FROM));
  const [secret] = await linksMailed(desk);
  if (secret === undefined) throw new Error("no link was mailed");
  return secret;
}

const linesOf = async ({ database }: Pick<Desk, "database">, type: string) =>
  (
    await database.client.auditEvent.findMany({ where: { type }, orderBy: { sequence: "asc" } })
  ).map(({ actorId, details }) => ({
    actorId,
    ...(JSON.parse(details) as Record<string, unknown>),
  }));

describe("[P4] a forgotten password", () => {
  it("is chosen anew by a link in one's mailbox, which ends all sessions and is told", async () => {
    const desk = await openDesk();
    const { services, auth, people } = desk;
    const sessions = [await desk.sessionOf(FORGETFUL), await desk.sessionOf(FORGETFUL)];
    const secret = await linkTo(desk, " Drafter@Example.org ");
    expect(value(await services.accountLinks.show(secret))).toMatchObject({
      email: FORGETFUL,
      letInBy: null,
    });
    // Opening it changed nothing.
    value(await auth.signIn(FORGETFUL, PASSWORD, FROM));

    value(await services.accountLinks.choosePassword(secret, { newPassword: NEW_PASSWORD }));
    expect(desk.endedSessions).toEqual(expect.arrayContaining(sessions));
    expect(await desk.database.client.session.count()).toBe(0);
    refused(await auth.signIn(FORGETFUL, PASSWORD, FROM), "wrong-credentials");
    const { cookie } = value(await auth.signIn(FORGETFUL, NEW_PASSWORD, FROM));
    expect((await auth.actorFromCookies(cookieHeader(cookie)))?.actor.reach).toEqual({
      own: true,
      via: null,
    });
    await desk.work();
    expect(desk.taken().map(({ subject }) => subject)).toEqual(["Your password was changed"]);
    const { userId } = people.drafter;
    expect(await linesOf(desk, "person.password-link-mailed")).toMatchObject([
      { actorId: null, userId },
    ]);
    expect(await linesOf(desk, "person.password-reset")).toMatchObject([
      { actorId: userId, userId, kind: "forgotten", sessionsEnded: 3 },
    ]);
    expect(await desk.system.verifyAll([], true)).toMatchObject(AGREES);
  });

  it("is answered alike for an address that nobody has, and after the same statements", async () => {
    const desk = await openDesk();
    const jobsBefore = await desk.database.client.job.count();
    const { client } = desk.database;
    const lookups = vi.spyOn(client.user, "findUnique");
    const answerTo = async (email: string) => {
      lookups.mockClear();
      const answer = await desk.services.accountLinks.ask({ email }, FROM);
      return { answer, lookups: lookups.mock.calls.length };
    };
    const known = await answerTo(FORGETFUL);
    expect(known).toMatchObject({ answer: { ok: true }, lookups: 1 });
    expect(await answerTo("nobody@example.org")).toEqual(known);
    const jobs = await desk.database.client.job.findMany({
      where: { kind: "account.forgotten" },
      orderBy: { createdAt: "asc" },
    });
    expect(await desk.database.client.job.count()).toBe(jobsBefore + 2);
    // Nothing tells one from the other but the row that is not there.
    expect(new Set(jobs.map(({ payload }) => payload.length)).size).toBe(1);
    expect(jobs.map(({ payload }) => payload).join()).not.toContain("example.org");
    expect(await linksMailed(desk)).toHaveLength(1);
  });

  it("gives a link that works once, for half an hour", async () => {
    const desk = await openDesk();
    const { services } = desk;
    const [first, second] = [await linkTo(desk, FORGETFUL), await linkTo(desk, FORGETFUL)];
    const third = await linkTo(desk, FORGETFUL);
    desk.pass(30 * MINUTE - 1);
    value(await services.accountLinks.choosePassword(second, { newPassword: NEW_PASSWORD }));
    // The others ended with it.
    for (const secret of [first, second, third, "x".repeat(43), ""]) {
      refused(await services.accountLinks.show(secret), "expired-link");
      refused(
        await services.accountLinks.choosePassword(secret, { newPassword: `${NEW_PASSWORD}!` }),
        "expired-link",
      );
    }
    const late = await linkTo(desk, FORGETFUL);
    desk.pass(30 * MINUTE);
    refused(await services.accountLinks.show(late), "expired-link");
    expect(await linesOf(desk, "person.password-reset")).toHaveLength(1);
  });

  it("is chosen once where the same link is used twice at the same moment", async () => {
    const desk = await openDesk();
    const secret = await linkTo(desk, FORGETFUL);
    const choose = (newPassword: string) =>
      desk.services.accountLinks.choosePassword(secret, { newPassword });
    const outcomes = await Promise.all([choose(NEW_PASSWORD), choose(`${NEW_PASSWORD} of May`)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await linesOf(desk, "person.password-reset")).toHaveLength(1);
  });

  it("keeps a second factor, and all passkeys, as they are", async () => {
    const desk = await openDesk();
    const { client } = desk.database;
    const { userId } = desk.people.drafter;
    const at = desk.clock();
    await desk.database.write(async (tx) => {
      await tx.secondFactor.create({
        data: { userId, secret: "sealed", lastWindow: 0, via: null, createdAt: at },
      });
      await tx.recoveryCode.create({ data: { id: "r", userId, hash: "h", createdAt: at } });
    });
    const secret = await linkTo(desk, FORGETFUL);
    value(await desk.services.accountLinks.choosePassword(secret, { newPassword: NEW_PASSWORD }));
    expect(await client.secondFactor.count()).toBe(1);
    expect(await client.recoveryCode.count({ where: { usedAt: null } })).toBe(1);
    // Nobody was signed in by it.
    expect(await client.session.count()).toBe(0);
  });

  it("ends what was begun with the former one: a code that is awaited, and a change of address", async () => {
    const desk = await openDesk();
    const { auth, services, people } = desk;
    const { userId } = people.drafter;
    const secret = await linkTo(desk, FORGETFUL);
    const code = await auth.ceremonies.begin("code", { userId, details: {}, minutes: 10 });
    const form = { email: "elsewhere@example.org", currentPassword: PASSWORD };
    value(await services.address.ask(people.drafter, form, FROM));
    value(await services.accountLinks.choosePassword(secret, { newPassword: NEW_PASSWORD }));
    expect(await auth.ceremonies.look("code", code)).toBeNull();
    expect(value(await services.address.show(people.drafter)).pending).toBeNull();
  });

  it("gives a password to somebody who never had one", async () => {
    const desk = await openDesk();
    const { userId } = desk.people.drafter;
    await desk.database.write((tx) =>
      tx.user.update({ where: { id: userId }, data: { passwordHash: null } }),
    );
    refused(await desk.auth.signIn(FORGETFUL, PASSWORD, FROM), "wrong-credentials");
    const secret = await linkTo(desk, FORGETFUL);
    value(await desk.services.accountLinks.choosePassword(secret, { newPassword: NEW_PASSWORD }));
    expect(await desk.auth.signIn(FORGETFUL, NEW_PASSWORD, FROM)).toMatchObject({ ok: true });
  });

  it("refuses a weak one, and the link stays", async () => {
    const desk = await openDesk();
    const secret = await linkTo(desk, FORGETFUL);
    for (const newPassword of ["short", "drafter@example.org", "password-1234"]) {
      const answer = await desk.services.accountLinks.choosePassword(secret, { newPassword });
      expect(refused(answer, "bad-input").fields).toHaveProperty("newPassword");
    }
    value(await desk.services.accountLinks.choosePassword(secret, { newPassword: NEW_PASSWORD }));
  });

  it("writes to no address that nobody has confirmed", async () => {
    const desk = await openDesk();
    await desk.database.write((tx) =>
      tx.user.update({ where: { email: FORGETFUL }, data: { unconfirmed: true } }),
    );
    value(await desk.services.accountLinks.ask({ email: FORGETFUL }, FROM));
    expect(await linksMailed(desk)).toEqual([]);
  });

  it("mails at most three links at once, and whoever gets no fourth holds an open one", async () => {
    const desk = await openDesk();
    for (let asked = 0; asked < 5; asked += 1) {
      const from = { address: `192.0.2.${asked}` };
      value(await desk.services.accountLinks.ask({ email: FORGETFUL }, from));
    }
    const links = await linksMailed(desk);
    expect(links).toHaveLength(3);
    for (const secret of links) value(await desk.services.accountLinks.show(secret));
    desk.pass(30 * MINUTE);
    await linkTo(desk, FORGETFUL);
  });

  it("is throttled from one address, whether the account exists or not", async () => {
    const desk = await remindersOf(
      await openCoalition({
        posted: "sent",
        throttle: {
          windowSeconds: 900,
          accountAndAddress: 2,
          accountAndAddressUnderAttack: 1,
          address: 50,
          account: 100,
        },
      }),
    );
    for (const email of [FORGETFUL, "nobody@example.org"]) {
      const ask = () => desk.services.accountLinks.ask({ email }, FROM);
      value(await ask());
      value(await ask());
      refused(await ask(), "too-many-tries");
      // Nobody keeps the owner from asking.
      const elsewhere = { address: "198.51.100.7" };
      expect(await desk.services.accountLinks.ask({ email }, elsewhere)).toMatchObject({
        ok: true,
      });
    }
  });

  it("mails the link once the mail server takes it again, and not when nobody waits any more", async () => {
    const desk = await openDesk();
    desk.server.answerWith(() => "refuse");
    value(await desk.services.accountLinks.ask({ email: FORGETFUL }, FROM));
    expect(await linksMailed(desk)).toEqual([]);
    desk.server.answerWith(() => "take");
    desk.pass(2 * MINUTE);
    const [secret = ""] = await linksMailed(desk);
    value(await desk.services.accountLinks.show(secret));
    const open = { usedAt: null, revokedAt: null };
    expect(await desk.database.client.accountLink.count({ where: open })).toBe(1);

    desk.server.answerWith(() => "refuse");
    value(await desk.services.accountLinks.ask({ email: FORGETFUL }, FROM));
    expect(await linksMailed(desk)).toEqual([]);
    desk.server.answerWith(() => "take");
    desk.pass(DAY);
    expect(await linksMailed(desk)).toEqual([]);
  });

  it("says what stands in its place where the server sends no mail", async () => {
    for (const knobs of [{}, { posted: "sent", appUrl: null } as const]) {
      const { services, database } = await openCoalition(knobs);
      const before = await database.client.job.count();
      const answer = await services.accountLinks.ask({ email: FORGETFUL }, FROM);
      expect(refused(answer, "unavailable").sentence).toContain("administrator");
      expect(value(services.accountLinks.mailed())).toBe(false);
      expect(await database.client.job.count()).toBe(before);
    }
  });

  it("stands neither in the log nor in the database", async () => {
    const desk = await openDesk();
    const secret = await linkTo(desk, FORGETFUL);
    const { client } = desk.database;
    const rows = [
      await client.accountLink.findMany(),
      await client.job.findMany(),
      await client.auditEvent.findMany(),
    ];
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(desk.logged()).not.toContain(secret);
  });
});

describe("[P4] somebody who lost everything", () => {
  const letIn = async (desk: Desk, email = FORGETFUL) => {
    const { userId } = await desk.database.client.user
      .findUniqueOrThrow({ where: { email } })
      .then(({ id }) => ({ userId: id }));
    const made = value(
      await desk.services.accountLinks.letIn(
        desk.people.admin,
        desk.organizations.council,
        userId,
        await freshBrowser(desk, desk.people.admin),
      ),
    );
    return { ...made, secret: made.link.split("/").at(-1) ?? "" };
  };

  it("is let in again by an administrator of their organization, who is shown the link once", async () => {
    const desk = await openDesk();
    const { services, auth, people } = desk;
    const before = await desk.sessionOf(FORGETFUL);
    const { link, secret, told } = await letIn(desk);
    expect(link).toBe(`https://desk.example.org/password/${secret}`);
    expect(told).toBe(true);
    // Nothing has changed before it is used.
    value(await auth.signIn(FORGETFUL, PASSWORD, FROM));
    await desk.work();
    const [letter] = desk.taken();
    expect(letter?.subject).toBe("You can be let in again");
    expect(letter?.to?.map(({ address }) => address)).toEqual([FORGETFUL]);
    expect(letter?.text).toContain("Ada Demo of Council");
    expect(letter?.text).not.toContain(secret);

    expect(value(await services.accountLinks.show(secret)).letInBy).toMatch(/Council/u);
    value(await services.accountLinks.choosePassword(secret, { newPassword: NEW_PASSWORD }));
    expect(desk.endedSessions).toContain(before);
    refused(await auth.signIn(FORGETFUL, PASSWORD, FROM), "wrong-credentials");
    value(await auth.signIn(FORGETFUL, NEW_PASSWORD, FROM));
    await desk.work();
    expect(desk.taken()[0]?.text).toContain("by a link that Ada Demo of Council");

    const { userId } = people.drafter;
    expect(await linesOf(desk, "person.let-in-again")).toMatchObject([
      { actorId: people.admin.userId, userId },
    ]);
    expect(await linesOf(desk, "person.password-reset")).toMatchObject([
      { actorId: null, userId, kind: "let-in" },
    ]);
    refused(await services.accountLinks.show(secret), "expired-link");
    expect(await desk.system.verifyAll([], true)).toMatchObject(AGREES);
  });

  it("[P8] acts for that organization alone, until a factor of their own is proved", async () => {
    const desk = await openDesk();
    const { auth, services, organizations, database, people } = desk;
    const { userId } = people.drafter;
    await database.client.membership.create({
      data: {
        id: "elsewhere",
        userId,
        organizationId: organizations.ilrc,
        createdAt: desk.clock(),
        roles: { create: [{ role: "reviewer" }, { role: "admin" }] },
      },
    });
    await database.client.user.update({ where: { id: userId }, data: { workspaceAdmin: true } });
    const { secret } = await letIn(desk);
    value(await services.accountLinks.choosePassword(secret, { newPassword: NEW_PASSWORD }));
    const { cookie } = value(await auth.signIn(FORGETFUL, NEW_PASSWORD, FROM));
    const signedIn = await auth.actorFromCookies(cookieHeader(cookie));
    const actor = signedIn?.actor;
    if (!signedIn || !actor) throw new Error("not signed in");
    const { sessionId } = signedIn;
    expect(actor.memberships.map(({ organizationId }) => organizationId)).toEqual([
      organizations.council,
    ]);
    expect(actor.workspaceAdmin).toBe(false);
    expect(actor.beyondReach).toEqual([{ id: organizations.ilrc, shortName: "ILRC" }]);

    // A password that they choose there is none of their own either.
    const form = { currentPassword: NEW_PASSWORD, newPassword: "the lamp over the drafting desk" };
    value(await services.account.changePassword(actor, form, FROM, sessionId));
    const again = value(await auth.signIn(FORGETFUL, form.newPassword, FROM));
    const still = (await auth.actorFromCookies(cookieHeader(again.cookie)))?.actor;
    expect(still?.reach).toEqual({ own: false, via: organizations.council });
    // Nor is an address that they change there.
    const address = { email: "elsewhere@example.org", currentPassword: form.newPassword };
    refused(await services.address.ask(actor, address, FROM), "forbidden");

    // By mail they choose one that is.
    await desk.work();
    desk.taken();
    const own = await linkTo(desk, FORGETFUL);
    value(await services.accountLinks.choosePassword(own, { newPassword: PASSWORD }));
    const whole = value(await auth.signIn(FORGETFUL, PASSWORD, FROM));
    const everywhere = (await auth.actorFromCookies(cookieHeader(whole.cookie)))?.actor;
    expect(everywhere?.memberships).toHaveLength(2);
    expect(everywhere?.workspaceAdmin).toBe(true);
    expect(everywhere?.beyondReach).toBeUndefined();
  });

  it("is let in by nobody who is no administrator there, and by no administrator of another", async () => {
    const desk = await openDesk();
    const { services, people, organizations } = desk;
    const { council, ilrc } = organizations;
    const { userId } = people.drafter;
    const letter = async (by: keyof typeof people, organizationId: string) =>
      services.accountLinks.letIn(
        people[by],
        organizationId,
        userId,
        await freshBrowser(desk, people[by]),
      );
    for (const by of ["drafter", "staff", "observer"] as const) {
      refused(await letter(by, council), "forbidden");
    }
    refused(await letter("ilrcAdmin", council), "not-found");
    // Whoever is no member of theirs.
    refused(await letter("ilrcAdmin", ilrc), "not-found");
    refused(await letter("stranger", council), "not-found");
    refused(
      await services.accountLinks.letIn(
        people.admin,
        council,
        people.admin.userId,
        await freshBrowser(desk, people.admin),
      ),
      "forbidden",
    );
    expect(await desk.database.client.accountLink.count()).toBe(0);
  });

  it("has the latest link alone, for a day, and none once they have left", async () => {
    const desk = await openDesk();
    const { services, people, organizations } = desk;
    const first = await letIn(desk);
    const second = await letIn(desk);
    refused(await services.accountLinks.show(first.secret), "expired-link");
    desk.pass(DAY - 1);
    value(await services.accountLinks.show(second.secret));
    desk.pass(1);
    refused(await services.accountLinks.show(second.secret), "expired-link");

    const third = await letIn(desk);
    value(
      await services.organizations.removePerson(
        people.admin,
        organizations.council,
        people.drafter.userId,
      ),
    );
    refused(await services.accountLinks.show(third.secret), "expired-link");
    refused(
      await services.accountLinks.choosePassword(third.secret, { newPassword: NEW_PASSWORD }),
      "expired-link",
    );
    expect(await linesOf(desk, "person.password-reset")).toEqual([]);
  });

  it("or an administrator withdraws the link, and each sees that there is one", async () => {
    const desk = await openDesk();
    const { services, people, organizations } = desk;
    const { council, ilrc } = organizations;
    const { userId } = people.drafter;
    const mine = async () => value(await services.accountLinks.mine(people.drafter));
    const first = await letIn(desk);
    const [seen] = await mine();
    expect(seen).toMatchObject({
      madeBy: "Ada Demo",
      organization: expect.stringMatching(/Council/u),
    });
    expect(value(await services.accountLinks.ofMember(people.admin, council, userId))).toHaveLength(
      1,
    );
    refused(await services.accountLinks.ofMember(people.staff, council, userId), "forbidden");
    const linkId = seen?.id ?? "";
    // Nobody else's.
    refused(await services.accountLinks.refuse(people.staff, linkId), "expired-link");
    refused(await services.accountLinks.revoke(people.ilrcAdmin, ilrc, linkId), "expired-link");
    value(await services.accountLinks.refuse(people.drafter, linkId));
    refused(await services.accountLinks.show(first.secret), "expired-link");
    expect(await mine()).toEqual([]);

    const second = await letIn(desk);
    const [again] = await mine();
    value(await services.accountLinks.revoke(people.admin, council, again?.id ?? ""));
    refused(await services.accountLinks.show(second.secret), "expired-link");
    expect(await linesOf(desk, "person.let-in-revoked")).toMatchObject([
      { actorId: userId },
      { actorId: people.admin.userId },
    ]);
  });

  it("is let in by no password where the organization requires its identity provider", async () => {
    const desk = await openDesk();
    const { services, people, organizations, database } = desk;
    const { council } = organizations;
    await database.write((tx) =>
      tx.identityProvider.create({
        data: {
          organizationId: council,
          issuer: "https://id.example.org",
          clientId: "desk",
          required: true,
          breakGlassId: people.staff.userId,
          createdAt: desk.clock(),
          changedAt: desk.clock(),
        },
      }),
    );
    const browser = await freshBrowser(desk, people.admin);
    const letMember = (userId: string) =>
      services.accountLinks.letIn(people.admin, council, userId, browser);
    refused(await letMember(people.drafter.userId), "conflict");
    // Their one administrator who may come in otherwise.
    expect(await letMember(people.staff.userId)).toMatchObject({ ok: true });
  });

  it("is not written to where nobody confirmed their address, and the administrator is told so", async () => {
    const desk = await openDesk();
    await desk.database.write((tx) =>
      tx.user.update({ where: { email: FORGETFUL }, data: { unconfirmed: true } }),
    );
    expect((await letIn(desk)).told).toBe(false);
    await desk.work();
    expect(desk.taken()).toEqual([]);
  });
});

describe("whoever runs the server", () => {
  it("recovers an account with its second factor left, and without only where told so", async () => {
    const { system, database, people, clock } = await openCoalition();
    const { userId, email } = people.drafter;
    await database.write(async (tx) => {
      await tx.user.update({ where: { id: userId }, data: { passwordVia: "some-organization" } });
      await tx.secondFactor.create({
        data: { userId, secret: "sealed", lastWindow: 0, via: null, createdAt: clock() },
      });
      await tx.recoveryCode.create({ data: { id: "r", userId, hash: "h", createdAt: clock() } });
    });
    const form = { email, password: NEW_PASSWORD };
    expect(value(await system.recoverAdministrator(form)).hasSecondFactor).toBe(true);
    const { passwordVia } = await database.client.user.findUniqueOrThrow({ where: { email } });
    expect(passwordVia).toBeNull();
    const cleared = await system.recoverAdministrator({ ...form, clearSecondFactor: true });
    expect(value(cleared).hasSecondFactor).toBeUndefined();
    expect(await database.client.secondFactor.count()).toBe(0);
    expect(await database.client.recoveryCode.count()).toBe(0);
    expect(await system.verifyAll([], true)).toMatchObject(AGREES);
  });

  it("[P3] recovers who lost the only passkey in an organization that requires one, where told so", async () => {
    const coalition = await openCoalition();
    const { system, auth, database, people, organizations } = coalition;
    const { userId, email } = people.staff;
    const lost = await givePasskey(coalition, people.staff);
    await database.write((tx) =>
      tx.organization.update({
        where: { id: organizations.council },
        data: { requiresFactor: true },
      }),
    );
    const form = { email, password: NEW_PASSWORD };
    expect(value(await system.recoverAdministrator(form)).passkeysLeft).toBe(1);
    // Led to set one up, and asked for the one that they have lost.
    const enroll = async () => {
      const { cookie, enrolling } = value(await auth.signIn(email, NEW_PASSWORD, FROM));
      expect(enrolling).toBe(true);
      const enrollee = await auth.enrolleeFromCookies(cookieHeader(cookie));
      if (!enrollee) throw new Error("nobody is led to set one up");
      const { actor, sessionId } = enrollee;
      const browser = { ...FROM, origin: ORIGIN, cookies: cookieHeader(cookie), sessionId };
      return coalition.services.passkeys.begin(actor, browser);
    };
    refused(await enroll(), "forbidden");
    const cleared = await system.recoverAdministrator({ ...form, clearPasskeys: true });
    expect(value(cleared).passkeysLeft).toBeUndefined();
    value(await enroll());
    const line = await database.client.auditEvent.findFirstOrThrow({
      where: { type: "person.passkey-removed" },
    });
    expect(JSON.parse(line.details)).toMatchObject({ userId, passkeyId: lost.id });
    // Of that very key: it signs for nobody any more.
    const fingerprint = sha256(lost.publicKey);
    const key = { userId, fingerprint, organizationId: organizations.council };
    expect(await registrationOf(database.client, key)).toBeNull();
    expect(await system.verifyAll([], true)).toMatchObject(AGREES);
  });

  it("changes the address of somebody who can confirm it nowhere", async () => {
    const { system, auth, database } = await openCoalition();
    const change = (email: string, to: string) => system.changeAddress({ email, to });
    expect(await change("nobody@example.org", "new@example.org")).toMatchObject(
      refusal("not-found"),
    );
    expect(await change(FORGETFUL, "staff@example.org")).toMatchObject(refusal("conflict"));
    expect(value(await change(FORGETFUL, "New@Example.org")).email).toBe("new@example.org");
    value(await auth.signIn("new@example.org", PASSWORD, FROM));
    refused(await auth.signIn(FORGETFUL, PASSWORD, FROM), "wrong-credentials");
    const lines = await database.client.auditEvent.findMany({
      where: { type: "person.address-changed" },
      orderBy: { sequence: "asc" },
    });
    expect(lines).toHaveLength(1);
  });
});
