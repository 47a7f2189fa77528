import { rmSync } from "node:fs";
import path from "node:path";
import type { Client } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COUNCIL, ILRC } from "#prisma/seed/demo-matter.ts";
import { demoPerson, DEMO_PASSWORD } from "#prisma/seed/people.ts";
import type { CeremonyKind } from "#server/auth/ceremonies.ts";
import { SoftAuthenticator } from "#tests/support/soft-authenticator.ts";
import { DoorVisitor, openDoors, type OpenedDoors } from "./door-visitor.ts";
import { COUNCIL_ID, ILRC_ID } from "./people.ts";
import { IN_REVIEW } from "./reads.ts";
import { AttackedServer, type Answer } from "./server.ts";

/**
 * Steps that a browser has begun and that are ended once: answered by many windows at the same moment,
 * again afterwards, and from the browsers of others.
 */
interface Begun {
  /** The browser that began. */
  readonly own: DoorVisitor;
  /** Browsers that caught what ends it, and began nothing of the kind. */
  readonly others: readonly DoorVisitor[];
  end(visitor: DoorVisitor): Promise<Answer>;
  /** How many there are of what it makes. */
  made(): Promise<number>;
}

let server: AttackedServer;
let origin: string;
let letters: OpenedDoors["letters"];
let database: Client;

beforeAll(async () => {
  ({ server, origin, letters } = await openDoors());
  await server.start();
  database = server.openDatabase();
});
afterAll(async () => {
  database.close();
  await Promise.all([server.remove(), letters.close()]);
});

const browser = () => new DoorVisitor((address, sending) => server.send(address, sending), origin);

async function signedIn(email: string, password = DEMO_PASSWORD): Promise<DoorVisitor> {
  const visitor = browser();
  await visitor.signIn(email, password);
  expect(await visitor.isIn(), email).toBe(true);
  return visitor;
}

async function rows(statement: string, ...values: string[]): Promise<number> {
  const { rows: found } = await database.execute({ sql: statement, args: values });
  return Number(found[0]?.["n"]);
}
const ofPerson = (table: string, email: string) =>
  rows(
    `SELECT count(*) AS n FROM "${table}" t JOIN "User" u ON u."id" = t."userId" WHERE u."email" = ?`,
    email,
  );

const DRAFTER = demoPerson(COUNCIL, "drafter").email;
const STAFF = demoPerson(COUNCIL, "staff").email;
const ILRC_STAFF = demoPerson(ILRC, "staff").email;
const LET_IN = "what the administrator chose";

/** By kind; what is begun before a session is open is in doors.test, providers.test, guests.test and below. */
const CEREMONIES: Readonly<
  Record<
    Exclude<
      CeremonyKind,
      | "passkey-sign-in"
      | "code"
      | "identity-provider"
      | "set-up"
      | "proved-again"
      | "guest"
      | "guest-code"
    >,
    () => Promise<Begun>
  >
> = {
  "passkey-made": async () => {
    const own = await signedIn(DRAFTER);
    const { challenge } = await own.question("/passkeys/make");
    const response = JSON.stringify(new SoftAuthenticator(origin).register(challenge));
    return {
      own,
      others: [await signedIn(DRAFTER), await signedIn(STAFF), browser()],
      end: (visitor) => visitor.post("/account/passkeys", { intent: "add", name: "K", response }),
      made: () => ofPerson("Passkey", DRAFTER),
    };
  },
  "passkey-confirm": async () => {
    const own = await signedIn(STAFF);
    const key = await own.addPasskey();
    const { challenge } = await own.question("/passkeys/prove");
    const response = JSON.stringify(key.sign(challenge));
    return {
      own,
      others: [await signedIn(STAFF), await signedIn(DRAFTER), browser()],
      end: (visitor) => visitor.post("/account/passkeys", { intent: "prove-passkey", response }),
      made: () => rows(`SELECT count(*) AS n FROM "Ceremony" WHERE "kind" = 'proved-again'`),
    };
  },
  "passkey-sign-off": async () => {
    const [organizationId, reviewer] = await waitingReviewer();
    const own = await signedIn(reviewer);
    const key = await own.addPasskey();
    const { rows: found } = await database.execute({
      sql: `SELECT "id", "hash" FROM "Version" WHERE "documentId" = ? ORDER BY "number" DESC LIMIT 1`,
      args: [IN_REVIEW],
    });
    const [version] = found;
    const read = { versionId: String(version?.["id"]), hash: String(version?.["hash"]) };
    const asked = { ...read, organizationId };
    const { challenge } = await own.question(`/documents/${IN_REVIEW}/passkey`, {
      ...asked,
      decision: "approved",
    });
    const passkey = JSON.stringify(key.sign(challenge));
    return {
      own,
      others: [await signedIn(reviewer), await signedIn(STAFF), browser()],
      end: (visitor) =>
        visitor.post(`/documents/${IN_REVIEW}/review`, { ...asked, intent: "sign-off", passkey }),
      made: () => rows(`SELECT count(*) AS n FROM "SignOff" WHERE "versionId" = ?`, read.versionId),
    };
  },
  "second-factor": async () => {
    const own = await signedIn(ILRC_STAFF);
    const others = [await signedIn(ILRC_STAFF), await signedIn(DRAFTER), browser()];
    const { app } = await own.beginApp();
    const code = app.generate();
    return {
      own,
      others,
      end: (visitor) => visitor.post("/account/second-factor", { intent: "finish", code }),
      made: () =>
        rows(`SELECT count(*) AS n FROM "AuditEvent" WHERE "type" = 'person.second-factor-set'`),
    };
  },
  "own-factor-link": async () => {
    const email = demoPerson(COUNCIL, "observer").email;
    const { rows: found } = await database.execute({
      sql: `SELECT "id" FROM "User" WHERE "email" = ?`,
      args: [email],
    });
    const admin = await signedIn(demoPerson(COUNCIL, "admin").email);
    const page = `/organizations/${COUNCIL_ID}/people/${String(found[0]?.["id"])}`;
    const made = await admin.post(page, { intent: "let-in" });
    const secret = /\/password\/(?<secret>[\w-]{43})/u.exec(made.text)?.groups?.["secret"];
    await browser().post(`/password/${secret}`, { intent: "choose", newPassword: LET_IN });
    const own = await signedIn(email, LET_IN);
    await own.post("/account/own-factor", { intent: "link" });
    await expect.poll(() => letters.secretsFor(email, "/mail/own-factor")).not.toEqual([]);
    const [link = ""] = letters.secretsFor(email, "/mail/own-factor");
    return {
      own,
      others: [await signedIn(email, LET_IN), await signedIn(DRAFTER), browser()],
      end: (visitor) => visitor.post(`/mail/own-factor/${link}`),
      made: () =>
        rows(
          `SELECT count(*) AS n FROM "Session" s JOIN "User" u ON u."id" = s."userId" WHERE u."email" = ? AND s."own" = 1`,
          email,
        ),
    };
  },
};

/** An organization that has yet to sign the paper in review, and its reviewer. */
async function waitingReviewer(): Promise<readonly [organizationId: string, email: string]> {
  const { rows: found } = await database.execute({
    sql: `SELECT r."organizationId" AS id FROM "DocumentRequirement" r WHERE r."documentId" = ?
      AND NOT EXISTS (SELECT 1 FROM "SignOff" s WHERE s."documentId" = r."documentId"
        AND s."organizationId" = r."organizationId" AND s."decision" = 'approved' AND s."voidedAt" IS NULL)`,
    args: [IN_REVIEW],
  });
  const waiting = found.map(({ id }) => String(id));
  if (waiting.includes(COUNCIL_ID)) return [COUNCIL_ID, demoPerson(COUNCIL, "reviewer").email];
  if (waiting.includes(ILRC_ID)) return [ILRC_ID, demoPerson(ILRC, "reviewer").email];
  throw new Error(`nobody whom the test knows has to sign: ${waiting.join(", ")}`);
}

/** Whether it did what it says: a page for who is signed out leads to the sign-in, and did nothing. */
const isDone = ({ status, headers }: Answer) =>
  status === 200 || (status === 302 && headers.get("location")?.startsWith("/login") !== true);

describe("a step that somebody has begun", () => {
  it.each(Object.entries(CEREMONIES))(
    "[P1] [P2] [P3] [P8] %s is ended once, by the browser that began it",
    async (_kind, begin) => {
      const { own, others, end, made } = await begin();
      const before = await made();
      for (const other of others) expect(isDone(await end(other))).toBe(false);
      expect(await made()).toBe(before);
      const answers = await Promise.all(Array.from({ length: 5 }, () => end(own.copy())));
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
      expect(answers.filter(isDone)).toHaveLength(1);
      expect(await made()).toBe(before + 1);
      expect(isDone(await end(own))).toBe(false);
      expect(await made()).toBe(before + 1);
    },
  );

  it("proved-again: counts in the session that it was shown in alone, and for no other verb's person", async () => {
    const admin = demoPerson(COUNCIL, "admin").email;
    const own = await signedIn(admin);
    const other = await signedIn(admin);
    // As if both had signed in eleven minutes ago.
    await database.execute({
      sql: `UPDATE "Session" SET "createdAt" = ? WHERE "userId" = (SELECT "id" FROM "User" WHERE "email" = ?)`,
      args: [new Date(Date.now() - 11 * 60_000).toISOString().replace("Z", "+00:00"), admin],
    });
    const asked = (visitor: DoorVisitor) =>
      visitor.post(`/organizations/${COUNCIL_ID}/sign-in`, { policy: "factor" });
    expect((await asked(own)).status).toBe(403);
    const prove = { intent: "prove-password", password: DEMO_PASSWORD };
    expect((await own.post("/account/passkeys", prove)).status).toBe(200);
    const proof = own.cookies.get("proved-again");
    expect(proof).toBeDefined();
    other.cookies.set("proved-again", proof ?? "");
    expect((await asked(other)).status).toBe(403);
    expect((await asked(own)).status).toBe(200);
  });

  it("[P7] set-up: is ended by one of those who have the token, and there is one workspace", async () => {
    const fresh = await AttackedServer.open({});
    for (const end of ["", "-wal", "-shm"]) {
      rmSync(path.join(fresh.dataDir, `coalition-desk.db${end}`), { force: true });
    }
    try {
      await fresh.start();
      await expect.poll(() => fresh.output, { timeout: 30_000 }).toContain("/set-up and give");
      const token = /(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}/u.exec(fresh.output)?.[0] ?? "";
      const setUp = (at: number, given = token) =>
        fresh.send("/set-up", {
          method: "POST",
          body: new URLSearchParams({
            token: given,
            organization: `Organization ${at}`,
            shortName: `Org ${at}`,
            city: "Oakland",
            name: "Ada Admin",
            email: `ada-${at}@example.org`,
            password: DEMO_PASSWORD,
            writes: "no",
          }),
        });
      expect(isDone(await setUp(0, "AAAA-BBBB-CCCC-DDDD-EEEE"))).toBe(false);
      const answers = await Promise.all([1, 2, 3, 4, 5].map((at) => setUp(at)));
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      expect(answers.filter(({ headers }) => headers.get("set-cookie"))).toHaveLength(1);
      const again = await setUp(6);
      expect(again.headers.get("set-cookie")).toBeNull();
      const client = fresh.openDatabase();
      const { rows: found } = await client.execute(
        `SELECT (SELECT count(*) FROM "User") AS people, (SELECT count(*) FROM "Organization") AS organizations`,
      );
      client.close();
      expect({ ...found[0] }).toMatchObject({ people: 1, organizations: 1 });
    } finally {
      await fresh.remove();
    }
  });
});

describe("guessing", () => {
  const TRIES = 30;
  /** How many of so many at the same moment were looked at, and that the rest were told to wait. */
  async function lookedAt(tries: readonly Promise<Answer>[]): Promise<number> {
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([400, 429]));
    return statuses.filter((status) => status === 400).length;
  }

  it("[R27] tries ten passwords of an account, and then not the right one either", async () => {
    const { email } = demoPerson(ILRC, "observer");
    const guesses = Array.from({ length: TRIES }, (_, at) =>
      browser().signIn(email, `certainly not number ${at}`),
    );
    expect(await lookedAt(guesses)).toBe(10);
    const visitor = browser();
    expect((await visitor.signIn(email, DEMO_PASSWORD)).status).toBe(429);
    expect(await visitor.isIn()).toBe(false);
  });

  it("[P3] tries ten codes of a person, in however many windows, and then not the right one either", async () => {
    const { email } = demoPerson(ILRC, "drafter");
    const { app, codes } = await (await signedIn(email)).setUpApp();
    const windows: DoorVisitor[] = [];
    while (windows.length < TRIES) {
      const visitor = browser();
      const answer = await visitor.signIn(email, DEMO_PASSWORD);
      expect(answer.headers.get("location")).toContain("/sign-in/code");
      windows.push(visitor);
    }
    const near = [-60_000, -30_000, 0, 30_000, 60_000].map((by) =>
      app.generate({ timestamp: Date.now() + by }),
    );
    const wrong = ["000000", "111111", "222222", "333333", "444444", "555555"].find(
      (code) => !near.includes(code),
    );
    const guesses = windows.map((window, at) =>
      window.post("/sign-in/code", {
        intent: "code",
        code: at % 3 === 0 ? "0000-0000-0000-0000" : (wrong ?? ""),
      }),
    );
    expect(await lookedAt(guesses)).toBe(10);
    for (const code of [app.generate({ timestamp: Date.now() + 30_000 }), codes[0] ?? ""]) {
      const visitor = browser();
      await visitor.signIn(email, DEMO_PASSWORD);
      const answer = await visitor.post("/sign-in/code", { intent: "code", code });
      expect([answer.status, await visitor.isIn()]).toEqual([429, false]);
    }
  });
});
