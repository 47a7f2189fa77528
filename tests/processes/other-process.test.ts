import { describe, expect, it, onTestFinished } from "vitest";
import { createAuth } from "#server/auth/index.ts";
import { openDatabase } from "#server/database/index.ts";
import { createServices } from "#server/services/index.ts";
import { FROM, openCoalition, PASSWORD, refusal, value } from "#tests/services/workspace.ts";
import { migrationsFolder } from "#tests/support/migrations-folder.ts";

/** A coalition that two processes serve: each has its own connections, services and sign-in. */
async function openTwo() {
  const coalition = await openCoalition();
  const { resources, clock } = coalition;
  const database = await openDatabase({ url: coalition.database.url, migrationsFolder });
  onTestFinished(() => database.close());
  const auth = createAuth({ database, clock, log: resources.log, secureCookies: false });
  const services = createServices({ ...resources, database, auth });
  return { ...coalition, other: { auth, services } };
}

describe("what one process changed", () => {
  it("[R27] holds at once on another: what a person may, of whom it has just answered", async () => {
    const { auth, services, people, slug, organizations, other } = await openTwo();
    const { cookie } = value(await auth.signIn(people.drafter.email, PASSWORD, FROM));
    const REQUEST = {
      kind: "request",
      title: "Request",
      layoutProfile: "letter",
    } as const;
    const seen = async () => {
      const signedIn = await other.auth.actorFromCookies(cookie);
      if (!signedIn) throw new Error("not signed in");
      return other.services.documents.create(signedIn.actor, slug, REQUEST);
    };
    value(await seen());
    value(
      await services.organizations.setRoles(people.admin, organizations.council, {
        userId: people.drafter.userId,
        roles: ["observer"],
      }),
    );
    expect(await seen()).toMatchObject(refusal("forbidden"));
  });

  it("[R27] holds at once on another: a session that was ended there", async () => {
    const { auth, people, database, other } = await openTwo();
    const { cookie } = value(await auth.signIn(people.drafter.email, PASSWORD, FROM));
    expect(await other.auth.actorFromCookies(cookie)).not.toBeNull();
    await database.client.session.deleteMany({ where: { userId: people.drafter.userId } });
    expect(await other.auth.actorFromCookies(cookie)).toBeNull();
  });

  it("[R27] holds at once on another: the days on which no clock counts", async () => {
    const coalition = await openTwo();
    const { services, other } = coalition;
    const admin = await coalition.person("workspace@example.org", [], { workspaceAdmin: true });
    const shown = async () => JSON.stringify(value(await other.services.settings.calendar(admin)));
    expect(await shown()).not.toContain("2026-03-17");
    value(
      await services.settings.setCalendar(admin, {
        closures: "2026-03-17",
        inaugurationDay: false,
      }),
    );
    expect(await shown()).toContain("2026-03-17");
  });
});
