import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { verifyRecord } from "#server/services/audit/verify.ts";
import { CLIENT_ID, CLIENT_SECRET, openFakeProvider } from "#tests/support/fake-provider.ts";
import { sendLetters } from "./account-letters.ts";
import { openWithProvider, ORIGIN, type WithProvider } from "./provider-story.ts";
import { freshBrowser, signedIn } from "./with-passkey.ts";
import { FROM, MINUTE, cookieHeader, refusal, refused, tokenOf, value } from "./workspace.ts";

const DRAFTER = "drafter@example.org";
const SUBJECT = "248289761001";

const linesOf = async ({ database }: WithProvider, prefix: string) =>
  (
    await database.client.auditEvent.findMany({
      where: { type: { startsWith: prefix } },
      orderBy: { sequence: "asc" },
    })
  ).map(({ type }) => type);

describe("[P6] an account that is linked with an organization's provider", () => {
  it("is signed in by issuer and subject, with the roles of that organization alone", async () => {
    const story = await openWithProvider({ posted: "sent" });
    const { people, organizations, database, auth } = story;
    value(await story.link(DRAFTER, SUBJECT));
    const { actor, sessionId } = await story.signedIn(await story.comeIn(SUBJECT));
    expect(actor.userId).toBe(people.drafter.userId);
    expect(actor.reach).toEqual({
      own: false,
      via: organizations.council,
      byProvider: true,
    });
    expect(actor.memberships.map(({ organizationId }) => organizationId)).toEqual([
      organizations.council,
    ]);
    const session = (await auth.sessions(actor.userId)).find(({ id }) => id === sessionId);
    expect(session).toMatchObject({ method: "identity-provider", via: organizations.council });
    expect(await linesOf(story, "person.identity")).toEqual(["person.identity-linked"]);
    expect(await verifyRecord(database)).toMatchObject({ intact: true });
  });

  it("is told by mail when it is linked, and when the link is ended, at a confirmed address alone", async () => {
    const story = await openWithProvider({ posted: "sent" });
    const { services, organizations, letters } = story;
    const link = async () => value(await story.link(DRAFTER, SUBJECT));
    const unlink = async () => {
      const { actor } = await story.signedIn(await story.cookieOf(DRAFTER));
      const form = { organizationId: organizations.council };
      value(await services.identityProviders.unlink(actor, form, await freshBrowser(story, actor)));
    };
    await link();
    await sendLetters(story);
    await unlink();
    await sendLetters(story);
    const { name } = await story.database.client.organization.findUniqueOrThrow({
      where: { id: organizations.council },
    });
    expect(letters.map(({ to, subject }) => [to.address, subject])).toEqual([
      [DRAFTER, `Your account is linked with the sign-in of ${name}`],
      [DRAFTER, `Your account is no longer linked with the sign-in of ${name}`],
    ]);
    expect(letters[0]?.text).toContain("https://desk.example.org/account");
    letters.length = 0;
    await story.database.client.user.updateMany({ data: { unconfirmed: true } });
    await link();
    await unlink();
    await sendLetters(story);
    expect(letters).toEqual([]);
  });

  it("is never found by an e-mail address, whatever the provider says of it", async () => {
    const fake = await openFakeProvider({
      claims: (honest) => ({ ...honest, email: DRAFTER, email_verified: true }),
    });
    const story = await openWithProvider({}, fake);
    const sessions = await story.database.client.session.count();
    const { address, cookie } = await story.begin();
    const arrived = await story.finish(fake.signIn(address, "somebody"), cookie);
    expect(refused(arrived, "forbidden").sentence).toContain("no account here is linked");
    expect(await story.database.client.session.count()).toBe(sessions);
  });

  it("is linked by nobody but who is signed in there with a factor of their own", async () => {
    const story = await openWithProvider();
    const { services, organizations } = story;
    value(await story.link(DRAFTER, SUBJECT));
    const by = await story.signedIn(await story.comeIn(SUBJECT));
    const form = { organizationId: organizations.council };
    const place = { origin: ORIGIN, sessionId: by.sessionId, cookies: null };
    const begun = await services.identityProviders.beginLink(FROM, by.actor, form, place);
    expect(begun).toMatchObject(refusal("forbidden"));
    expect(
      await services.identityProviders.unlink(by.actor, form, await freshBrowser(story, by.actor)),
    ).toMatchObject(refusal("forbidden"));
  });

  it("stays the link of whom it was made for: neither another person nor another organization takes it", async () => {
    const story = await openWithProvider();
    value(await story.link(DRAFTER, SUBJECT));
    expect(await story.link("staff@example.org", SUBJECT)).toMatchObject(refusal("conflict"));
    expect(await story.link(DRAFTER, "another subject")).toMatchObject(refusal("conflict"));
    expect(await story.database.client.identityLink.count()).toBe(1);
  });

  it("is not linked by an answer that another person, or another session of theirs, began", async () => {
    const story = await openWithProvider();
    const { services, organizations } = story;
    const by = await story.signedIn(await story.cookieOf(DRAFTER));
    const begin = async () =>
      value(
        await services.identityProviders.beginLink(
          FROM,
          by.actor,
          { organizationId: organizations.council },
          { origin: ORIGIN, sessionId: by.sessionId, cookies: null },
        ),
      );
    for (const email of ["staff@example.org", DRAFTER]) {
      const { departure, cookie } = await begin();
      const other = await story.signedIn(await story.cookieOf(email));
      const back = story.fake.signIn(departure.address, SUBJECT);
      expect(await story.finish(back, cookieHeader(cookie), other)).toMatchObject(
        refusal("not-signed-in"),
      );
    }
    expect(await story.database.client.identityLink.count()).toBe(0);
  });

  it("comes in no more once the link is ended, and where it came in so it is signed out", async () => {
    const story = await openWithProvider();
    const { services, organizations, auth } = story;
    value(await story.link(DRAFTER, SUBJECT));
    const inside = await story.comeIn(SUBJECT);
    const by = await story.signedIn(await story.cookieOf(DRAFTER));
    const form = { organizationId: organizations.council };
    value(
      await services.identityProviders.unlink(by.actor, form, await freshBrowser(story, by.actor)),
    );
    expect(await auth.actorFromCookies(inside)).toBeNull();
    await expect(story.comeIn(SUBJECT)).rejects.toThrow("forbidden");
  });

  it("is ended by nobody who only found a sign-in open: they show again that it is theirs", async () => {
    const story = await openWithProvider();
    const { services, organizations, people } = story;
    value(await story.link(DRAFTER, SUBJECT));
    const { browser, actor } = await signedIn(story, people.drafter.userId);
    story.pass(11 * MINUTE);
    const form = { organizationId: organizations.council };
    const unlinked = await services.identityProviders.unlink(actor, form, browser);
    expect(refused(unlinked, "forbidden").sentence).toMatch(/again/u);
    expect(await story.database.client.identityLink.count()).toBe(1);
  });

  it("comes in no more once its person left the organization", async () => {
    const story = await openWithProvider();
    const { services, people, organizations } = story;
    value(await story.link(DRAFTER, SUBJECT));
    value(
      await services.organizations.removePerson(
        people.admin,
        organizations.council,
        people.drafter.userId,
      ),
    );
    await expect(story.comeIn(SUBJECT)).rejects.toThrow("forbidden");
  });

  it("is signed out here alone: the provider is not even asked", async () => {
    const story = await openWithProvider();
    value(await story.link(DRAFTER, SUBJECT));
    const { actor, sessionId } = await story.signedIn(await story.comeIn(SUBJECT));
    const asked = story.fake.requests.length;
    value(await story.services.account.endSession(actor, sessionId));
    expect(story.fake.requests).toHaveLength(asked);
  });
});

describe("[P6] an invitation that is accepted through the organization's provider", () => {
  const NEW = { email: "new@example.org", name: "New Person", roles: ["drafter" as const] };

  async function accepted(story: WithProvider, token: string, subject: string) {
    const { departure, cookie } = value(
      await story.services.identityProviders.beginJoin(
        FROM,
        token,
        { name: NEW.name },
        { origin: ORIGIN },
      ),
    );
    return story.finish(story.fake.signIn(departure.address, subject), cookieHeader(cookie));
  }

  it("makes an account without a password, that works for that organization alone", async () => {
    const story = await openWithProvider();
    const { services, people, organizations, database } = story;
    const link = value(
      await services.organizations.invite(people.admin, organizations.council, NEW),
    );
    const arrived = value(await accepted(story, tokenOf(link), "new subject"));
    const { actor } = await story.signedIn(cookieHeader(arrived.cookie ?? ""));
    expect(actor).toMatchObject({ email: NEW.email, name: NEW.name, unconfirmed: true });
    expect(actor.reach).toEqual({
      own: false,
      via: organizations.council,
      byProvider: true,
    });
    const row = await database.client.user.findUniqueOrThrow({ where: { id: actor.userId } });
    expect(row.passwordHash).toBeNull();
    expect((await story.signedIn(await story.comeIn("new subject"))).actor.userId).toBe(row.id);
    // Once.
    const again = await services.identityProviders.beginJoin(
      FROM,
      tokenOf(link),
      { name: NEW.name },
      { origin: ORIGIN },
    );
    expect(again).toMatchObject(refusal("expired-link"));
    expect(await verifyRecord(database)).toMatchObject({ intact: true });
  });

  it("takes over no account that has the invitation's address", async () => {
    const story = await openWithProvider();
    const { services, people, organizations, database } = story;
    const form = { ...NEW, email: "stranger@example.org" };
    const link = value(
      await services.organizations.invite(people.admin, organizations.council, form),
    );
    const before = await database.client.user.count();
    expect(await accepted(story, tokenOf(link), "new subject")).toMatchObject(refusal("conflict"));
    expect(await database.client.user.count()).toBe(before);
    expect(await database.client.identityLink.count()).toBe(0);
    expect(await database.client.invitation.count({ where: { acceptedAt: null } })).toBe(1);
  });

  it("gives nothing to who is linked with another account already", async () => {
    const story = await openWithProvider();
    const { services, people, organizations } = story;
    value(await story.link(DRAFTER, SUBJECT));
    const link = value(
      await services.organizations.invite(people.admin, organizations.council, NEW),
    );
    expect(await accepted(story, tokenOf(link), SUBJECT)).toMatchObject(refusal("conflict"));
  });
});

describe("[P6] an answer of a provider", () => {
  it("is taken once, in the browser that began, within ten minutes, at its organization's address", async () => {
    const story = await openWithProvider();
    value(await story.link(DRAFTER, SUBJECT));
    const { fake, pass, organizations } = story;

    const other = await story.begin();
    const first = await story.begin();
    const back = fake.signIn(first.address, SUBJECT);
    expect(await story.finish(back, null)).toMatchObject(refusal("expired-link"));
    expect(await story.finish(back, other.cookie)).toMatchObject(refusal("expired-link"));
    const both = await Promise.all([
      story.finish(back, first.cookie),
      story.finish(back, first.cookie),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await story.finish(back, first.cookie)).toMatchObject(refusal("expired-link"));

    const elsewhere = await story.begin();
    const led = fake.signIn(elsewhere.address, SUBJECT);
    expect(await story.finish(led, elsewhere.cookie, null, organizations.ilrc)).toMatchObject(
      refusal("expired-link"),
    );

    const late = await story.begin();
    pass(11 * MINUTE);
    expect(await story.finish(fake.signIn(late.address, SUBJECT), late.cookie)).toMatchObject(
      refusal("expired-link"),
    );
  });

  it("is refused where it is another provider's: by its name, without one, or by another code", async () => {
    const story = await openWithProvider();
    value(await story.link(DRAFTER, SUBJECT));
    const change = async (turn: (url: URL) => void) => {
      const { address, cookie } = await story.begin();
      const back = story.fake.signIn(address, SUBJECT);
      turn(back);
      return story.finish(back, cookie);
    };
    const tries = [
      (url: URL) => url.searchParams.set("iss", "https://evil.example"),
      (url: URL) => url.searchParams.delete("iss"),
      (url: URL) => url.searchParams.append("iss", "https://evil.example"),
      (url: URL) => url.searchParams.set("code", "of another sign-in"),
      (url: URL) => url.searchParams.set("error", "access_denied"),
    ];
    for (const turn of tries) expect(await change(turn)).toMatchObject(refusal("bad-input"));
    expect((await change(() => undefined)).ok).toBe(true);
  });

  const OTHER = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const now = Math.floor(Date.now() / 1000);
  type Turn = Parameters<typeof openFakeProvider>[0];
  const lies: readonly (readonly [string, Turn])[] = [
    ["of another issuer", { claims: (honest) => ({ ...honest, iss: "https://evil.example" }) }],
    ["for another client", { claims: (honest) => ({ ...honest, aud: "another" }) }],
    [
      "for several clients, none of them named",
      { claims: (honest) => ({ ...honest, aud: [CLIENT_ID, "another"] }) },
    ],
    ["of another sign-in", { claims: (honest) => ({ ...honest, nonce: "another" }) }],
    ["without a nonce", { claims: ({ nonce: _none, ...honest }) => honest }],
    ["that is over", { claims: (honest) => ({ ...honest, iat: now - 900, exp: now - 600 }) }],
    ["of nobody", { claims: (honest) => ({ ...honest, sub: "" }) }],
    ["of a name without an end", { claims: (honest) => ({ ...honest, sub: "x".repeat(256) }) }],
    ["signed by another key", { key: OTHER }],
    ["signed by none", { key: null, header: { alg: "none" } }],
    ["signed as if by a shared secret", { header: { alg: "HS256" } }],
  ];
  it.each(lies)("with a token %s signs nobody in", async (_what, turned) => {
    const fake = await openFakeProvider();
    const story = await openWithProvider({}, fake);
    value(await story.link(DRAFTER, SUBJECT));
    const sessions = await story.database.client.session.count();
    Object.assign(fake.lies, turned);
    const { address, cookie } = await story.begin();
    expect(await story.finish(fake.signIn(address, SUBJECT), cookie)).toMatchObject(
      refusal("bad-input"),
    );
    expect(await story.database.client.session.count()).toBe(sessions);
  });

  it("is refused where the organization changed its provider meanwhile", async () => {
    const story = await openWithProvider();
    const { services, people, organizations, fake } = story;
    value(await story.link(DRAFTER, SUBJECT));
    const { address, cookie } = await story.begin();
    const other = await openFakeProvider();
    value(
      await services.identityProviders.set(
        people.admin,
        organizations.council,
        {
          issuer: other.issuer,
          clientId: CLIENT_ID,
          clientSecret: CLIENT_SECRET,
        },
        await freshBrowser(story, people.admin),
      ),
    );
    expect(await story.finish(fake.signIn(address, SUBJECT), cookie)).toMatchObject(
      refusal("stale"),
    );
    // The new one knows somebody by the same subject: that is another person's word.
    expect(await story.database.client.identityLink.count()).toBe(0);
  });
});

describe("[P6] the page of an organization's sign-in", () => {
  it("shows and records no secret, keeps it encrypted, and sends it to no other provider", async () => {
    const story = await openWithProvider();
    const { services, people, organizations, database, fake } = story;
    const row = await database.client.identityProvider.findFirstOrThrow();
    expect(row.clientSecret).toMatch(/^v1\./u);
    const view = value(await services.identityProviders.show(people.admin, organizations.council));
    expect(JSON.stringify(view)).not.toContain(CLIENT_SECRET);
    const lines = await database.client.auditEvent.findMany();
    expect(JSON.stringify(lines.map(({ details }) => details))).not.toContain(CLIENT_SECRET);

    // Left empty it stays, while the provider does.
    const browser = await freshBrowser(story, people.admin);
    const same = { issuer: fake.issuer, clientId: CLIENT_ID, clientSecret: undefined };
    value(await services.identityProviders.set(people.admin, organizations.council, same, browser));
    value(await story.link(DRAFTER, SUBJECT));
    expect(fake.secretsSeen).toEqual([CLIENT_SECRET]);

    const other = await openFakeProvider();
    const moved = { ...same, issuer: other.issuer };
    value(
      await services.identityProviders.set(people.admin, organizations.council, moved, browser),
    );
    const after = await database.client.identityProvider.findFirstOrThrow();
    expect(after.clientSecret).toBeNull();
  });

  it("is its administrators' alone", async () => {
    const story = await openWithProvider();
    const { services, people, organizations, fake } = story;
    const form = { issuer: fake.issuer, clientId: CLIENT_ID, clientSecret: undefined };
    for (const [actor, code] of [
      [people.drafter, "forbidden"],
      [people.ilrcAdmin, "not-found"],
    ] as const) {
      const { council } = organizations;
      const browser = await freshBrowser(story, actor);
      expect(await services.identityProviders.show(actor, council)).toMatchObject(refusal(code));
      expect(await services.identityProviders.set(actor, council, form, browser)).toMatchObject(
        refusal(code),
      );
      expect(await services.identityProviders.remove(actor, council, browser)).toMatchObject(
        refusal(code),
      );
      expect(
        await services.identityProviders.require(
          actor,
          council,
          {
            required: "no",
            breakGlassId: undefined,
          },
          browser,
        ),
      ).toMatchObject(refusal(code));
    }
  });

  it.each([
    [
      "calls itself another",
      { discovery: (honest: object) => ({ ...honest, issuer: "https://evil.example" }) },
    ],
    [
      "is one for all of its customers",
      {
        discovery: (honest: object) => ({
          ...honest,
          issuer: "https://login.example/{tenantid}/v2.0",
        }),
      },
    ],
    ["names no keys", { discovery: (honest: object) => ({ ...honest, jwks_uri: undefined }) }],
    [
      "leads browsers to a script",
      {
        discovery: (honest: object) => ({
          ...honest,
          authorization_endpoint: "javascript:alert(1)",
        }),
      },
    ],
    ["is no provider", { discovery: () => "a page" }],
  ])("saves no provider that %s", async (_what, lies) => {
    const story = await openWithProvider();
    const { services, people, organizations, database } = story;
    const other = await openFakeProvider(lies);
    const before = await database.client.identityProvider.findFirst();
    const browser = await freshBrowser(story, people.admin);
    const form = { issuer: other.issuer, clientId: CLIENT_ID, clientSecret: undefined };
    expect(
      await services.identityProviders.set(people.admin, organizations.council, form, browser),
    ).toMatchObject(refusal("bad-input"));
    expect(await database.client.identityProvider.findFirst()).toEqual(before);
  });

  it("requires it once it is known to work, and with one administrator who comes in otherwise", async () => {
    const story = await openWithProvider();
    const { services, people, organizations, auth } = story;
    const { council } = organizations;
    const { userId } = people.admin;
    const browser = await freshBrowser(story, people.admin);
    const ask = (required: "yes" | "no", breakGlassId?: string) =>
      services.identityProviders.require(
        people.admin,
        council,
        { required, breakGlassId },
        browser,
      );
    expect(await ask("yes", userId)).toMatchObject(refusal("conflict"));
    value(await story.link("admin@example.org", "admin"));
    expect(await ask("yes")).toMatchObject(refusal("bad-input"));
    expect(await ask("yes", people.drafter.userId)).toMatchObject(refusal("bad-input"));
    expect(await ask("yes", people.ilrcAdmin.userId)).toMatchObject(refusal("bad-input"));
    value(await story.link(DRAFTER, SUBJECT));
    value(await ask("yes", userId));

    const byPassword = async (email: string) =>
      (await story.signedIn(await story.cookieOf(email))).actor.memberships;
    expect(await byPassword(DRAFTER)).toEqual([]);
    expect(await byPassword("admin@example.org")).toHaveLength(1);
    expect((await story.signedIn(await story.comeIn(SUBJECT))).actor.memberships).toHaveLength(1);

    // Nobody takes that way away while it is the only one.
    const admins = { userId: people.staff.userId, roles: ["admin" as const] };
    value(await services.organizations.setRoles(people.admin, council, admins));
    const demoted = { userId, roles: ["drafter" as const] };
    expect(await services.organizations.setRoles(people.admin, council, demoted)).toMatchObject(
      refusal("conflict"),
    );
    expect(await services.organizations.removePerson(people.admin, council, userId)).toMatchObject(
      refusal("conflict"),
    );

    value(await ask("no"));
    expect(await byPassword(DRAFTER)).toHaveLength(1);
    expect(await auth.sessions(people.drafter.userId)).not.toHaveLength(0);
  });

  it("removes it with its links, and signs out who came in through it", async () => {
    const story = await openWithProvider();
    const { services, people, organizations, auth, database } = story;
    value(await story.link(DRAFTER, SUBJECT));
    const inside = await story.comeIn(SUBJECT);
    value(
      await services.identityProviders.remove(
        people.admin,
        organizations.council,
        await freshBrowser(story, people.admin),
      ),
    );
    expect(await auth.actorFromCookies(inside)).toBeNull();
    expect(await database.client.identityLink.count()).toBe(0);
    expect(await linesOf(story, "organization.provider")).toEqual([
      "organization.provider-set",
      "organization.provider-removed",
    ]);
    expect(await verifyRecord(database)).toMatchObject({ intact: true });
  });
});

describe("[P6] who asks for an organization's sign-in", () => {
  it("learns of no person, by an address that has an account, one that has none, or one at its domain", async () => {
    const story = await openWithProvider();
    const { services, people, organizations } = story;
    value(await story.link(DRAFTER, SUBJECT));
    const begin = (organization: string) =>
      services.identityProviders.begin(FROM, { organization }, { origin: ORIGIN, next: "/" });
    const unknown = await begin("nobody@nowhere.example.org");
    expect(unknown).toMatchObject(refusal("bad-input"));
    for (const typed of [DRAFTER, "ilrc", "no-such-organization", "stranger@example.org"]) {
      expect(await begin(typed)).toEqual(unknown);
    }
    value(
      await services.organizations.setContact(people.admin, organizations.council, {
        website: "https://www.council.example.org",
        pressName: undefined,
        pressEmail: undefined,
      }),
    );
    // By the site that public pages show, whoever has that address or none.
    expect((await begin("whoever@council.example.org")).ok).toBe(true);
  });

  it("is held back who asks again and again", async () => {
    const story = await openWithProvider();
    const begin = () =>
      story.services.identityProviders.begin(
        { address: "198.51.100.7" },
        { organization: "ilrc" },
        { origin: ORIGIN, next: "/" },
      );
    for (let count = 0; count < 60; count += 1) {
      expect(await begin()).toMatchObject(refusal("bad-input"));
    }
    expect(await begin()).toMatchObject(refusal("too-many-tries"));
  });
});
