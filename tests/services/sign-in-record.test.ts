import { describe, expect, it } from "vitest";
import { recordSignIns } from "#server/services/audit/record-sign-ins.ts";
import { verifyRecord } from "#server/services/audit/verify.ts";
import { FROM, MINUTE, openCoalition, PASSWORD, refusal, value } from "./workspace.ts";

const HOUR = 60 * MINUTE;
const EMAIL = "drafter@example.org";

/** A session in a line of the record: nobody can be signed in by it. */
const ITS_SESSION = {
  session: expect.stringMatching(/^[0-9a-f]{64}$/u) as unknown,
  method: "password",
};
const INVITED = { method: "invitation", own: true, via: null } as const;

async function openSignIns() {
  const coalition = await openCoalition({
    throttle: {
      windowSeconds: 900,
      accountAndAddress: 3,
      accountAndAddressUnderAttack: 2,
      address: 1_000,
      account: 1_000,
    },
  });
  const { database, auth, clock } = coalition;
  const lines = async () => {
    const rows = await database.client.auditEvent.findMany({
      where: { type: { startsWith: "session." } },
      orderBy: { sequence: "asc" },
    });
    return rows.map(({ type, actorId, details }) => ({
      type,
      actorId,
      details: JSON.parse(details) as unknown,
    }));
  };
  const record = async () => {
    await auth.storeRefusedSignIns();
    return recordSignIns(database, clock());
  };
  return { ...coalition, lines, record };
}

/** Holds the lock on the record's head while `work` runs. */
async function whileHeadIsHeld(
  { database }: Pick<Awaited<ReturnType<typeof openSignIns>>, "database">,
  work: () => Promise<void>,
): Promise<void> {
  let release: () => void = () => undefined;
  let locked: () => void = () => undefined;
  const isLocked = new Promise<void>((resolve) => (locked = resolve));
  const held = database.write(async () => {
    locked();
    await new Promise<void>((resolve) => (release = resolve));
  });
  await isLocked;
  try {
    await work();
  } finally {
    release();
    await held;
  }
}

describe("signing in and out", () => {
  it("is recorded, each once, the beginning of a session before its end", async () => {
    const coalition = await openSignIns();
    const { auth, services, people, lines, record, database } = coalition;
    const { userId } = people.drafter;
    value(await auth.signIn(EMAIL, PASSWORD, FROM));
    expect(await record()).toBe(1);
    expect(await record()).toBe(0);
    const session = await coalition.sessionOf(EMAIL);
    value(await services.account.endSession(people.drafter, session));
    value(await services.account.signOutEverywhere(people.drafter));
    const about = { actorId: userId, details: {} };
    expect(await lines()).toEqual([
      { type: "session.signed-in", ...about, details: ITS_SESSION },
      { type: "session.signed-in", ...about, details: ITS_SESSION },
      { type: "session.signed-out", ...about },
      { type: "session.signed-out-everywhere", actorId: userId, details: { sessionsEnded: 1 } },
    ]);
    expect(await record()).toBe(0);
    expect((await verifyRecord(database)).intact).toBe(true);
  });

  it("is recorded of who accepts an invitation, too, and survives a stop before it was", async () => {
    const { auth, people, lines, record } = await openSignIns();
    await auth.openSession(people.staff.userId, FROM, INVITED);
    expect(await lines()).toEqual([]);
    await record();
    expect(await lines()).toEqual([
      {
        type: "session.signed-in",
        actorId: people.staff.userId,
        details: { ...ITS_SESSION, method: "invitation" },
      },
    ]);
  });

  it("writes no line where the session was over already", async () => {
    const { services, people, lines } = await openSignIns();
    expect(await services.account.endSession(people.drafter, "nothing")).toMatchObject(
      refusal("not-found"),
    );
    expect(await lines()).toEqual([]);
  });

  it("does not wait for whoever holds the record's head [PostgreSQL]", async () => {
    const coalition = await openSignIns();
    if (coalition.database.provider !== "postgresql") return;
    await whileHeadIsHeld(coalition, async () => {
      value(await coalition.auth.signIn(EMAIL, PASSWORD, FROM));
    });
    expect(await coalition.record()).toBe(1);
  });

  it("opens no session after the password was changed while it was compared", async () => {
    const coalition = await openSignIns();
    const { auth, database, people } = coalition;
    coalition.beforeNextWrite(() =>
      database.client.user.update({
        where: { id: people.drafter.userId },
        data: { passwordHash: "another" },
      }),
    );
    expect(await auth.signIn(EMAIL, PASSWORD, FROM)).toMatchObject(refusal("wrong-credentials"));
    expect(await database.client.unrecordedSignIn.count()).toBe(0);
  });
});

describe("refused sign-ins", () => {
  it("are one line for each account and hour, once the hour is over, with nothing but the count", async () => {
    const { auth, people, pass, lines, record } = await openSignIns();
    for (let tries = 0; tries < 5; tries += 1) await auth.signIn(EMAIL, "wrong", FROM);
    await auth.signIn("staff@example.org", "wrong", FROM);
    await auth.signIn("nobody@example.org", "wrong", FROM);
    expect(await record()).toBe(0);
    pass(30 * MINUTE);
    await auth.signIn(EMAIL, "wrong", FROM);
    expect(await record()).toBe(0);
    pass(33 * MINUTE);
    expect(await record()).toBe(2);
    pass(2 * HOUR);
    expect(await record()).toBe(0);
    const hour = "2021-10-07T12:00:00.000Z";
    const type = "session.sign-in-refused";
    expect(await lines()).toHaveLength(2);
    expect(await lines()).toEqual(
      expect.arrayContaining([
        { type, actorId: null, details: { userId: people.drafter.userId, hour, count: 6 } },
        { type, actorId: null, details: { userId: people.staff.userId, hour, count: 1 } },
      ]),
    );
  });

  it("write nothing while they are tried, and wait for nobody who holds the head", async () => {
    const coalition = await openSignIns();
    const { auth, database, record, pass, lines } = coalition;
    // SQLite has one connection: whatever wrote, or read by Prisma, would wait for the transaction.
    const work = async () => {
      expect(await auth.signIn(EMAIL, "wrong", FROM)).toMatchObject(refusal("wrong-credentials"));
    };
    await (database.provider === "postgresql" ? whileHeadIsHeld(coalition, work) : work());
    expect(await database.client.unrecordedSignIn.count()).toBe(0);
    pass(2 * HOUR);
    expect(await record()).toBe(1);
    expect(await lines()).toHaveLength(1);
  });

  it("of several processes share one line", async () => {
    const { auth, people, pass, database, clock, lines } = await openSignIns();
    await auth.signIn(EMAIL, "wrong", FROM);
    await auth.storeRefusedSignIns();
    const { userId } = people.drafter;
    const [row] = await database.client.unrecordedSignIn.findMany();
    await database.client.unrecordedSignIn.update({
      where: { id: row!.id },
      data: { refused: { increment: 4 } },
    });
    await auth.signIn(EMAIL, "wrong", FROM);
    pass(2 * HOUR);
    await Promise.all([auth.storeRefusedSignIns(), auth.storeRefusedSignIns()]);
    // Two sweep at the same moment.
    const sweep = () => recordSignIns(database, clock());
    const wrote = await Promise.all([sweep(), sweep()]);
    expect(wrote.toSorted()).toEqual([0, 1]);
    const hour = "2021-10-07T12:00:00.000Z";
    expect((await lines()).map(({ details }) => details)).toEqual([{ userId, hour, count: 6 }]);
  });

  it("are kept in memory while the database can't take them", async () => {
    const { auth, database, pass, record } = await openSignIns();
    await auth.signIn(EMAIL, "wrong", FROM);
    const write = database.writeUnaudited;
    database.writeUnaudited = () => Promise.reject(new Error("away"));
    await expect(auth.storeRefusedSignIns()).rejects.toThrow("away");
    database.writeUnaudited = write;
    pass(2 * HOUR);
    expect(await record()).toBe(1);
  });

  it("of confirming a password in a session are none", async () => {
    const { auth, people, pass, record } = await openSignIns();
    await auth.confirmPassword(people.drafter.userId, "wrong", FROM);
    pass(2 * HOUR);
    expect(await record()).toBe(0);
  });
});
