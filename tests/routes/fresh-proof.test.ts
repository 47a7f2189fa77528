import { describe, expect, it } from "vitest";
import { nameProvider, realProviders } from "#tests/services/provider-story.ts";
import { MINUTE, PASSWORD, cookieHeader, openCoalition } from "#tests/services/workspace.ts";
import { openFakeProvider } from "#tests/support/fake-provider.ts";
import { alerts, siteOf } from "./site.ts";

/** Forms that change a way in, in a browser that was left open. */

async function openDesk(email: string) {
  const coalition = await openCoalition({ identityProviders: realProviders() });
  const fake = await openFakeProvider();
  await nameProvider(coalition, fake);
  const site = siteOf(coalition);
  const cookie = await site.cookieOf(email);
  const at = `/organizations/${site.organizations.council}`;
  return { ...site, at, cookie, fake, browser: site.withCookie(cookie) };
}

type Desk = Awaited<ReturnType<typeof openDesk>>;
type Form = readonly [address: string, fields: Readonly<Record<string, string>>];

const FORMS: Readonly<Record<string, (desk: Desk) => Form>> = {
  "names the organization's provider": ({ at, fake }) => [
    `${at}/provider`,
    { intent: "set", issuer: fake.issuer, clientId: "another" },
  ],
  "requires the organization's provider": ({ at }) => [
    `${at}/provider`,
    { intent: "require", required: "no" },
  ],
  "removes the organization's provider": ({ at }) => [`${at}/provider`, { intent: "remove" }],
  "sets what signing in takes": ({ at }) => [`${at}/sign-in`, { policy: "factor" }],
  "consents to archives": ({ at }) => [`${at}/archives`, { consent: "yes" }],
  "adds a webhook": ({ at }) => [
    `${at}/webhooks`,
    { name: "Case list", url: "https://hooks.example.org/desk", topics: "filing" },
  ],
  "makes a link that lets somebody in": ({ at, people }) => [
    `${at}/people/${people.drafter.userId}`,
    { intent: "let-in" },
  ],
  "links the account with the organization’s sign-in": ({ organizations }) => [
    "/account/identities",
    { intent: "link", organizationId: organizations.council },
  ],
};

/** Fields of boxes that are ticked. */
const CHOICES = ["policy", "required", "consent", "topics"];

describe("a form that changes a way in", () => {
  it.each(Object.entries(FORMS))(
    "%s only once its sender has shown again who they are",
    async (_what, of) => {
      const desk = await openDesk("admin@example.org");
      const { browser, cookie, database, pass, withCookie } = desk;
      const [address, fields] = of(desk);
      const lines = () => database.client.auditEvent.count();
      expect((await browser.get(address)).words).not.toContain("Show that it is you");
      pass(11 * MINUTE);
      expect((await browser.get(address)).words).toContain("Show that it is you");
      const before = await lines();
      const refused = await browser.post(address, fields);
      expect(refused.status).toBe(403);
      expect(alerts(refused)).toContain("It is a while ago that you showed that it is you.");
      // Asked on the very page, which keeps what was filled in.
      const form = refused.document.querySelector("form[action='/account/passkeys']");
      expect(form?.querySelector("input[type=password]")).not.toBeNull();
      for (const [name, typed] of Object.entries(fields)) {
        if (CHOICES.includes(name)) {
          const box = `input[name=${name}][value="${typed}"]`;
          expect(refused.document.querySelector<HTMLInputElement>(box)?.checked).toBe(true);
        } else if (name !== "intent") {
          const values = [...refused.document.querySelectorAll<HTMLInputElement>(`[name=${name}]`)];
          expect(values.map(({ value }) => value)).toContain(typed);
        }
      }
      expect(await lines()).toBe(before);

      const intent = "prove-password";
      const wrong = await browser.post("/account/passkeys", {
        intent,
        password: "not the password",
      });
      expect(wrong.headers.get("Set-Cookie")).toBeNull();
      const proved = await browser.post("/account/passkeys", { intent, password: PASSWORD });
      const both = `${cookie}; ${cookieHeader(proved.headers.get("Set-Cookie") ?? "")}`;
      expect((await withCookie(both).get(address)).words).not.toContain("Show that it is you");
      expect((await withCookie(both).post(address, fields)).status).toBe(200);
      pass(11 * MINUTE);
      expect((await withCookie(both).post(address, fields)).status).toBe(403);
    },
  );

  it("asks for a new address only once who has no password has shown again who they are", async () => {
    const site = siteOf(await openCoalition({ posted: "sent" }));
    const { database, pass, people, withCookie, cookieOf } = site;
    const cookie = await cookieOf("drafter@example.org");
    await database.write((tx) =>
      tx.user.update({ where: { id: people.drafter.userId }, data: { passwordHash: null } }),
    );
    const browser = withCookie(cookie);
    const form = { intent: "change", email: "another@example.org" };
    const changes = () => database.client.addressChange.count();
    pass(11 * MINUTE);
    const refused = await browser.post("/account/address", form);
    expect(refused.status).toBe(403);
    expect(refused.words).toContain("You have neither password nor passkey to show it by");
    expect(refused.document.querySelector<HTMLInputElement>("input[name=email]")?.value).toBe(
      form.email,
    );
    expect(await changes()).toBe(0);
    pass(-11 * MINUTE);
    expect((await browser.post("/account/address", form)).status).toBe(200);
    expect(await changes()).toBe(1);
  });
});
