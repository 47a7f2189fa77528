import { describe, expect, it } from "vitest";
import { appendEvent } from "#server/services/audit/append.ts";
import { verifyRecord } from "#server/services/audit/verify.ts";
import { FROM, openCoalition, openWorkspace, PASSWORD, tokenIn, value } from "./workspace.ts";

describe("the record", () => {
  it("is whole when it is empty, and after work", async () => {
    const empty = await openWorkspace();
    expect(await verifyRecord(empty.database)).toMatchObject({
      intact: true,
      head: { sequence: 0 },
    });
    const { database } = await openCoalition();
    const lines = await database.client.auditEvent.count();
    expect(lines).toBeGreaterThan(5);
    expect(await verifyRecord(database)).toMatchObject({ intact: true, head: { sequence: lines } });
  });

  it("does not fork under writers who write at once, nor count what was rolled back", async () => {
    const { database, clock } = await openWorkspace();
    const writers = Array.from({ length: 25 }, (_, number) =>
      database
        .write(async (tx) => {
          await appendEvent(tx, clock(), {
            type: "person.renamed",
            actorId: null,
            details: { number },
          });
          if (number % 5 === 0) throw new Error("thought better of it");
        })
        .catch(() => "rolled back"),
    );
    const outcomes = await Promise.all(writers);
    expect(outcomes.filter((outcome) => outcome === "rolled back")).toHaveLength(5);
    expect(await verifyRecord(database)).toMatchObject({ intact: true, head: { sequence: 20 } });
  });

  it("is verified over more lines than are read at a time, while others write", async () => {
    const { database, clock } = await openWorkspace();
    const event = { type: "person.renamed", actorId: null, details: {} } as const;
    await database.write(async (tx) => {
      for (let number = 0; number < 503; number += 1) await appendEvent(tx, clock(), event);
    });
    const [verdict] = await Promise.all([
      verifyRecord(database),
      database.write((tx) => appendEvent(tx, clock(), event)),
    ]);
    expect(verdict.intact).toBe(true);
    expect(await verifyRecord(database)).toMatchObject({ intact: true, head: { sequence: 504 } });
  });

  it.each([
    ["a detail", { details: '{"name":"another"}' }],
    ["its details, so that they are no JSON", { details: "{" }],
    ["who did it", { actorId: "somebody-else" }],
    ["its time", { at: new Date(0) }],
    ["its type", { type: "matter.published" }],
    ["its hash", { hash: "0".repeat(64) }],
  ])("is broken at the line in which %s was changed", async (_what, change) => {
    const { database } = await openCoalition();
    await database.client.auditEvent.update({ where: { sequence: 4 }, data: change });
    expect(await verifyRecord(database)).toMatchObject({ intact: false, sequence: 4 });
  });

  it("is broken at the line whose details say the same in another spelling", async () => {
    const { database } = await openCoalition();
    const where = { sequence: 4 };
    const { details } = await database.client.auditEvent.findUniqueOrThrow({ where });
    await database.client.auditEvent.update({ where, data: { details: `${details} ` } });
    expect(await verifyRecord(database)).toMatchObject({ intact: false, sequence: 4 });
  });

  it("is broken where a line is missing, in the middle and at the end", async () => {
    const { database } = await openCoalition();
    const count = await database.client.auditEvent.count();
    await database.client.auditEvent.delete({ where: { sequence: count } });
    expect(await verifyRecord(database)).toMatchObject({ intact: false, sequence: count });
    await database.client.auditEvent.delete({ where: { sequence: 3 } });
    expect(await verifyRecord(database)).toMatchObject({ intact: false, sequence: 3 });
  });

  it("is broken where a line was added behind the head, or the head is gone", async () => {
    const { database } = await openCoalition();
    const last = await database.client.auditEvent.findFirstOrThrow({
      orderBy: { sequence: "desc" },
    });
    await database.client.auditEvent.create({ data: { ...last, sequence: last.sequence + 1 } });
    expect(await verifyRecord(database)).toMatchObject({
      intact: false,
      sequence: last.sequence + 1,
    });
    await database.client.auditHead.deleteMany();
    expect(await verifyRecord(database)).toMatchObject({ intact: false, sequence: 1 });
  });
});

describe("secrets", () => {
  it("stand neither in the record nor in the log nor in the database", async () => {
    const coalition = await openCoalition({ posted: "failed" });
    const { services, auth, people, organizations, system, database } = coalition;
    const chosen = "a lamp beside the river";
    const changed = "a lamp beyond the river";
    const recovered = "the keeper's own sentence";
    value(
      await services.organizations.invite(people.admin, organizations.council, {
        email: "newcomer@example.org",
        name: "Nia Newcomer",
        roles: ["drafter"],
      }),
    );
    const token = tokenIn(coalition.letters[0]);
    await services.invitations.accept(
      token,
      { name: "Nia", password: "a wrong one, but long" },
      FROM,
    );
    await services.invitations.accept(token, { name: "Nia", password: chosen }, FROM);
    await auth.signIn("drafter@example.org", "certainly wrong password", FROM);
    const cookie = await coalition.cookieOf("drafter@example.org");
    const session = await coalition.sessionOf("drafter@example.org");
    const form = { currentPassword: PASSWORD, newPassword: changed };
    value(await services.account.changePassword(people.drafter, form, FROM, session));
    value(await system.recoverAdministrator({ email: people.drafter.email, password: recovered }));

    const { client } = database;
    const stored = JSON.stringify([
      await client.auditEvent.findMany(),
      await client.user.findMany(),
      await client.session.findMany(),
      await client.invitation.findMany(),
    ]);
    const secrets = [token, cookie.split("=")[1]!, PASSWORD, chosen, changed, recovered];
    for (const secret of [...secrets, "certainly wrong password", "a wrong one, but long"]) {
      expect(stored).not.toContain(secret);
      expect(coalition.logged()).not.toContain(secret);
    }
    expect(coalition.logged()).toContain("password does not match");
    const record = JSON.stringify(await client.auditEvent.findMany());
    expect(record).not.toContain("argon2");
  });
});
