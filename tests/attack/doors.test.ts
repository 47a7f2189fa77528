import path from "node:path";
import type { Client } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "#app/domain/actor.ts";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { createAuth } from "#server/auth/index.ts";
import { openDatabase } from "#server/database/index.ts";
import { createLog } from "#server/log.ts";
import { createSystem } from "#server/services/system/index.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";
import { comparable } from "./answers.ts";
import { DoorVisitor, openDoors, type OpenedDoors } from "./door-visitor.ts";
import { COUNCIL_ID, ILRC_ID, visitorOf, type Visitor } from "./people.ts";
import { IN_REVIEW } from "./reads.ts";
import { scaled, type Answer, type AttackedServer } from "./server.ts";

/** Somebody of two organizations: the Council's administrators may let them in again, and no more. */
const both = (name: string) => ({ id: `attack-${name}`, email: `${name}@example.org` });
const RUTH = both("ruth");
const SAM = both("sam");
const TESS = both("tess");
const UMA = both("uma");
const VIC = both("vic");
/** About whom strangers ask; nobody asks about Ruth but she herself. */
const ASKED_ABOUT = [SAM, TESS, UMA, VIC];
const PEOPLE = [RUTH, ...ASKED_ABOUT];
const CHOSEN = "what the administrator chose";

let server: AttackedServer;
let origin: string;
let letters: OpenedDoors["letters"];
let visitors: Visitor[];
let database: Client;

beforeAll(async () => {
  ({ server, origin, letters } = await openDoors());
  await addPeople(server.dataDir);
  await server.start();
  visitors = JSON.parse(process.env["ATTACK_VISITORS"] ?? "") as Visitor[];
  database = server.openDatabase();
});
afterAll(async () => {
  database.close();
  await Promise.all([server.remove(), letters.close()]);
});

async function addPeople(dataDir: string): Promise<void> {
  const opened = await openDatabase({
    url: `file:${path.join(dataDir, "coalition-desk.db")}`,
    migrationsFolder,
  });
  const clock = () => new Date();
  const auth = createAuth({
    database: opened,
    clock,
    log: createLog("error"),
    secureCookies: false,
  });
  const { seed } = createSystem({
    database: opened,
    auth,
    clock,
    ids: () => crypto.randomUUID(),
    mail: { configured: false, send: () => Promise.resolve("not-configured") },
    appUrl: null,
  });
  const roles: readonly Role[] = ["reviewer"];
  const memberships = [COUNCIL_ID, ILRC_ID].map((organizationId) => ({ organizationId, roles }));
  try {
    for (const { id, email } of PEOPLE) {
      const form = { id, email, name: "Person Both", password: DEMO_PASSWORD };
      const added = await seed.person({ ...form, workspaceAdmin: false, memberships });
      if (!added.ok) throw new Error(added.refusal.sentence);
    }
  } finally {
    await opened.close();
  }
}

const browser = () => new DoorVisitor((address, sending) => server.send(address, sending), origin);

/** A browser in which that person of the demonstration is signed in. */
function browserOf(...who: Parameters<typeof visitorOf> extends [unknown, ...infer R] ? R : never) {
  const visitor = browser();
  const cookie = visitorOf(visitors, ...who).cookie ?? "";
  const at = cookie.indexOf("=");
  visitor.cookies.set(cookie.slice(0, at), cookie.slice(at + 1));
  return visitor;
}

/** A browser of that person's own, signed in by their password. */
async function signedIn(email: string, password = DEMO_PASSWORD): Promise<DoorVisitor> {
  const visitor = browser();
  const answer = await visitor.signIn(email, password);
  expect([answer.status, await visitor.isIn()], email).toEqual([302, true]);
  return visitor;
}

async function rows(statement: string, ...values: string[]): Promise<number> {
  const { rows: found } = await database.execute({ sql: statement, args: values });
  return Number(found[0]?.["n"]);
}
const sessionsOf = ({ id }: { readonly id: string }) =>
  rows(`SELECT count(*) AS n FROM "Session" WHERE "userId" = ?`, id);

/** The link by which the Council's administrator lets somebody in again. */
async function letInLink({ id }: { readonly id: string }): Promise<string> {
  const page = `/organizations/${COUNCIL_ID}/people/${id}`;
  const answer = await browserOf("lead", "admin").post(page, { intent: "let-in" });
  const secret = /\/password\/([\w-]{43})/u.exec(answer.text)?.[1];
  if (!secret) throw new Error(`no link was made: ${answer.status}`);
  return secret;
}

/** The Council's administrator lets somebody in again, uses the link himself, and comes in as them. */
async function comeInAs(person: { readonly id: string; readonly email: string }) {
  const secret = await letInLink(person);
  const chosen = await browser().post(`/password/${secret}`, {
    intent: "choose",
    newPassword: CHOSEN,
  });
  expect(chosen.status).toBe(302);
  const visitor = browser();
  await visitor.signIn(person.email, CHOSEN);
  return visitor;
}

/** How many answers did what they say. */
const done = (answers: readonly Answer[]) =>
  answers.filter(({ status }) => status === 200 || status === 302).length;

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

describe("whether an address has an account", () => {
  const ROUNDS = scaled(60, 25, 9);
  /** Pages that take an address from who is signed out. */
  const DOORS = [
    ["sign-in", (email: string) => browser().signIn(email, "certainly not this one")],
    ["forgotten", (email: string) => browser().post("/password/forgotten", { email })],
    [
      "an organization's own sign-in",
      (email: string) => browser().post("/sign-in/organization", { organization: email }),
    ],
  ] as const;

  it.each(DOORS)(
    "[P4] [P6] is told neither by status, headers and words nor by the time of an answer: %s",
    async (_door, ask) => {
      const times = { known: [] as number[], unknown: [] as number[] };
      const answers = new Set<string>();
      for (let round = 0; round < ROUNDS; round += 1) {
        // Each address a few times alone: after more of them, either waits.
        const known = ASKED_ABOUT[round % ASKED_ABOUT.length]?.email ?? "";
        for (const kind of round % 2 === 0
          ? (["known", "unknown"] as const)
          : (["unknown", "known"] as const)) {
          const email = kind === "known" ? known : `nobody-${round}@example.org`;
          const from = performance.now();
          const answer = await ask(email);
          times[kind].push(performance.now() - from);
          answers.add(comparable(answer).replaceAll(email, "WHO"));
        }
      }
      expect([...answers]).toHaveLength(1);
      const [less = 0, more = 0] = [median(times.known), median(times.unknown)].toSorted(
        (a, b) => a - b,
      );
      // Without the work of a hash, an answer takes a tenth.
      expect(less / more, JSON.stringify({ less, more })).toBeGreaterThan(0.5);
    },
  );

  it("is not told by an invitation's page", async () => {
    const admin = browserOf("lead", "admin");
    const pages = [];
    for (const email of ["stranger@example.org", "nobody-at-all@example.org"]) {
      const form = { name: "Some Body", email, roles: "drafter" };
      await admin.post(`/organizations/${COUNCIL_ID}/invite`, form);
      await expect.poll(() => letters.secretsFor(email, "/invitations")).not.toEqual([]);
      const [secret = ""] = letters.secretsFor(email, "/invitations");
      const page = await browser().get(`/invitations/${secret}`);
      pages.push(
        comparable(page)
          .replaceAll(email, "WHO")
          .replaceAll(secret, "SECRET")
          // One was made a moment after the other.
          .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, "WHEN")
          .replaceAll(/\d+:\d\d [ap]\.m\./gu, "WHEN"),
      );
    }
    expect(pages[0]).toBe(pages[1]);
  });
});

describe("links and steps that somebody catches", () => {
  it("[P4] choose one password, however many use a link at the same moment, and none afterwards", async () => {
    const own = await signedIn(VIC.email);
    const secret = await letInLink(VIC);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        browser().post(`/password/${secret}`, {
          intent: "choose",
          newPassword: `the words of number ${at}`,
        }),
      ),
    );
    expect(done(answers)).toBe(1);
    expect(await own.isIn()).toBe(false);
    const winner = answers.findIndex(({ status }) => status === 302);
    await signedIn(VIC.email, `the words of number ${winner}`);
    const replay = await browser().post(`/password/${secret}`, {
      intent: "choose",
      newPassword: "the words of a replay",
    });
    expect(replay.status).toBe(410);
    // Used and unknown links look the same.
    const used = await browser().get(`/password/${secret}`);
    const never = await browser().get(`/password/${"x".repeat(43)}`);
    expect(comparable(used).replaceAll(secret, "SECRET")).toBe(
      comparable(never).replaceAll("x".repeat(43), "SECRET"),
    );
  });

  it("[P3] open one session by one code and one by one recovery code, and none by either again", async () => {
    const own = await signedIn(SAM.email);
    const { app, codes } = await own.setUpApp();
    expect(codes).toHaveLength(10);
    const stepped = async () => {
      const visitor = browser();
      const answer = await visitor.signIn(SAM.email, DEMO_PASSWORD);
      expect(answer.headers.get("location")).toContain("/sign-in/code");
      expect(await visitor.isIn()).toBe(false);
      return visitor;
    };
    const [recovery = "", second = ""] = codes;
    for (const code of [recovery, app.generate({ timestamp: Date.now() + 30_000 })]) {
      const before = await sessionsOf(SAM);
      // The same step in several windows, and several steps.
      const step = await stepped();
      const windows = [step.copy(), step.copy(), step.copy(), await stepped(), await stepped()];
      const answers = await Promise.all(
        windows.map((window) => window.post("/sign-in/code", { intent: "code", code })),
      );
      expect(done(answers)).toBe(1);
      expect((await sessionsOf(SAM)) - before).toBe(1);
      const again = await (await stepped()).post("/sign-in/code", { intent: "code", code });
      expect(again.status).toBe(400);
    }
    // A step is of the browser that began it, and goes nowhere without its password's step.
    const stranger = browser();
    const answer = await stranger.post("/sign-in/code", { intent: "code", code: second });
    expect([answer.status, await stranger.isIn()]).toEqual([410, false]);
    const without = await (await stepped()).post("/sign-in/code", { intent: "without" });
    expect(without.status).toBe(403);
  });

  it("[P1] open one session by one answer of a key, in the browser that asked, for this site alone", async () => {
    const own = await signedIn(TESS.email);
    const key = await own.addPasskey();
    const asking = browser();
    const { challenge } = await asking.question("/passkeys/sign-in");
    const response = JSON.stringify(key.sign(challenge));
    const before = await sessionsOf(TESS);
    // Caught by somebody else's browser first: it opens nothing there, and ends nothing here.
    expect((await browser().post("/login/passkey", { response })).status).toBe(410);
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => asking.copy().post("/login/passkey", { response })),
    );
    expect(done(answers)).toBe(1);
    expect((await sessionsOf(TESS)) - before).toBe(1);
    expect((await asking.post("/login/passkey", { response })).status).toBe(410);

    for (const claims of [
      { origin: "https://evil.example", host: "evil.example" },
      { origin: `${origin}.evil.example` },
      { host: "evil.localhost" },
      { isVerified: false },
      { isPresent: false },
      { type: "webauthn.create" },
    ]) {
      const next = browser();
      const question = await next.question("/passkeys/sign-in");
      const forged = JSON.stringify(key.sign(question.challenge, claims));
      const answer = await next.post("/login/passkey", { response: forged });
      expect([answer.status, await next.isIn()], JSON.stringify(claims)).toEqual([400, false]);
    }
    // A question of one purpose is answered for no other.
    const question = await own.question("/passkeys/prove");
    const proof = JSON.stringify(key.sign(question.challenge));
    expect((await own.copy().post("/login/passkey", { response: proof })).status).toBe(410);
    const made = await own.question("/passkeys/make");
    const mixed = JSON.stringify(key.sign(made.challenge));
    const proved = await own.post("/account/passkeys", {
      intent: "prove-passkey",
      response: mixed,
    });
    expect(proved.status).toBe(410);
  });
});

describe("[P8] an administrator of one organization who acts as somebody of two", () => {
  /** Tries to sign the paper in review for the other organization, in every way that the page offers. */
  async function triesToSign(visitor: DoorVisitor, password: string): Promise<number[]> {
    const { rows: found } = await database.execute({
      sql: `SELECT "id", "hash" FROM "Version" WHERE "documentId" = ? ORDER BY "number" DESC LIMIT 1`,
      args: [IN_REVIEW],
    });
    const version = { versionId: String(found[0]?.["id"]), hash: String(found[0]?.["hash"]) };
    const asked = { ...version, organizationId: ILRC_ID };
    const review = `/documents/${IN_REVIEW}/review`;
    const byPassword = await visitor.post(review, { ...asked, intent: "sign-off", password });
    const change = { intent: "request-changes", reason: "No." };
    const byReturn = await visitor.post(review, { ...asked, ...change });
    const statuses = [byPassword.status, byReturn.status];
    try {
      await visitor.question(`/documents/${IN_REVIEW}/passkey`, { ...asked, decision: "approved" });
      statuses.push(200);
    } catch (error) {
      statuses.push(Number(/^\d+/u.exec(error instanceof Error ? error.message : "")?.[0]));
    }
    return statuses;
  }
  const signatures = () =>
    rows(`SELECT count(*) AS n FROM "SignOff" WHERE "organizationId" = ?`, ILRC_ID);

  it("signs nothing for the other: with the password that he chose, a passkey, a code app or a new sign-in made there", async () => {
    const before = await signatures();
    const visitor = await comeInAs(UMA);
    expect(await visitor.isIn()).toBe(true);
    expect(await triesToSign(visitor, CHOSEN)).not.toContain(200);

    // Whatever is made in that sign-in is the Council's.
    const key = await visitor.addPasskey("Not hers");
    expect(await triesToSign(visitor, CHOSEN)).not.toContain(200);
    const byKey = browser();
    expect((await byKey.signInBy(key)).status).toBe(302);
    expect(await triesToSign(byKey, CHOSEN)).not.toContain(200);
    const question = await byKey.question("/passkeys/prove");
    await byKey.post("/account/passkeys", {
      intent: "prove-passkey",
      response: JSON.stringify(key.sign(question.challenge)),
    });
    expect(await triesToSign(byKey, CHOSEN)).not.toContain(200);
    for (const [page, form] of [
      ["/account/own-factor", { intent: "password", password: CHOSEN }],
      [
        "/account",
        { intent: "password", currentPassword: CHOSEN, newPassword: "another of the same hand" },
      ],
    ] as const) {
      await byKey.post(page, form);
      expect(await triesToSign(byKey, "another of the same hand"), page).not.toContain(200);
    }
    const anew = browser();
    await anew.signIn(UMA.email, "another of the same hand");
    expect(await anew.isIn()).toBe(true);
    expect(await triesToSign(anew, "another of the same hand")).not.toContain(200);
    expect(await signatures()).toBe(before);
    // Her address, too, stays where it was.
    const address = await anew.post("/account/address", {
      intent: "change",
      email: "elsewhere@example.org",
      currentPassword: "another of the same hand",
    });
    expect(address.status).toBe(403);
  });

  it("keeps nobody out of the other: a code app of his is asked of nobody who comes in by what is their own", async () => {
    const visitor = await comeInAs(RUTH);
    await visitor.setUpApp();
    const through = `SELECT count(*) AS n FROM "SecondFactor" WHERE "userId" = ? AND "via" = ?`;
    expect(await rows(through, RUTH.id, COUNCIL_ID)).toBe(1);
    // She chooses a new password by the mail to her own address.
    await browser().post("/password/forgotten", { email: RUTH.email });
    await expect.poll(() => letters.secretsFor(RUTH.email, "/password")).not.toEqual([]);
    const [secret = ""] = letters.secretsFor(RUTH.email, "/password");
    await browser().post(`/password/${secret}`, {
      intent: "choose",
      newPassword: "only mine from here on",
    });
    expect(await visitor.isIn()).toBe(false);
    const own = browser();
    const answer = await own.signIn(RUTH.email, "only mine from here on");
    expect(answer.headers.get("location")).not.toContain("/sign-in/code");
    expect(await own.isIn()).toBe(true);
    const people = await own.get(`/documents/${IN_REVIEW}/review`);
    expect(people.status).toBe(200);
  });
});
