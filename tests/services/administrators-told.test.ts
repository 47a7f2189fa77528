import { describe, expect, it } from "vitest";
import { CLIENT_ID, CLIENT_SECRET, openFakeProvider } from "#tests/support/fake-provider.ts";
import { openWithProvider } from "./provider-story.ts";
import { remindersOf } from "./reminders.ts";
import { freshBrowser } from "./with-passkey.ts";
import { value } from "./workspace.ts";

/** The Council with two administrators and a provider, its letters sent by a real mail server. */
async function openCouncil() {
  const story = await openWithProvider({ posted: "sent" });
  const { council } = story.organizations;
  const other = await story.person("second@example.org", [
    { organizationId: council, roles: ["admin"] },
  ]);
  value(await story.link("admin@example.org", "admin at the Council"));
  const desk = await remindersOf(story);
  await desk.work();
  desk.taken();
  const { admin } = desk.people;
  const browser = await freshBrowser(desk, admin);
  /** To whom a letter went, its subject and its first paragraph. */
  const told = async () => {
    await desk.work();
    return desk
      .taken()
      .map(({ to, subject, text = "" }) => ({
        to: to?.[0]?.address ?? "",
        subject,
        said: text.split("\n\n")[1] ?? "",
        text,
      }))
      .toSorted((a, b) => (a.to < b.to ? -1 : 1));
  };
  return { ...desk, council, admin, other, browser, told };
}

describe("[P6] [P3] a change of how an organization's people come in", () => {
  it("is told to all of its administrators by mail, and to nobody else", async () => {
    const { services, council, admin, browser, told, fake, people } = await openCouncil();
    const { identityProviders, organizations } = services;
    const moved = await openFakeProvider();
    const named = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
    const breakGlassId = admin.userId;
    const changes = [
      [
        () => identityProviders.require(admin, council, { required: "yes", breakGlassId }, browser),
        "its own sign-in is required",
        `requires the organization’s own sign-in, ${fake.issuer}, of its people.`,
      ],
      [
        () => identityProviders.require(admin, council, { required: "no" }, browser),
        "its own sign-in is not required any more",
        `no longer requires the organization’s own sign-in, ${fake.issuer}`,
      ],
      [
        () => identityProviders.set(admin, council, { issuer: fake.issuer, ...named }, browser),
        "its own sign-in was saved anew",
        "Issuer and client id are as they were.",
      ],
      [
        () => identityProviders.set(admin, council, { issuer: moved.issuer, ...named }, browser),
        "its own sign-in is another one",
        `named ${moved.issuer} as the organization’s own sign-in, in place of ${fake.issuer}.`,
      ],
      [
        () => identityProviders.remove(admin, council, browser),
        "its own sign-in was removed",
        `removed the organization’s own sign-in, ${moved.issuer},`,
      ],
      [
        () => identityProviders.set(admin, council, { issuer: fake.issuer, ...named }, browser),
        "it has a sign-in of its own",
        `named ${fake.issuer} as the organization’s own sign-in. Who`,
      ],
      [
        () => organizations.setSignInPolicy(admin, council, { policy: ["factor"] }, browser),
        "other factors are asked for",
        "A passkey or a second factor is required of its reviewers and staff.",
      ],
    ] as const;
    for (const [change, subject, said] of changes) {
      expect(await change()).toMatchObject({ ok: true });
      const letters = await told();
      expect(letters.map(({ to }) => to)).toEqual(["admin@example.org", "second@example.org"]);
      const [own, others] = letters;
      expect(own?.subject).toMatch(new RegExp(`^Signing in at .+: ${subject}$`, "u"));
      expect(others?.subject).toBe(own?.subject);
      expect(own?.said).toContain("Somebody who is signed in as you ");
      expect(others?.said).toContain(`${people.admin.name} `);
      for (const letter of letters) {
        expect(letter.said).toContain(said);
        expect(letter.said).toMatch(/That was at .+ UTC/u);
        expect(letter.text).toContain(`https://desk.example.org/organizations/${council}/sign-in`);
        expect(letter.text).not.toContain(CLIENT_SECRET);
      }
    }
  });

  it("is told to nobody where nothing changed, or whose address is not known to be theirs", async () => {
    const { services, council, admin, browser, told, database, other } = await openCouncil();
    const { setSignInPolicy } = services.organizations;
    value(await setSignInPolicy(admin, council, { policy: [] }, browser));
    expect(await told()).toEqual([]);
    await database.write((tx) =>
      tx.user.update({ where: { id: other.userId }, data: { unconfirmed: true } }),
    );
    value(await setSignInPolicy(admin, council, { policy: ["passkey"] }, browser));
    expect((await told()).map(({ to }) => to)).toEqual(["admin@example.org"]);
  });

  it("is told to nobody who is no administrator by the time the letter leaves", async () => {
    const { services, council, admin, browser, told, other, resources } = await openCouncil();
    const { setSignInPolicy } = services.organizations;
    value(await setSignInPolicy(admin, council, { policy: ["factor"] }, browser));
    const roles = { userId: other.userId, roles: ["drafter" as const] };
    value(await services.organizations.setRoles(admin, council, roles));
    expect((await told()).map(({ to }) => to)).toEqual(["admin@example.org"]);
    expect(resources.mail.configured).toBe(true);
  });
});
