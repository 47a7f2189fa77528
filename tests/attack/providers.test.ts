import { generateKeyPairSync } from "node:crypto";
import type { Client } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COUNCIL, ILRC } from "#prisma/seed/demo-matter.ts";
import { demoPerson, DEMO_PASSWORD } from "#prisma/seed/people.ts";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  IdentityProviderServer,
} from "#tests/e2e/support/identity-provider.ts";
import * as forged from "#tests/support/fake-provider.ts";
import { SoftAuthenticator } from "#tests/support/soft-authenticator.ts";
import { AtProvider } from "./at-provider.ts";
import { DoorVisitor, openDoors, type OpenedDoors } from "./door-visitor.ts";
import { COUNCIL_ID, ILRC_ID } from "./people.ts";
import type { Answer, AttackedServer } from "./server.ts";

/**
 * The Council has an honest provider (oidc-provider). That of ILRC is its administrator's tool: it says
 * whatever they like, and shows what it was sent.
 */
const honest = new IdentityProviderServer();
const lies: Parameters<typeof forged.openFakeProvider>[0] = {};
const closings: (() => Promise<void>)[] = [];
let evil: forged.FakeProvider;
let server: AttackedServer;
let origin: string;
let letters: OpenedDoors["letters"];
let database: Client;

const DANA = demoPerson(COUNCIL, "drafter");
const RHEA = demoPerson(COUNCIL, "reviewer");
const ILRC_DRAFTER = demoPerson(ILRC, "drafter");
/** The names under which they are known there. */
const DANA_THERE = "dana at the Council";
const ILRC_THERE = "drafter at ILRC";

beforeAll(async () => {
  evil = await forged.openFakeProvider(lies, (close) => closings.push(close));
  await honest.listen();
  ({ server, origin, letters } = await openDoors({ ALLOWED_PRIVATE_ADDRESSES: "127.0.0.1" }));
  honest.serve([`${origin}/sign-in/${COUNCIL_ID}/callback`]);
  await server.start();
  database = server.openDatabase();
  const settings = [
    [COUNCIL, COUNCIL_ID, honest.issuer, CLIENT_ID, CLIENT_SECRET],
    [ILRC, ILRC_ID, evil.issuer, forged.CLIENT_ID, forged.CLIENT_SECRET],
  ] as const;
  for (const [organization, id, issuer, clientId, clientSecret] of settings) {
    const admin = await signedIn(demoPerson(organization, "admin").email);
    const form = { intent: "set", issuer, clientId, clientSecret };
    const saved = await admin.post(`/organizations/${id}/provider`, form);
    if (saved.status !== 200) throw new Error(`${organization} has no provider: ${saved.status}`);
  }
  const dana = await signedIn(DANA.email);
  const back = await new AtProvider().signIn(await linking(dana, COUNCIL_ID), DANA_THERE);
  await linked(dana.get(pathOf(back)));
  const drafter = await signedIn(ILRC_DRAFTER.email);
  const answered = evil.signIn(await linking(drafter, ILRC_ID), ILRC_THERE);
  await linked(drafter.get(pathOf(answered)));
});
afterAll(async () => {
  database.close();
  await Promise.all([
    server.remove(),
    letters.close(),
    honest.close(),
    ...closings.map((close) => close()),
  ]);
});

const browser = () => new DoorVisitor((address, sending) => server.send(address, sending), origin);

async function signedIn(email: string): Promise<DoorVisitor> {
  const visitor = browser();
  const answer = await visitor.signIn(email, DEMO_PASSWORD);
  expect([answer.status, await visitor.isIn()], email).toEqual([302, true]);
  return visitor;
}

async function linked(answer: Promise<Answer>): Promise<void> {
  const { status } = await answer;
  if (status !== 302) throw new Error(`the account was not linked: ${status}`);
}

const pathOf = (url: URL) => url.pathname + url.search;

/** Where the page that was answered leads a browser. */
function departureIn({ status, text }: Answer): string {
  const href = /href="(?<href>http:\/\/127\.0\.0\.1:\d+\/[^"]+)"/u.exec(text)?.groups?.["href"];
  if (href === undefined) throw new Error(`no browser is led anywhere: ${status}`);
  return href.replaceAll("&amp;", "&");
}

const beginning = async (visitor: DoorVisitor, organization: string) =>
  departureIn(await visitor.post("/sign-in/organization", { organization }));
const linking = async (visitor: DoorVisitor, organizationId: string) =>
  departureIn(await visitor.post("/account/identities", { intent: "link", organizationId }));

async function rows(statement: string, ...values: string[]): Promise<number> {
  const { rows: found } = await database.execute({ sql: statement, args: values });
  return Number(found[0]?.["n"]);
}
const sessions = () => rows(`SELECT count(*) AS n FROM "Session"`);
const links = () => rows(`SELECT count(*) AS n FROM "IdentityLink"`);
const tokensAsked = () => evil.requests.filter((path) => path === "/token").length;

/** Opens an answer of a provider in that browser: nobody is signed in by it, and nobody is linked. */
async function opensNothing(visitor: DoorVisitor, path: string, statuses: readonly number[]) {
  const before = [await sessions(), await links(), await visitor.isIn()];
  const answer = await visitor.get(path);
  expect(statuses, path).toContain(answer.status);
  expect([await sessions(), await links(), await visitor.isIn()]).toEqual(before);
}

describe("[P6] an answer of an honest provider", () => {
  it("opens one session in the browser that began, once, whoever else catches it", async () => {
    const own = browser();
    const there = new AtProvider();
    const back = await there.signIn(await beginning(own, "council"), DANA_THERE);
    // Caught on the way: by who began nothing, and by who began something else.
    await opensNothing(browser(), pathOf(back), [410]);
    const other = browser();
    await beginning(other, "council");
    await opensNothing(other, pathOf(back), [410]);
    const before = await sessions();
    const answers = await Promise.all([1, 2, 3, 4].map(() => own.copy().get(pathOf(back))));
    expect(answers.filter(({ status }) => status === 302)).toHaveLength(1);
    expect(await sessions()).toBe(before + 1);
    await opensNothing(browser(), pathOf(back), [410]);
  });

  it("signs nobody in as whoever had it sent to them, and leaves what they began themselves as it was", async () => {
    // The attacker's own sign-in, led to the browser of somebody else.
    const attacker = browser();
    const back = await new AtProvider().signIn(await beginning(attacker, "council"), DANA_THERE);
    const victim = browser();
    const there = new AtProvider();
    const own = await there.signIn(await beginning(victim, "council"), DANA_THERE);
    await opensNothing(victim, pathOf(back), [410]);
    expect((await victim.get(pathOf(own))).status).toBe(302);
    expect(await victim.isIn()).toBe(true);
    // Nor does it link the account of who is signed in.
    const rhea = await signedIn(RHEA.email);
    const next = browser();
    const stranger = await new AtProvider().signIn(await beginning(next, "council"), "a stranger");
    await opensNothing(rhea, pathOf(stranger), [410]);
    await linking(rhea, COUNCIL_ID);
    await opensNothing(rhea, pathOf(stranger), [410]);
  });
});

describe("[P6] a provider of one organization that is taken for that of another", () => {
  it("is given no code of the other's, wherever that one leads its answer, and none that it could use", async () => {
    /** Begun at ILRC's, whose provider leads on to the Council's with the state of this very sign-in. */
    const misled = async (issuer: string | null) => {
      const victim = browser();
      const begun = new URL(await beginning(victim, "ilrc"));
      const address = new URL(await beginning(browser(), "council"));
      address.searchParams.set("state", begun.searchParams.get("state") ?? "");
      const back = await new AtProvider().signIn(address.href, DANA_THERE);
      if (issuer === null) back.searchParams.delete("iss");
      else back.searchParams.set("iss", issuer);
      return { victim, back };
    };
    for (const issuer of [honest.issuer, null, evil.issuer]) {
      const asked = tokensAsked();
      // As the honest one leads it: to the Council's address, where nothing of the kind was begun.
      const led = await misled(issuer);
      await opensNothing(led.victim, pathOf(led.back), [410]);
      expect(tokensAsked()).toBe(asked);
      // As whoever holds the very browser leads it: to the address of ILRC.
      const { victim, back } = await misled(issuer);
      back.pathname = `/sign-in/${ILRC_ID}/callback`;
      await opensNothing(victim, pathOf(back), [400, 403, 409, 410, 503]);
      // Called the other's, it is bound to another sign-in (PKCE): of no use to who gets it.
      expect(tokensAsked()).toBe(issuer === evil.issuer ? asked + 1 : asked);
    }
  });

  it("names nobody of the other: neither by the other's name, nor by a number that is known there", async () => {
    for (const [what, claims] of [
      ["the other's name", { iss: honest.issuer }],
      ["the other's client", { aud: CLIENT_ID }],
      ["a number of the other's", {}],
      ["another's nonce", { nonce: "of another" }],
      ["long ago", { exp: 1_000_000_000, iat: 999_999_000 }],
    ] as const) {
      lies.claims = (said) => ({ ...said, ...claims });
      const visitor = browser();
      const address = await beginning(visitor, "ilrc");
      const back = evil.signIn(address, DANA_THERE);
      const answer = await visitor.get(pathOf(back));
      expect([what, answer.status >= 400, await visitor.isIn()]).toEqual([what, true, false]);
    }
    delete lies.claims;
  });

  it("is believed in nothing that it did not sign itself", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    for (const lie of [
      { key: privateKey },
      { key: null },
      { key: null, header: { alg: "none" } },
    ]) {
      Object.assign(lies, lie);
      const visitor = browser();
      const back = evil.signIn(await beginning(visitor, "ilrc"), ILRC_THERE);
      const answer = await visitor.get(pathOf(back));
      expect([answer.status >= 400, await visitor.isIn()]).toEqual([true, false]);
      delete lies.key;
      delete lies.header;
    }
    // It is believed otherwise, for its own organization alone.
    const visitor = browser();
    const back = evil.signIn(await beginning(visitor, "ilrc"), ILRC_THERE);
    expect((await visitor.get(pathOf(back))).status).toBe(302);
    expect(await visitor.isIn()).toBe(true);
    expect((await visitor.get(`/organizations/${COUNCIL_ID}`)).status).toBe(404);
  });
});

describe("[P6] [P4] somebody's account, by the e-mail address that it has", () => {
  it("is opened by no provider that says the address is theirs", async () => {
    lies.claims = (said) => ({
      ...said,
      email: RHEA.email,
      email_verified: true,
      preferred_username: RHEA.email,
    });
    for (const subject of [RHEA.email, "somebody new"]) {
      const visitor = browser();
      const back = evil.signIn(await beginning(visitor, "ilrc"), subject);
      await opensNothing(visitor, pathOf(back), [403]);
      expect(await visitor.isIn()).toBe(false);
    }
    delete lies.claims;
  });

  it("is joined by no invitation to that address, through a provider or by a new password", async () => {
    const admin = await signedIn(demoPerson(ILRC, "admin").email);
    const form = { name: "Rhea", email: RHEA.email, roles: "drafter" };
    const invited = await admin.post(`/organizations/${ILRC_ID}/invite`, form);
    const shown = /\/invitations\/(?<secret>[\w-]{43})/u.exec(invited.text)?.groups?.["secret"];
    await expect
      .poll(() => letters.secretsFor(RHEA.email, "/invitations").concat(shown ?? []))
      .not.toEqual([]);
    const [secret = shown ?? ""] = letters.secretsFor(RHEA.email, "/invitations");
    const visitor = browser();
    const address = departureIn(
      await visitor.post(`/invitations/${secret}`, { intent: "provider", name: "Rhea" }),
    );
    await opensNothing(visitor, pathOf(evil.signIn(address, "rhea at ILRC")), [409]);
    const stranger = browser();
    const password = "chosen by somebody else";
    const accepted = await stranger.post(`/invitations/${secret}`, {
      intent: "accept",
      name: "Rhea",
      password,
    });
    expect([accepted.status >= 400, await stranger.isIn()]).toEqual([true, false]);
    const again = browser();
    await again.signIn(RHEA.email, password);
    expect(await again.isIn()).toBe(false);
    const place = `SELECT count(*) AS n FROM "Membership" m JOIN "User" u ON u."id" = m."userId" WHERE u."email" = ? AND m."organizationId" = ?`;
    expect(await rows(place, RHEA.email, ILRC_ID)).toBe(0);
  });

  it("keeps its address, its ways in and its links, whoever comes in through a provider as its person", async () => {
    const visitor = browser();
    const back = evil.signIn(await beginning(visitor, "ilrc"), ILRC_THERE);
    await visitor.get(pathOf(back));
    expect(await visitor.isIn()).toBe(true);
    const before = await links();
    const forms = [
      ["/account/address", { intent: "change", email: "mine@evil.example" }],
      ["/account/identities", { intent: "unlink", organizationId: ILRC_ID }],
      ["/account/identities", { intent: "link", organizationId: ILRC_ID }],
    ] as const;
    for (const [address, fields] of forms) {
      const answer = await visitor.post(address, fields);
      expect([address, fields.intent, answer.status]).toEqual([address, fields.intent, 403]);
    }
    const changes = `SELECT count(*) AS n FROM "AddressChange" WHERE "after" = 'mine@evil.example'`;
    expect([await rows(changes), await links()]).toEqual([0, before]);
    // Their own password still opens it, and was asked of nobody.
    await signedIn(ILRC_DRAFTER.email);
  });

  it("takes no address that another has: both are told, and neither account changes", async () => {
    const attacker = await signedIn(demoPerson(ILRC, "reviewer").email);
    const form = { intent: "change", currentPassword: DEMO_PASSWORD };
    const taken = await attacker.post("/account/address", { ...form, email: RHEA.email });
    const free = await attacker.post("/account/address", { ...form, email: "free@example.org" });
    // An address's owner is told to nobody.
    expect(taken.status).toBe(free.status);
    const users = `SELECT count(*) AS n FROM "User" WHERE "email" = ?`;
    expect(await rows(users, RHEA.email)).toBe(1);
    expect(letters.secretsFor(RHEA.email, "/address")).toEqual([]);
    await signedIn(RHEA.email);
  });
});

describe("[P1] another site that asks for a passkey of this one", () => {
  const CLAIMS = [
    { origin: "https://evil.example", host: "evil.example" },
    { origin: "https://evil.example" },
    { host: "evil.example" },
    { origin: "http://localhost" },
    { origin: "http://sub.localhost", host: "sub.localhost" },
    { isVerified: false },
  ];

  it("has none made by which somebody is known here", async () => {
    const own = await signedIn(RHEA.email);
    for (const claims of CLAIMS) {
      const key = new SoftAuthenticator(origin);
      const { challenge } = await own.question("/passkeys/make");
      const response = JSON.stringify(key.register(challenge, claims));
      const answer = await own.post("/account/passkeys", { intent: "add", name: "Key", response });
      expect([answer.status, claims]).toEqual([400, claims]);
    }
    const keys = `SELECT count(*) AS n FROM "Passkey" p JOIN "User" u ON u."id" = p."userId" WHERE u."email" = ?`;
    expect(await rows(keys, RHEA.email)).toBe(0);
  });

  it("has none sign for it here: by a question passed on, under whatever Host", async () => {
    const own = await signedIn(RHEA.email);
    const key = await own.addPasskey();
    for (const claims of CLAIMS) {
      const victim = browser();
      const { challenge } = await victim.question("/passkeys/sign-in");
      const response = JSON.stringify(key.sign(challenge, claims));
      const answer = await victim.post("/login/passkey", { response });
      expect([answer.status, await victim.isIn()], JSON.stringify(claims)).toEqual([400, false]);
      const proof = await own.question("/passkeys/prove");
      const proved = await own.post("/account/passkeys", {
        intent: "prove-passkey",
        response: JSON.stringify(key.sign(proof.challenge, claims)),
      });
      expect(proved.status, JSON.stringify(claims)).toBe(400);
    }
    // The host that a request names makes no other relying party.
    for (const name of ["Host", "X-Forwarded-Host"]) {
      const asked = await server.send("/passkeys/sign-in", {
        method: "POST",
        body: "{}",
        headers: { "Content-Type": "application/json", [name]: "evil.example" },
      });
      expect(asked.text).not.toContain("evil.example");
    }
    expect((await browser().signInBy(key)).status).toBe(302);
  });
});
