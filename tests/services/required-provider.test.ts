import { describe, expect, it } from "vitest";
import { compareSessions } from "#server/services/audit/compare-sessions.ts";
import { recordSignIns } from "#server/services/audit/record-sign-ins.ts";
import type { SignInMethod } from "#server/auth/sessions.ts";
import { CLIENT_ID, CLIENT_SECRET } from "#tests/support/fake-provider.ts";
import { RIGHTS_CHANGED } from "#server/services/rights-changed.ts";
import { verifyRecord } from "#server/services/audit/verify.ts";
import { openWithProvider } from "./provider-story.ts";
import { addedPasskey, atBrowser, freshBrowser, signedIn, signInBy } from "./with-passkey.ts";
import { FROM, PASSWORD, cookieHeader, refusal, refused, value } from "./workspace.ts";

/**
 * P6, P8: the Council requires its provider. Ana is a drafter and administrator there and reviews for
 * ILRC. What she made or chose in the Council's sessions opens nothing once the provider is done with her.
 */
const ANA = "ana@example.org";
const SUBJECT = "ana at the Council";

async function openForAna() {
  const story = await openWithProvider({ posted: "sent" });
  const { services, people, organizations, database } = story;
  const { council, ilrc } = organizations;
  const ana = await story.person(ANA, [
    { organizationId: council, roles: ["drafter", "admin"] },
    { organizationId: ilrc, roles: ["reviewer"] },
  ]);
  value(await story.link(ANA, SUBJECT));
  value(await story.link("admin@example.org", "admin at the Council"));
  const requires = async (required: "yes" | "no", breakGlassId = people.admin.userId) =>
    value(
      await services.identityProviders.require(
        people.admin,
        council,
        {
          required,
          ...(required === "yes" ? { breakGlassId } : {}),
        },
        await freshBrowser(story, people.admin),
      ),
    );
  /** The organizations that a session's pages and commands have: both ask. */
  const reachedBy = async (cookie: string): Promise<string[]> => {
    const { actor } = await story.signedIn(cookieHeader(cookie));
    const reached = actor.memberships.map(({ organizationId }) => organizationId);
    // A reach is loaded anew inside: roles that came with the actor on the way count for nothing.
    const forged = { ...actor, memberships: (await story.actor(actor.userId)).memberships };
    const shown = await services.organizations.people(actor, council);
    const named = await services.organizations.rename(forged, council, {
      name: "Council",
      city: undefined,
    });
    expect([shown.ok, named.ok]).toEqual(Array(2).fill(reached.includes(council)));
    return reached.sort();
  };
  return { ...story, ana, reachedBy, requires, client: database.client };
}

type Story = Awaited<ReturnType<typeof openForAna>>;

/** Sessions that came about through the Council, otherwise than by its provider. */
const OTHERWISE: readonly (readonly [string, (story: Story) => Promise<string>])[] = [
  [
    "a passkey that was made in its session",
    async (story) => {
      const { services, organizations, auth, ana } = story;
      const proof = {
        method: "identity-provider",
        own: false,
        via: organizations.council,
      } as const;
      const { cookie } = await auth.openSession(ana.userId, FROM, proof);
      const key = await addedPasskey({ services }, await atBrowser({ auth }, cookie));
      return value(await signInBy({ services }, key)).cookie;
    },
  ],
  [
    "a password that its administrator had a hand in",
    async ({ client, organizations, auth }) => {
      await client.user.update({
        where: { email: ANA },
        data: { passwordVia: organizations.council },
      });
      return value(await auth.signIn(ANA, PASSWORD, FROM)).cookie;
    },
  ],
  [
    "an invitation of its",
    async ({ organizations, auth, ana }) => {
      const proof = { method: "invitation", own: false, via: organizations.council } as const;
      return (await auth.openSession(ana.userId, FROM, proof)).cookie;
    },
  ],
];

describe("[P6, P8] an organization that requires its provider", () => {
  it.each(OTHERWISE)("is not opened by %s", async (_what, comeIn) => {
    const story = await openForAna();
    await story.requires("yes");
    const cookie = await comeIn(story);
    expect(await story.reachedBy(cookie)).toEqual([]);
    expect(await story.reachedBy(await story.comeIn(SUBJECT))).toEqual([
      story.organizations.council,
    ]);
  });

  it.each(OTHERWISE)("ends what a session by %s reached before", async (_what, comeIn) => {
    const story = await openForAna();
    const { council } = story.organizations;
    const cookie = await comeIn(story);
    expect(await story.reachedBy(cookie)).toEqual([council]);
    await story.requires("yes");
    expect(story.revoked).toContainEqual({ organizationId: council });
    expect(await story.reachedBy(cookie)).toEqual([]);
    await story.requires("no");
    expect(await story.reachedBy(cookie)).toEqual([council]);
  });

  it("is not opened by a factor of one's own on top, which opens the others", async () => {
    const story = await openForAna();
    const { council, ilrc } = story.organizations;
    await story.requires("yes");
    const through = await signedIn(story, story.ana.userId, { own: false, via: council });
    const password = { password: PASSWORD };
    const { sessionId } = through.browser;
    expect(value(await story.services.ownFactor.show(through.actor))).toMatchObject({
      via: null,
      beyond: ["ILRC"],
      byProvider: ["Council"],
    });
    value(await story.services.ownFactor.byPassword(through.actor, password, sessionId, FROM));
    expect(await story.reachedBy(through.browser.cookies ?? "")).toEqual([ilrc]);
    // Through the provider it opens both.
    const cookie = await story.comeIn(SUBJECT);
    const by = await story.signedIn(cookie);
    value(await story.services.ownFactor.byPassword(by.actor, password, by.sessionId, FROM));
    expect(await story.reachedBy(cookie)).toEqual([council, ilrc].sort());
  });

  it("is opened otherwise by its chosen administrator alone", async () => {
    const story = await openForAna();
    const { council } = story.organizations;
    await story.requires("yes", story.ana.userId);
    const { browser } = await signedIn(story, story.ana.userId, { own: false, via: council });
    expect(await story.reachedBy(browser.cookies ?? "")).toEqual([council]);
    await story.requires("yes");
    expect(await story.reachedBy(browser.cookies ?? "")).toEqual([]);
  });

  it("has the record tell of a session that was changed to be of its provider", async () => {
    const story = await openForAna();
    const { council } = story.organizations;
    const { database, client, ana } = story;
    await story.requires("yes");
    const { browser } = await signedIn(story, ana.userId, { own: false, via: council });
    const where = { id: browser.sessionId };
    const why = "has a session that reaches other organizations than its line says";
    for (let time = 0; time < 2; time += 1) {
      await client.session.update({ where, data: { method: "identity-provider" } });
      expect(await story.reachedBy(browser.cookies ?? "")).toEqual([council]);
      expect(await compareSessions(database)).toEqual([{ userId: ana.userId, why }]);
      await client.session.update({ where, data: { method: "password" } });
      expect(await compareSessions(database)).toEqual([]);
      await recordSignIns(database, story.clock());
    }
    expect(await verifyRecord(database)).toMatchObject({ intact: true });
  });
});

describe("[P3, P8] a sign-in through one organization", () => {
  it("takes nobody around the factor that another requires, whatever they were signed in by before", async () => {
    const story = await openForAna();
    const { organizations, client, auth, ana } = story;
    const { council, ilrc } = organizations;
    const comeInBeside = async (method: SignInMethod, via: string | null = null) => {
      const { cookie } = await auth.openSession(ana.userId, FROM, { method, own: true, via });
      await client.session.updateMany({ data: { enrolling: false } });
      const by = await story.signedIn(cookieHeader(cookie));
      const { address, cookie: begun } = await story.begin();
      const arrived = value(await story.finish(story.fake.signIn(address, SUBJECT), begun, by));
      return story.reachedBy(arrived.cookie ?? "");
    };
    const both = [council, ilrc].sort();
    expect(await comeInBeside("password")).toEqual(both);
    expect(await comeInBeside("identity-provider", council)).toEqual(both);
    await client.organization.update({ where: { id: ilrc }, data: { requiresFactor: true } });
    expect(await comeInBeside("password")).toEqual([council]);
    expect(await comeInBeside("identity-provider", council)).toEqual([council]);
    expect(await comeInBeside("passkey")).toEqual(both);
    expect(await comeInBeside("password-and-code")).toEqual(both);
  });
});

describe("[P6] two organizations at one provider", () => {
  it("can be linked with one of them by one person, who is told so", async () => {
    const story = await openForAna();
    const { services, people, organizations, fake } = story;
    const form = { issuer: fake.issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
    value(
      await services.identityProviders.set(
        people.ilrcAdmin,
        organizations.ilrc,
        form,
        await freshBrowser(story, people.ilrcAdmin),
      ),
    );
    const again = await story.link(ANA, SUBJECT, organizations.ilrc);
    expect(refused(again, "conflict").sentence).toContain(
      "sign in through one provider, you can link with one of them alone",
    );
  });
});

describe("[P8] a room in another process", () => {
  it("closes once a provider is required, or removed, and asks anew once a factor of one's own is proved", async () => {
    const story = await openForAna();
    const { services, people, organizations, client, ana } = story;
    const { council } = organizations;
    await story.requires("yes");
    const by = await story.signedIn(await story.comeIn(SUBJECT));
    const password = { password: PASSWORD };
    value(await services.ownFactor.byPassword(by.actor, password, by.sessionId, FROM));
    value(
      await services.identityProviders.remove(
        people.admin,
        council,
        await freshBrowser(story, people.admin),
      ),
    );
    const lines = await client.auditEvent.findMany({ orderBy: { sequence: "asc" } });
    const affected = (type: keyof typeof RIGHTS_CHANGED) =>
      lines.filter((line) => line.type === type).map((line) => RIGHTS_CHANGED[type]?.(line));
    const place = { organizationId: council };
    expect(affected("organization.provider-set")).toEqual([place, place]);
    expect(affected("organization.provider-removed")).toEqual([place]);
    expect(affected("session.own-factor-proved")).toEqual([{ userId: ana.userId }]);
  });
});

describe("[P8] a calendar address", () => {
  const madeIn = async (story: Story, cookie: string) => {
    const { actor, browser } = await atBrowser(story, cookie);
    const made = await story.services.calendar.createAddress(actor, browser);
    if (!made.ok) return made.refusal.code;
    const secret = /([\w-]{43})\.ics/u.exec(made.value.link)?.[1] ?? "";
    return async () => (await story.services.calendar.read(secret, FROM.address)).ok;
  };

  it("that was made by a factor of one's own holds nothing of who requires its provider", async () => {
    const story = await openForAna();
    const { services, people, organizations } = story;
    const { ilrc } = organizations;
    const read = await madeIn(story, await story.cookieOf(ANA));
    if (typeof read === "string") throw new Error(read);
    value(await services.organizations.removePerson(people.ilrcAdmin, ilrc, story.ana.userId));
    expect(await read()).toBe(true);
    await story.requires("yes");
    expect(await read()).toBe(false);
  });

  it("that was made through the provider holds its organization's while the account is linked there", async () => {
    const story = await openForAna();
    const { services, organizations } = story;
    await story.requires("yes");
    const read = await madeIn(story, await story.comeIn(SUBJECT));
    if (typeof read === "string") throw new Error(read);
    expect(await read()).toBe(true);
    const { actor } = await story.signedIn(await story.cookieOf(ANA));
    const form = { organizationId: organizations.council };
    value(await services.identityProviders.unlink(actor, form, await freshBrowser(story, actor)));
    expect(await read()).toBe(false);
  });

  it("is not made in a sign-in that reaches nothing", async () => {
    const story = await openForAna();
    const { council } = story.organizations;
    await story.requires("yes");
    const { browser, actor } = await signedIn(story, story.ana.userId, {
      own: false,
      via: council,
    });
    expect(await madeIn(story, browser.cookies ?? "")).toBe("forbidden");
    expect(await story.services.calendar.createAddress(actor, browser)).toMatchObject(
      refusal("forbidden"),
    );
  });
});
