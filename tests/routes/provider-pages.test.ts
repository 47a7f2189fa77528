import { describe, expect, it } from "vitest";
import { nameProvider, realProviders, storiesOf } from "#tests/services/provider-story.ts";
import { FROM, cookieHeader, openCoalition, value } from "#tests/services/workspace.ts";
import { CLIENT_ID, openFakeProvider } from "#tests/support/fake-provider.ts";
import { siteOf } from "./site.ts";

async function openDesk(knobs: Parameters<typeof openCoalition>[0] = {}) {
  const coalition = await openCoalition({ identityProviders: realProviders(), ...knobs });
  const fake = await openFakeProvider();
  await nameProvider(coalition, fake);
  const address = `/organizations/${coalition.organizations.council}/provider`;
  return { ...siteOf(coalition), ...storiesOf(coalition, fake), fake, address };
}

describe("[P6] the page of an organization's sign-in", () => {
  it("says that a requirement and sessions end with another client id, before and after", async () => {
    const { as, address, fake, link, comeIn, people, withCookie } = await openDesk();
    const admin = await as("admin");
    const set = (clientId: string) =>
      admin.post(address, { intent: "set", issuer: fake.issuer, clientId });
    expect((await admin.get(address)).words).not.toContain("it is not required any more");
    value(await link("admin@example.org", "admin"));
    value(await link("drafter@example.org", "drafter"));
    const drafter = withCookie(await comeIn("drafter"));
    const required = { intent: "require", required: "yes", breakGlassId: people.admin.userId };
    expect((await admin.post(address, required)).status).toBe(200);
    expect((await admin.get(address)).words).toContain(
      "With another issuer or client id it is not required any more",
    );

    const same = await set(CLIENT_ID);
    expect(same.words).toContain("The sign-in answers and is saved.");
    expect(same.words).not.toContain("It is not required any more");
    expect(same.words).not.toContain("Everybody else who had come in through it");
    expect((await drafter.get("/account")).status).toBe(200);

    const other = await set("another");
    expect(other.words).toContain("It is not required any more, since nobody has come in");
    expect(other.words).toContain("Everybody else who had come in through it as it was before");
    expect((await drafter.get("/account")).status).toBe(302);
  });
});

describe("[P6] where a provider leads back to", () => {
  it("tells who is signed in that linking failed, and nothing of a sign-in", async () => {
    const { as, nobody, organizations } = await openDesk();
    const address = `/sign-in/${organizations.council}/callback?state=x&error=access_denied`;
    const page = await (await as("drafter")).get(address);
    expect(page.status).toBe(410);
    expect(page.words).not.toContain("not signed in");
    expect(page.document.querySelector("main a[href='/account/identities']")).not.toBeNull();
    expect(page.document.querySelector("a[href^='/sign-in/organization']")).toBeNull();
    const signedOut = await nobody.get(address);
    expect(signedOut.words).toContain("You were not signed in");
  });
});

describe("[P6] a way through a provider that fails", () => {
  /** The page that was asked for, behind an address. */
  const nextOf = (address: string | null) =>
    new URL(address ?? "", "http://desk.invalid").searchParams.get("next");

  it("leads on to the page that was asked for, however it failed", async () => {
    const desk = await openDesk();
    const { services, organizations, fake, nobody, withCookie } = desk;
    const asked = "/matters/one?of=several";
    const begin = async (next: string) => {
      const form = { organization: "council" };
      const place = { origin: "https://desk.example.org", next };
      const { departure, cookie } = value(
        await services.identityProviders.begin(FROM, form, place),
      );
      return { address: departure.address, browser: withCookie(cookieHeader(cookie)) };
    };
    const callback = `/sign-in/${organizations.council}/callback`;
    const refusals = {
      "said no": (address: string) =>
        `?error=access_denied&state=${new URL(address).searchParams.get("state") ?? ""}`,
      "an answer to another": () => "?code=x&state=y",
      "nobody's account": (address: string) => fake.signIn(address, "a stranger").search,
    };
    for (const [what, answer] of Object.entries(refusals)) {
      const { address, browser } = await begin(asked);
      const page = await browser.get(callback + answer(address));
      expect(page.status, what).toBeGreaterThanOrEqual(400);
      const links = [...page.document.querySelectorAll("a[href*='next=']")];
      expect(
        links.map((link) => nextOf(link.getAttribute("href"))),
        what,
      ).toEqual([asked, asked]);
    }
    // Another site's page is none.
    const { browser } = await begin("//evil.example");
    expect((await browser.get(`${callback}?state=y`)).body).not.toContain("evil.example");
    const stranger = await nobody.get(`${callback}?state=y`);
    expect(stranger.document.querySelectorAll("a[href*='next=']")).toHaveLength(0);
  });
});

describe("[P6] the account of who has no password", () => {
  const fieldsOf = ({ document }: { readonly document: Document }) =>
    document.querySelectorAll("input[name=currentPassword]").length;

  it.each([
    ["leads to a mailed link", { posted: "sent" as const }, true],
    ["says who else can help where no mail is sent", {}, false],
  ])("%s in place of a form that asks for one", async (_what, knobs, isMailed) => {
    const { as, database, people } = await openDesk(knobs);
    const drafter = await as("drafter");
    expect(fieldsOf(await drafter.get("/account"))).toBe(1);
    const { userId: id } = people.drafter;
    await database.write((tx) => tx.user.update({ where: { id }, data: { passwordHash: null } }));
    const page = await drafter.get("/account");
    expect(fieldsOf(page)).toBe(0);
    const link = page.document.querySelector("main a[href='/password/forgotten']");
    expect(link !== null).toBe(isMailed);
    expect(page.words.includes("This server sends no e-mails, so no link")).toBe(!isMailed);
    // Nor is one mailed to an address that nobody has confirmed.
    await database.write((tx) => tx.user.update({ where: { id }, data: { unconfirmed: true } }));
    const unconfirmed = await drafter.get("/account");
    expect(unconfirmed.document.querySelector("main a[href='/password/forgotten']")).toBeNull();
  });
});
