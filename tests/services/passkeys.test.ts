import pino from "pino";
import { describe, expect, it } from "vitest";
import type { Outcome } from "#app/domain/refusal.ts";
import { PASSKEY_MAXIMUM } from "#app/domain/forms/passkey.ts";
import { fingerprintOf, userHandleOf } from "#server/auth/passkeys/engine.ts";
import { createAuth } from "#server/auth/index.ts";
import { differenceSentences } from "#server/services/audit/difference-sentences.ts";
import { verifyAll } from "#server/services/audit/verify-all.ts";
import { SoftAuthenticator, type AuthenticatorClaims } from "#tests/support/soft-authenticator.ts";
import { sendLetters } from "./account-letters.ts";
import { FROM, MINUTE, openCoalition, PASSWORD, value } from "./workspace.ts";
import {
  addedPasskey,
  atBrowser,
  ORIGIN,
  signedIn,
  signInBy,
  STRANGE,
  withCookie,
  type AtBrowser,
} from "./with-passkey.ts";

/** The code of a refusal; "done" where there is none. */
async function codeOf(outcome: Outcome<unknown> | Promise<Outcome<unknown>>): Promise<string> {
  const ended = await outcome;
  return ended.ok ? "done" : ended.refusal.code;
}

async function open() {
  const workspace = await openCoalition();
  const { drafter, staff } = workspace.people;
  const at = await signedIn(workspace, drafter.userId);
  const lines = (type: string) =>
    workspace.database.client.auditEvent.findMany({
      where: { type },
      orderBy: { sequence: "asc" },
    });
  return { ...workspace, workspace, drafter, staff, at, lines };
}
type Opened = Awaited<ReturnType<typeof open>>;

describe("adding a passkey", () => {
  it("[P1] keeps several of one person, each with its name, its host and what the record needs to know of it", async () => {
    const { workspace, services, at, lines, database, pass } = await open();
    const first = await addedPasskey(workspace, at, "Laptop");
    pass(MINUTE);
    await addedPasskey(workspace, at, "Phone");
    const list = value(await services.passkeys.list(at.actor, at.browser));
    expect(list.passkeys).toMatchObject([
      { name: "Laptop", backedUp: true, lastUsedAt: null, via: null, mayChange: true },
      { name: "Phone", elsewhere: null },
    ]);
    const publicKey = Buffer.from(first.publicKey).toString("base64url");
    const row = await database.client.passkey.findUnique({ where: { id: first.id } });
    expect(row).toMatchObject({
      publicKey,
      fingerprint: fingerprintOf(publicKey),
      host: "desk.example.org",
      via: null,
    });
    const [line] = await lines("person.passkey-added");
    expect(JSON.parse(line?.details ?? "")).toEqual({
      passkeyId: first.id,
      fingerprint: fingerprintOf(publicKey),
      host: "desk.example.org",
      via: null,
    });
    expect(line?.actorId).toBe(at.actor.userId);
  });

  it("[P8] offers to show it by a passkey and a password that show it here, and by no others", async () => {
    const { services, at, database, organizations } = await open();
    const { passkeys } = services;
    const { council, ilrc } = organizations;
    const own = { own: true, via: null };
    const through = (via: string) => ({ own: false, via });
    const HERE = "desk.example.org";
    for (const [host, via, reach, shows] of [
      [HERE, null, own, true],
      [HERE, null, through(council), true],
      ["elsewhere.example.org", null, own, false],
      [HERE, council, own, false],
      [HERE, council, through(council), true],
      [HERE, council, through(ilrc), false],
    ] as const) {
      const { userId } = at.actor;
      const row = {
        userId,
        name: "Key",
        publicKey: "",
        fingerprint: "",
        transports: "",
        host,
        via,
      };
      await database.client.passkey.deleteMany();
      await database.client.passkey.create({
        data: { ...row, id: "key", backedUp: false, createdAt: new Date(0) },
      });
      await database.client.user.update({ where: { id: userId }, data: { passwordVia: via } });
      const offered = { hasPasskey: shows, hasPassword: shows || host !== HERE };
      const actor = { ...at.actor, reach };
      expect(value(await passkeys.list(actor, at.browser)), `${via}`).toMatchObject(offered);
      expect(value(await passkeys.showProof(actor, at.browser))).toMatchObject(offered);
    }
  });

  it("[P1] asks for it of somebody alone who has just shown that it is them", async () => {
    const { services, at, pass, database } = await open();
    pass(11 * MINUTE);
    const { passkeys } = services;
    expect(value(await passkeys.list(at.actor, at.browser)).asksProof).toBe(true);
    expect(await codeOf(passkeys.begin(at.actor, at.browser))).toBe("forbidden");
    const wrong = await passkeys.proveByPassword(at.actor, { password: "not it" }, at.browser);
    expect(wrong.ok).toBe(false);
    const { cookie } = value(
      await passkeys.proveByPassword(at.actor, { password: PASSWORD }, at.browser),
    );
    const proved = withCookie(at.browser, cookie);
    expect(value(await passkeys.list(at.actor, proved)).asksProof).toBe(false);
    value(await passkeys.begin(at.actor, proved));
    // The proof is of that session, and for ten minutes.
    const other = await database.client.session.findUniqueOrThrow({
      where: { id: at.browser.sessionId },
    });
    await database.client.session.create({ data: { ...other, id: "another" } });
    const elsewhere = { ...proved, sessionId: "another" };
    expect(await codeOf(passkeys.begin(at.actor, elsewhere))).toBe("forbidden");
    pass(11 * MINUTE);
    expect(await codeOf(passkeys.begin(at.actor, proved))).toBe("forbidden");
  });

  it.each<[string, AuthenticatorClaims]>([
    ["was made for another site", { origin: "https://evil.example", host: "evil.example" }],
    ["was made without asking whose it is", { isVerified: false }],
    ["signs in instead", { type: "webauthn.get" }],
  ])("[P1] takes no key that %s", async (_what, claims) => {
    const { services, at, database } = await open();
    const { challenge } = value(await services.passkeys.begin(at.actor, at.browser));
    const response = JSON.stringify(new SoftAuthenticator(ORIGIN).register(challenge, claims));
    const form = { name: "Mine", response };
    expect(await codeOf(services.passkeys.add(at.actor, form, at.browser))).toBe("bad-input");
    expect(await database.client.passkey.count()).toBe(0);
  });

  it("[P1] takes an answer once, however often it is sent at the same moment", async () => {
    const { services, at, database } = await open();
    const { challenge } = value(await services.passkeys.begin(at.actor, at.browser));
    const response = JSON.stringify(new SoftAuthenticator(ORIGIN).register(challenge));
    const send = (name: string) => services.passkeys.add(at.actor, { name, response }, at.browser);
    const all = await Promise.all([send("One"), send("Two"), send("Three")]);
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await database.client.passkey.count()).toBe(1);
    expect(await codeOf(send("Four"))).toBe("expired-link");
  });

  it("[P1] takes no answer to another's question, to that of another session, or after five minutes", async () => {
    const { workspace, services, at, staff, pass, database } = await open();
    const other = await signedIn(workspace, staff.userId);
    const again = await signedIn(workspace, at.actor.userId);
    const { passkeys } = services;
    const { challenge } = value(await passkeys.begin(at.actor, at.browser));
    const response = JSON.stringify(new SoftAuthenticator(ORIGIN).register(challenge));
    const form = { name: "Mine", response };
    expect(await codeOf(passkeys.add(other.actor, form, other.browser))).toBe("expired-link");
    expect(await codeOf(passkeys.add(at.actor, form, again.browser))).toBe("expired-link");
    // A question of sign-in is none of a new key.
    const asked = value(await passkeys.beginSignIn(at.browser));
    const crossed = JSON.stringify(new SoftAuthenticator(ORIGIN).register(asked.options.challenge));
    const crossedForm = { name: "Mine", response: crossed };
    expect(await codeOf(passkeys.add(at.actor, crossedForm, at.browser))).toBe("expired-link");
    pass(6 * MINUTE);
    expect(await codeOf(passkeys.add(at.actor, form, at.browser))).toBe("expired-link");
    expect(await database.client.passkey.count()).toBe(0);
  });

  it("[P1] never takes over a key of somebody else's, and holds a limit", async () => {
    const { workspace, services, at, staff, database } = await open();
    const authenticator = await addedPasskey(workspace, at);
    const other = await signedIn(workspace, staff.userId);
    const { challenge } = value(await services.passkeys.begin(other.actor, other.browser));
    const response = JSON.stringify(authenticator.register(challenge));
    const form = { name: "Mine now", response };
    expect(await codeOf(services.passkeys.add(other.actor, form, other.browser))).toBe("conflict");
    const row = await database.client.passkey.findUniqueOrThrow({
      where: { id: authenticator.id },
    });
    expect(row.userId).toBe(at.actor.userId);
    for (let count = 1; count < PASSKEY_MAXIMUM; count += 1) {
      await database.client.passkey.create({ data: { ...row, id: `key-${count}` } });
    }
    expect(await codeOf(services.passkeys.begin(at.actor, at.browser))).toBe("conflict");
  });

  it("[P1] adds no public key that an account has, under whatever id", async () => {
    const { workspace, services, at, staff, database } = await open();
    const mine = await addedPasskey(workspace, at);
    const { actor, browser } = await signedIn(workspace, staff.userId);
    const { challenge } = value(await services.passkeys.begin(actor, browser));
    const copied = Object.assign(new SoftAuthenticator(ORIGIN), { publicKey: mine.publicKey });
    const response = JSON.stringify(copied.register(challenge));
    const added = services.passkeys.add(actor, { name: "Theirs", response }, browser);
    expect(await codeOf(added)).toBe("conflict");
    expect(await database.client.passkey.count()).toBe(1);
  });

  it("[P1] leaves no key behind by a session that was ended before the answer came", async () => {
    const { workspace, services, at, database } = await open();
    const { challenge } = value(await services.passkeys.begin(at.actor, at.browser));
    const response = JSON.stringify(new SoftAuthenticator(ORIGIN).register(challenge));
    await database.client.session.delete({ where: { id: at.browser.sessionId } });
    const form = { name: "Late", response };
    expect(await codeOf(services.passkeys.add(at.actor, form, at.browser))).toBe("not-signed-in");
    expect(await database.client.passkey.count()).toBe(0);
    await signedIn(workspace, at.actor.userId);
  });

  it("[P3] lets nobody make a first factor in place of one that they have", async () => {
    const { workspace, services, at, database } = await open();
    const enrolling = await signedIn(workspace, at.actor.userId);
    const { sessionId } = enrolling.browser;
    await database.client.session.update({
      where: { id: sessionId },
      data: { enrolling: true },
    });
    const { actor, browser } = enrolling;
    const { challenge } = value(await services.passkeys.begin(actor, browser));
    await addedPasskey(workspace, at);
    expect(await codeOf(services.passkeys.begin(actor, browser))).toBe("forbidden");
    // Nor by a question that was asked before.
    const response = JSON.stringify(new SoftAuthenticator(ORIGIN).register(challenge));
    const late = services.passkeys.add(actor, { name: "Mine", response }, browser);
    expect(await codeOf(late)).toBe("forbidden");
    expect(await database.client.passkey.count()).toBe(1);
  });

  it("[P8] lets a key that was made through an organization stand in the way of no first one of one's own", async () => {
    const { workspace, services, at, organizations, database } = await open();
    const { userId } = at.actor;
    const via = organizations.council;
    await addedPasskey(workspace, await signedIn(workspace, userId, { own: false, via }));
    const { actor, browser } = await signedIn(workspace, userId);
    const where = { id: browser.sessionId };
    await database.client.session.update({ where, data: { enrolling: true } });
    expect(await codeOf(services.passkeys.begin(actor, browser))).toBe("done");
  });

  it("[P3] lets in whoever makes the passkey that was required of them, with its method", async () => {
    const { workspace, services, at, auth, database } = await open();
    const { actor, browser } = await signedIn(workspace, at.actor.userId);
    const where = { id: browser.sessionId };
    await database.client.session.update({ where, data: { enrolling: true } });
    expect(await auth.actorFromCookies(browser.cookies)).toBeNull();
    const enrollee = await auth.enrolleeFromCookies(browser.cookies);
    expect(enrollee?.actor.userId).toBe(actor.userId);
    await addedPasskey(workspace, { actor, browser });
    const signedInNow = await auth.actorFromCookies(browser.cookies);
    expect(signedInNow?.sessionId).toBe(browser.sessionId);
    const session = await database.client.session.findUniqueOrThrow({ where });
    expect(session).toMatchObject({ enrolling: false, method: "passkey" });
    expect(value(await services.passkeys.list(actor, browser)).passkeys).toHaveLength(1);
  });

  it("[P1] tells the person by mail, where mail is sent, and the page says so where it is not", async () => {
    const silent = await open();
    const { at } = silent;
    const list = value(await silent.services.passkeys.list(at.actor, at.browser));
    expect(list.isTold).toBe(false);
    const workspace = await openCoalition({ posted: "sent" });
    const { drafter } = workspace.people;
    const mine = await signedIn(workspace, drafter.userId);
    expect(value(await workspace.services.passkeys.list(mine.actor, mine.browser)).isTold).toBe(
      true,
    );
    const { id: passkeyId } = await addedPasskey(workspace, mine, "Laptop");
    value(await workspace.services.passkeys.remove(mine.actor, { passkeyId }, mine.browser));
    await sendLetters(workspace);
    const told = workspace.letters.map(({ to, subject }) => [to.address, subject]);
    expect(told.toSorted()).toEqual([
      [drafter.email, "A passkey was added to your account"],
      [drafter.email, "A passkey was removed from your account"],
    ]);
    expect(workspace.letters[0]?.text).toContain("https://desk.example.org/account/passkeys");
  });

  it("[P1] says in a sentence where browsers make no keys for the server's address", async () => {
    const { services, at } = await open();
    const list = value(await services.passkeys.list(at.actor, at.browser));
    expect(list.unavailable).toBeNull();
    const { services: without, people, workspace } = await withoutAddress();
    const { actor, browser } = await signedIn(workspace, people.drafter.userId);
    const numbers = { ...browser, origin: "http://192.0.2.1:3000" };
    // In words of those who sign: settings are the operator's.
    expect(value(await without.passkeys.list(actor, numbers)).unavailable).toBe(
      "Passkeys need an address that begins with https:// and has a name. Whoever runs this server can give it one.",
    );
    expect(await codeOf(without.passkeys.begin(actor, numbers))).toBe("conflict");
    expect(await codeOf(without.passkeys.beginSignIn(numbers))).toBe("conflict");
    const here = { ...browser, origin: "http://localhost:3000" };
    expect(value(await without.passkeys.begin(actor, here)).rp.id).toBe("localhost");
  });
});

async function withoutAddress() {
  const workspace = await openCoalition({ appUrl: null });
  return { ...workspace, workspace };
}

describe("signing in by a passkey", () => {
  it("[P1] opens a session without an address being typed, of one's own, recorded with its method", async () => {
    const { workspace, at, auth, database, pass, clock } = await open();
    const authenticator = await addedPasskey(workspace, at);
    pass(MINUTE);
    const { cookie } = value(await signInBy(workspace, authenticator));
    const { actor, browser } = await atBrowser({ auth }, cookie);
    expect(actor.userId).toBe(at.actor.userId);
    expect(actor.reach).toEqual({ own: true, via: null });
    const session = await database.client.session.findUniqueOrThrow({
      where: { id: browser.sessionId },
    });
    expect(session).toMatchObject({ method: "passkey", address: FROM.address });
    const passkey = await database.client.passkey.findUniqueOrThrow({
      where: { id: authenticator.id },
    });
    expect(passkey.lastUsedAt).toEqual(clock());
    const waiting = await database.client.unrecordedSignIn.findMany({
      where: { method: "passkey" },
    });
    expect(waiting).toMatchObject([{ userId: at.actor.userId }]);
  });

  it("[P1] takes an answer once, however often it is sent at the same moment", async () => {
    const { workspace, services, at, database } = await open();
    const authenticator = await addedPasskey(workspace, at);
    const { options, cookie } = value(await services.passkeys.beginSignIn(STRANGE));
    const sent = JSON.stringify(authenticator.sign(options.challenge));
    const browser = withCookie(STRANGE, cookie);
    const before = await database.client.session.count();
    const all = await Promise.all([1, 2, 3, 4].map(() => services.passkeys.signIn(sent, browser)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await database.client.session.count()).toBe(before + 1);
    expect(await codeOf(services.passkeys.signIn(sent, browser))).toBe("expired-link");
  });

  it("[P1] is begun at one process and ended at another", async () => {
    const { workspace, at, auth, database, clock, services } = await open();
    const authenticator = await addedPasskey(workspace, at);
    const other = createAuth({
      database,
      clock,
      log: pino({ level: "silent" }),
      secureCookies: false,
    });
    const { options, cookie } = value(await services.passkeys.beginSignIn(STRANGE));
    const sent = JSON.stringify(authenticator.sign(options.challenge));
    const { cookies } = withCookie(STRANGE, cookie);
    const party = { host: "desk.example.org", origin: ORIGIN };
    const browser = { party, cookies, address: FROM.address };
    const both = await Promise.all([
      other.signInByPasskey(sent, browser, FROM),
      auth.signInByPasskey(sent, browser, FROM),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("[P1] answers the browser that was asked alone, in each of its windows, for ten minutes", async () => {
    const { workspace, services, at, pass } = await open();
    const authenticator = await addedPasskey(workspace, at);
    const { passkeys } = services;
    const asked = value(await passkeys.beginSignIn(STRANGE));
    const browser = withCookie(STRANGE, asked.cookie);
    // A second window of the same browser, which doesn't end the question of the first.
    const second = value(await passkeys.beginSignIn(browser));
    const other = withCookie(STRANGE, value(await passkeys.beginSignIn(STRANGE)).cookie);
    const sent = JSON.stringify(authenticator.sign(asked.options.challenge));
    expect(await codeOf(passkeys.signIn(sent, STRANGE))).toBe("expired-link");
    expect(await codeOf(passkeys.signIn(sent, other))).toBe("expired-link");
    value(await passkeys.signIn(sent, withCookie(STRANGE, second.cookie)));
    pass(11 * MINUTE);
    const late = JSON.stringify(authenticator.sign(second.options.challenge));
    expect(await codeOf(passkeys.signIn(late, browser))).toBe("expired-link");
  });

  it.each<[string, AuthenticatorClaims]>([
    ["a page at another address", { origin: "https://evil.example" }],
    ["another relying party", { host: "evil.example" }],
    ["nobody verified", { isVerified: false }],
    ["another person's handle", { userHandle: userHandleOf("somebody else") }],
  ])("[P1] opens nothing with %s, and records that it was refused", async (_what, claims) => {
    const { workspace, services, at, auth, database } = await open();
    const authenticator = await addedPasskey(workspace, at);
    const { options, cookie } = value(await services.passkeys.beginSignIn(STRANGE));
    const sent = JSON.stringify(authenticator.sign(options.challenge, claims));
    const outcome = services.passkeys.signIn(sent, withCookie(STRANGE, cookie));
    expect(await codeOf(outcome)).toBe("wrong-credentials");
    await auth.storeRefusedSignIns();
    const refused = await database.client.unrecordedSignIn.findMany({ where: { refused: 1 } });
    expect(refused).toMatchObject([{ userId: at.actor.userId }]);
  });

  it("[P1] takes a counter that goes back", async () => {
    const { workspace, services, at } = await open();
    const authenticator = await addedPasskey(workspace, at);
    for (const counter of [7, 2, 0]) {
      const { options, cookie } = value(await services.passkeys.beginSignIn(STRANGE));
      const sent = JSON.stringify(authenticator.sign(options.challenge, { counter }));
      expect(await codeOf(services.passkeys.signIn(sent, withCookie(STRANGE, cookie)))).toBe(
        "done",
      );
    }
  });

  it("[P1] opens nothing by a key that nobody has, that was removed meanwhile, or that another signed for", async () => {
    const { workspace, services, at, database, beforeNextWrite } = await open();
    const unknown = new SoftAuthenticator(ORIGIN);
    expect(await codeOf(signInBy(workspace, unknown))).toBe("wrong-credentials");
    const authenticator = await addedPasskey(workspace, at);
    // Another key's signature under this key's name.
    const { options, cookie } = value(await services.passkeys.beginSignIn(STRANGE));
    const { id } = authenticator;
    const forged = JSON.stringify({ ...unknown.sign(options.challenge), id, rawId: id });
    const browser = withCookie(STRANGE, cookie);
    expect(await codeOf(services.passkeys.signIn(forged, browser))).toBe("wrong-credentials");
    const asked = value(await services.passkeys.beginSignIn(STRANGE));
    const sent = JSON.stringify(authenticator.sign(asked.options.challenge));
    beforeNextWrite(async () => {
      // Once the answer's question has been taken.
      beforeNextWrite(() => database.client.passkey.delete({ where: { id } }));
    });
    const removed = services.passkeys.signIn(sent, withCookie(STRANGE, asked.cookie));
    expect(await codeOf(removed)).toBe("wrong-credentials");
  });

  it("[P1] opens nothing by a key of an address that this server had before", async () => {
    const { workspace, services, at, database } = await open();
    const authenticator = await addedPasskey(workspace, at);
    await database.client.passkey.update({
      where: { id: authenticator.id },
      data: { host: "old.example.org" },
    });
    expect(await codeOf(signInBy(workspace, authenticator))).toBe("wrong-credentials");
    const list = value(await services.passkeys.list(at.actor, at.browser));
    expect(list.passkeys).toMatchObject([{ elsewhere: "old.example.org" }]);
  });

  it("[P1] lets nobody try for ever from one address, and asks no more questions than a table should keep", async () => {
    const { services } = await open();
    const tried: string[] = [];
    for (let count = 0; count < 52; count += 1) {
      const { options, cookie } = value(await services.passkeys.beginSignIn(STRANGE));
      const sent = JSON.stringify(new SoftAuthenticator(ORIGIN).sign(options.challenge));
      tried.push(await codeOf(services.passkeys.signIn(sent, withCookie(STRANGE, cookie))));
    }
    expect(tried.slice(0, 50).every((code) => code === "wrong-credentials")).toBe(true);
    expect(tried.slice(50)).toEqual(["too-many-tries", "too-many-tries"]);
    for (let count = 52; count < 600; count += 1) await services.passkeys.beginSignIn(STRANGE);
    expect(await codeOf(services.passkeys.beginSignIn(STRANGE))).toBe("too-many-tries");
    const elsewhere = { ...STRANGE, address: "198.51.100.7" };
    value(await services.passkeys.beginSignIn(elsewhere));
  });
});

describe("how far a passkey reaches", () => {
  async function inTwo() {
    const opened = await open();
    const { database, organizations, clock, drafter } = opened;
    await database.client.membership.create({
      data: {
        id: "second",
        userId: drafter.userId,
        organizationId: organizations.ilrc,
        createdAt: clock(),
        roles: { create: [{ role: "reviewer" }] },
      },
    });
    return opened;
  }
  const placesOf = ({ actor }: AtBrowser) =>
    actor.memberships.map(({ organizationId }) => organizationId);

  it("[P8] made in a session that came through an organization, it opens that organization alone", async () => {
    const { workspace, organizations, drafter, auth, services } = await inTwo();
    const via = organizations.council;
    const through = await signedIn(workspace, drafter.userId, { own: false, via });
    const authenticator = await addedPasskey(workspace, through);
    const { cookie } = value(await signInBy(workspace, authenticator));
    const later = await atBrowser({ auth }, cookie);
    expect(later.actor.reach).toEqual({ own: false, via });
    expect(placesOf(later)).toEqual([via]);
    // Nor does it let a session reach further.
    const asked = value(await services.passkeys.beginProof(through.actor, through.browser));
    const response = JSON.stringify(authenticator.sign(asked.challenge));
    const proof = services.passkeys.proveByPasskey(through.actor, { response }, through.browser);
    expect(value(await proof).isFurther).toBe(false);
    expect(placesOf(await atBrowser({ auth }, through.browser.cookies ?? ""))).toEqual([via]);
  });

  it("[P8] one of one's own lets such a session reach all, once it has signed in it", async () => {
    const { workspace, organizations, drafter, auth, at, services, lines } = await inTwo();
    const authenticator = await addedPasskey(workspace, at);
    const via = organizations.council;
    const through = await signedIn(workspace, drafter.userId, { own: false, via });
    expect(placesOf(through)).toEqual([via]);
    const asked = value(await services.passkeys.beginProof(through.actor, through.browser));
    const response = JSON.stringify(authenticator.sign(asked.challenge));
    const proof = services.passkeys.proveByPasskey(through.actor, { response }, through.browser);
    expect(value(await proof).isFurther).toBe(true);
    const now = await atBrowser({ auth }, through.browser.cookies ?? "");
    expect(placesOf(now).toSorted()).toEqual([via, organizations.ilrc].toSorted());
    expect(await lines("session.own-factor-proved")).toHaveLength(1);
    // Keys made from then on are one's own.
    const second = await addedPasskey(workspace, now, "Second");
    const { cookie } = value(await signInBy(workspace, second));
    expect((await atBrowser({ auth }, cookie)).actor.reach?.own).toBe(true);
  });

  it("[P8] who came through an organization neither renames nor removes the person's own", async () => {
    const opened = await inTwo();
    const { workspace, organizations, drafter, at, services } = opened;
    const { id: passkeyId } = await addedPasskey(workspace, at);
    const via = organizations.council;
    const { actor, browser } = await signedIn(workspace, drafter.userId, { own: false, via });
    const { passkeys } = services;
    expect(await codeOf(passkeys.remove(actor, { passkeyId }, browser))).toBe("forbidden");
    expect(await codeOf(passkeys.rename(actor, { passkeyId, name: "Theirs" }))).toBe("forbidden");
    expect(value(await passkeys.list(actor, browser)).passkeys).toMatchObject([
      { name: "Laptop", mayChange: false },
    ]);
    // Nor does who fills up that organization's take the place of one of their own.
    const theirs = await addedPasskey(workspace, { actor, browser }, "Theirs");
    const row = await opened.database.client.passkey.findUniqueOrThrow({
      where: { id: theirs.id },
    });
    for (let count = 1; count < PASSKEY_MAXIMUM; count += 1) {
      await opened.database.client.passkey.create({ data: { ...row, id: `key-${count}` } });
    }
    expect(await codeOf(passkeys.begin(actor, browser))).toBe("conflict");
    expect(await codeOf(passkeys.begin(at.actor, at.browser))).toBe("done");
    // Nor does a sign-in that is nobody's make one that could pass for their own.
    const nobodys = await signedIn(workspace, drafter.userId, { own: false, via: null });
    expect(await codeOf(passkeys.begin(nobodys.actor, nobodys.browser))).toBe("forbidden");
  });
});

describe("showing by a passkey that it is oneself", () => {
  const askedOf = async ({ services }: Opened, { actor, browser }: AtBrowser) =>
    value(await services.passkeys.beginProof(actor, browser));

  it("[P1] counts as shown for ten minutes", async () => {
    const opened = await open();
    const { workspace, at, pass, services } = opened;
    const authenticator = await addedPasskey(workspace, at);
    pass(11 * MINUTE);
    expect(await codeOf(services.passkeys.begin(at.actor, at.browser))).toBe("forbidden");
    const asked = await askedOf(opened, at);
    expect(asked.allowCredentials).toMatchObject([{ id: authenticator.id }]);
    const response = JSON.stringify(authenticator.sign(asked.challenge));
    const proof = services.passkeys.proveByPasskey(at.actor, { response }, at.browser);
    const { cookie } = value(await proof);
    value(await services.passkeys.begin(at.actor, withCookie(at.browser, cookie)));
  });

  it("[P8] is not done, in a sign-in of one's own, by what an organization had a hand in", async () => {
    const { workspace, organizations, at, pass, services, database } = await open();
    const { userId } = at.actor;
    const via = organizations.council;
    const through = await signedIn(workspace, userId, { own: false, via });
    const theirs = await addedPasskey(workspace, through, "Theirs");
    const mine = await addedPasskey(workspace, at, "Mine");
    const where = { id: userId };
    await database.client.user.update({ where, data: { passwordVia: via } });
    pass(11 * MINUTE);
    const { beginProof, proveByPasskey, proveByPassword, list } = services.passkeys;
    const prove = async ({ actor, browser }: AtBrowser, key: SoftAuthenticator) => {
      const { challenge } = value(await beginProof(actor, browser));
      const response = JSON.stringify(key.sign(challenge));
      return codeOf(proveByPasskey(actor, { response }, browser));
    };
    const known = { password: PASSWORD };
    expect(await prove(at, theirs)).toBe("forbidden");
    expect(value(await beginProof(at.actor, at.browser)).allowCredentials).toHaveLength(1);
    expect(await codeOf(proveByPassword(at.actor, known, at.browser))).toBe("forbidden");
    expect(value(await list(at.actor, at.browser)).hasPassword).toBe(false);
    expect(await prove(at, mine)).toBe("done");
    // In a sign-in through that organization both do, as its key and its password are changed there.
    expect(await prove(through, theirs)).toBe("done");
    expect(await codeOf(proveByPassword(through.actor, known, through.browser))).toBe("done");
    expect(value(await list(through.actor, through.browser)).hasPassword).toBe(true);
    // In one through another, none does.
    const elsewhere = { own: false, via: organizations.ilrc };
    const other = { ...through, actor: { ...through.actor, reach: elsewhere } };
    expect(await codeOf(proveByPassword(other.actor, known, other.browser))).toBe("forbidden");
  });

  it("[P1] is neither done by another's key, nor twice by one answer, nor by an answer to a sign-in", async () => {
    const opened = await open();
    const { workspace, at, staff, services } = opened;
    const authenticator = await addedPasskey(workspace, at);
    const other = await signedIn(workspace, staff.userId);
    const others = await addedPasskey(workspace, other);
    const prove = async (sent: object) => {
      const response = JSON.stringify(sent);
      return services.passkeys.proveByPasskey(at.actor, { response }, at.browser);
    };
    const asked = await askedOf(opened, at);
    expect(await codeOf(prove(others.sign(asked.challenge)))).toBe("wrong-credentials");
    const again = authenticator.sign((await askedOf(opened, at)).challenge);
    const all = await Promise.all([prove(again), prove(again), prove(again)]);
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    const { options } = value(await services.passkeys.beginSignIn(at.browser));
    expect(await codeOf(prove(authenticator.sign(options.challenge)))).toBe("expired-link");
    const theirs = await askedOf(opened, other);
    expect(await codeOf(prove(authenticator.sign(theirs.challenge)))).toBe("expired-link");
  });
});

describe("changing passkeys", () => {
  it("[P1] renames one, and removes one, which then opens nothing", async () => {
    const { workspace, services, at, lines } = await open();
    const { passkeys } = services;
    const authenticator = await addedPasskey(workspace, at);
    const passkeyId = authenticator.id;
    value(await passkeys.rename(at.actor, { passkeyId, name: "Old laptop" }));
    expect(value(await passkeys.list(at.actor, at.browser)).passkeys).toMatchObject([
      { name: "Old laptop" },
    ]);
    value(await passkeys.remove(at.actor, { passkeyId }, at.browser));
    expect(value(await passkeys.list(at.actor, at.browser)).passkeys).toEqual([]);
    expect(await codeOf(signInBy(workspace, authenticator))).toBe("wrong-credentials");
    const [renamed] = await lines("person.passkey-renamed");
    const [removed] = await lines("person.passkey-removed");
    for (const line of [renamed, removed]) {
      const publicKey = Buffer.from(authenticator.publicKey).toString("base64url");
      const fingerprint = fingerprintOf(publicKey);
      expect(JSON.parse(line?.details ?? "")).toEqual({ passkeyId, fingerprint });
    }
  });

  it("[P1] leaves a record that agrees with what is stored, whatever was done, and tells of a key that was swapped", async () => {
    const { workspace, services, at, database, resources } = await open();
    const { passkeys } = services;
    const differences = async () =>
      differenceSentences(await verifyAll(database, { blobs: resources.blobs }));
    const before = await differences();
    const kept = await addedPasskey(workspace, at, "Kept");
    const gone = await addedPasskey(workspace, at, "Gone");
    value(await signInBy(workspace, kept));
    value(await passkeys.rename(at.actor, { passkeyId: kept.id, name: "Kept still" }));
    value(await passkeys.remove(at.actor, { passkeyId: gone.id }, at.browser));
    expect(await differences()).toEqual(before);
    const { publicKey } = new SoftAuthenticator(ORIGIN);
    await database.client.passkey.update({
      where: { id: kept.id },
      data: { publicKey: Buffer.from(publicKey).toString("base64url") },
    });
    expect((await differences()).length).toBeGreaterThan(before.length);
  });

  it("[P1] leaves another's alone, asks again who it is before one goes, and never takes the only way in", async () => {
    const { workspace, services, at, staff, pass, database } = await open();
    const { passkeys } = services;
    const { id: passkeyId } = await addedPasskey(workspace, at);
    const other = await signedIn(workspace, staff.userId);
    const gone = passkeys.remove(other.actor, { passkeyId }, other.browser);
    expect(await codeOf(gone)).toBe("not-found");
    const renamed = passkeys.rename(other.actor, { passkeyId, name: "Mine" });
    expect(await codeOf(renamed)).toBe("not-found");
    await database.client.user.update({
      where: { id: at.actor.userId },
      data: { passwordHash: null },
    });
    expect(await codeOf(passkeys.remove(at.actor, { passkeyId }, at.browser))).toBe("conflict");
    pass(11 * MINUTE);
    expect(await codeOf(passkeys.remove(at.actor, { passkeyId }, at.browser))).toBe("forbidden");
    expect(await database.client.passkey.count()).toBe(1);
  });
});
