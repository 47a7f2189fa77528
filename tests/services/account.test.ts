import { describe, expect, it } from "vitest";
import { deviceOf } from "#server/services/account/device.ts";
import {
  cookieHeader,
  FROM,
  MINUTE,
  PASSWORD,
  openCoalition,
  refusal,
  refused,
  value,
} from "./workspace.ts";

const NEW_PASSWORD = "an open window in the morning";

describe("the account", () => {
  it("shows its memberships and the devices that are signed in", async () => {
    const coalition = await openCoalition();
    const { services, people } = coalition;
    const other = await coalition.sessionOf("drafter@example.org");
    coalition.pass(1000);
    const current = await coalition.sessionOf("drafter@example.org");
    await coalition.sessionOf("staff@example.org");
    const account = value(await services.account.show(people.drafter, current));
    expect(account).toMatchObject({
      name: "drafter",
      email: "drafter@example.org",
      workspaceAdmin: false,
      memberships: [{ organization: { shortName: "Council" }, roles: ["drafter"] }],
      sessions: [
        { id: current, current: true, device: "Firefox" },
        { id: other, current: false },
      ],
    });
    value(await services.account.endSession(people.drafter, other));
    expect(await services.account.endSession(people.staff, current)).toMatchObject(
      refusal("not-found"),
    );
    expect(value(await services.account.show(people.drafter, current)).sessions).toHaveLength(1);
    value(await services.account.signOutEverywhere(people.drafter));
    expect(coalition.endedSessions).toEqual([other, current]);
  });

  it("changes how the name is written, and records the former one", async () => {
    const coalition = await openCoalition();
    const { services, people, database, revoked } = coalition;
    // Parties that accepted were told of before.
    const earlier = revoked.length;
    value(await services.account.changeName(people.drafter, { name: "  Dora Drafter " }));
    value(await services.account.changeName(people.drafter, { name: "Dora Drafter" }));
    expect((await coalition.actor(people.drafter.userId)).name).toBe("Dora Drafter");
    const events = await database.client.auditEvent.findMany({
      where: { type: "person.renamed" },
      orderBy: { sequence: "asc" },
    });
    expect(events.map(({ details }) => JSON.parse(details))).toEqual([
      { before: "drafter", after: "Dora Drafter" },
    ]);
    expect(revoked.slice(earlier)).toEqual([{ userId: people.drafter.userId }]);
    expect(await services.account.changeName(people.drafter, { name: " " })).toMatchObject(
      refusal("bad-input"),
    );
  });
});

describe("changing the password", () => {
  it("ends the sessions on all other devices and keeps this one", async () => {
    const coalition = await openCoalition();
    const { services, people, auth, database } = coalition;
    const others = [
      await coalition.sessionOf("drafter@example.org"),
      await coalition.sessionOf("drafter@example.org"),
    ];
    const current = await coalition.sessionOf("drafter@example.org");
    const form = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    value(await services.account.changePassword(people.drafter, form, FROM, current));
    expect(coalition.endedSessions.toSorted()).toEqual(others.toSorted());
    expect(await database.client.session.findMany({ select: { id: true } })).toEqual([
      { id: current },
    ]);
    expect(await auth.signIn("drafter@example.org", PASSWORD, FROM)).toMatchObject(
      refusal("wrong-credentials"),
    );
    value(await auth.signIn("drafter@example.org", NEW_PASSWORD, FROM));
  });

  it("is refused without the current one, and to a weak or equal new one", async () => {
    const coalition = await openCoalition();
    const { services, people, auth } = coalition;
    const session = await coalition.sessionOf("drafter@example.org");
    const change = (currentPassword: string, newPassword: string) =>
      services.account.changePassword(
        people.drafter,
        { currentPassword, newPassword },
        FROM,
        session,
      );
    const wrong = refused(await change("not the current one", NEW_PASSWORD), "wrong-credentials");
    expect(wrong.fields).toHaveProperty("currentPassword");
    for (const weak of ["short", "drafter@example.org", "password-1234", PASSWORD]) {
      expect(refused(await change(PASSWORD, weak), "bad-input").fields).toHaveProperty(
        "newPassword",
      );
    }
    value(await auth.signIn("drafter@example.org", PASSWORD, FROM));
  });

  it("[P8] makes a password that an organization had a hand in one's own by a fresh proof alone", async () => {
    const coalition = await openCoalition();
    const { services, people, auth, database, organizations, pass } = coalition;
    const { userId } = people.drafter;
    const current = await coalition.sessionOf("drafter@example.org");
    const where = { id: userId };
    await database.client.user.update({ where, data: { passwordVia: organizations.council } });
    const viaNow = async () =>
      (await database.client.user.findUniqueOrThrow({ where })).passwordVia;
    pass(11 * MINUTE);
    const form = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    const change = (cookies: string | null) =>
      services.account.changePassword(people.drafter, form, { ...FROM, cookies }, current);
    refused(await change(null), "forbidden");
    expect(await viaNow()).toBe(organizations.council);
    const proof = await auth.freshProofs.give({ userId, sessionId: current });
    value(await change(cookieHeader(proof)));
    expect(await viaNow()).toBeNull();
  });

  it("does not overrule a recovery that ended the session meanwhile", async () => {
    const coalition = await openCoalition();
    const { services, system, people, auth } = coalition;
    const session = await coalition.sessionOf("drafter@example.org");
    const form = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    const recovered = "what the server's keeper has set";
    // The old password was right when it was confirmed; then the keeper of the server acted.
    coalition.beforeNextWrite(() =>
      system.recoverAdministrator({ email: "drafter@example.org", password: recovered }),
    );
    const changed = await services.account.changePassword(people.drafter, form, FROM, session);
    expect(changed).toMatchObject(refusal("not-signed-in"));
    value(await auth.signIn("drafter@example.org", recovered, FROM));
  });
});

describe("a device", () => {
  it.each([
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36 Edg/129.0.0.0",
      "Edge on Windows",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15",
      "Safari on Mac",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Linux"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/129.0.0.0 Mobile/15E148 Safari/604.1",
      "Chrome on iPhone",
    ],
    [
      "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36",
      "Chrome on Android",
    ],
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/129.0.0.0 Safari/537.36",
      "Chrome on Linux",
    ],
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Ubuntu Chromium/129.0.0.0 Safari/537.36",
      "Chromium on Linux",
    ],
    ["curl/8.5.0", null],
    [null, null],
  ])("%s is called %s", (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device);
  });
});
