import { describe, expect, it } from "vitest";
import type { Actor } from "#app/domain/actor.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { AskingBrowser } from "#server/services/index.ts";
import { CLIENT_ID } from "#tests/support/fake-provider.ts";
import { openWithProvider, ORIGIN, type WithProvider } from "./provider-story.ts";
import { addedPasskey, signedIn, withCookie } from "./with-passkey.ts";
import { FROM, MINUTE, PASSWORD, refusal, refused, value } from "./workspace.ts";

/** Somebody, in a browser whose session may be nobody's. */
interface Asking {
  readonly actor: Actor;
  readonly browser: AskingBrowser;
}

/** A webhook of the Council. */
async function webhookOf(
  { database, organizations }: Pick<WithProvider, "database" | "organizations">,
  { userId: createdById }: Actor,
): Promise<string> {
  const id = "webhook";
  const organizationId = organizations.council;
  const createdAt = new Date();
  const named = { name: "Case list", url: "https://hooks.example.org", topics: "filing" };
  const data = {
    id,
    organizationId,
    secret: "v1.a.b",
    createdById,
    createdAt,
    readTo: 0,
    ...named,
  };
  await database.client.webhook.upsert({ where: { id }, create: data, update: {} });
  return id;
}

/** Verbs that change a way in, asked for by the Council's administrator in that browser. */
const VERBS: Readonly<
  Record<string, (story: WithProvider, by: Asking) => Promise<Outcome<unknown>>>
> = {
  "names a provider": ({ services, organizations, fake }, { actor, browser }) => {
    const form = { issuer: fake.issuer, clientId: CLIENT_ID, clientSecret: undefined };
    return services.identityProviders.set(actor, organizations.council, form, browser);
  },
  "requires a provider": ({ services, organizations }, { actor, browser }) => {
    const form = { required: "no", breakGlassId: undefined } as const;
    return services.identityProviders.require(actor, organizations.council, form, browser);
  },
  "removes a provider": ({ services, organizations }, { actor, browser }) =>
    services.identityProviders.remove(actor, organizations.council, browser),
  "sets what signing in takes": ({ services, organizations }, { actor, browser }) => {
    const form = { policy: ["factor" as const] };
    return services.organizations.setSignInPolicy(actor, organizations.council, form, browser);
  },
  "consents to archives": ({ services, organizations }, { actor, browser }) => {
    const form = { consent: "yes" as const };
    return services.archiveConsents.set(actor, organizations.council, form, browser);
  },
  "adds a webhook": ({ services, organizations }, { actor, browser }) => {
    const form = {
      name: "Case list",
      url: "https://hooks.example.org",
      topics: ["filing" as const],
    };
    return services.webhooks.add(actor, organizations.council, form, browser);
  },
  "makes a new secret for a webhook": async (story, { actor, browser }) => {
    const { council } = story.organizations;
    const id = await webhookOf(story, actor);
    return story.services.webhooks.makeSecret(actor, council, id, browser);
  },
  "switches a webhook on": async (story, { actor, browser }) => {
    const { council } = story.organizations;
    const id = await webhookOf(story, actor);
    return story.services.webhooks.switchOn(actor, council, id, browser);
  },
  "lets somebody in again": ({ services, organizations, people }, { actor, browser }) =>
    services.accountLinks.letIn(actor, organizations.council, people.drafter.userId, browser),
  "links the account with a provider": ({ services, organizations }, { actor, browser }) => {
    const form = { organizationId: organizations.council };
    return services.identityProviders.beginLink(FROM, actor, form, { ...browser, origin: ORIGIN });
  },
  "begins to make a passkey": ({ services }, { actor, browser }) =>
    services.passkeys.begin(actor, browser),
  "removes a passkey": async ({ services, database }, { actor, browser }) => {
    const { id } = await database.client.passkey.findFirstOrThrow();
    return services.passkeys.remove(actor, { passkeyId: id }, browser);
  },
};

/** The Council's administrator, who has a passkey, eleven minutes after the sign-in. */
async function openLater() {
  const story = await openWithProvider();
  const by = await signedIn(story, story.people.admin.userId);
  await addedPasskey(story, by);
  story.pass(11 * MINUTE);
  return { story, by };
}

describe("a verb that changes a way in", () => {
  it.each(Object.entries(VERBS))(
    "%s only once its actor has shown again who they are, whichever page asks",
    async (_what, verb) => {
      const { story, by } = await openLater();
      const { services, database, people } = story;
      const lines = () => database.client.auditEvent.count();
      const before = await lines();
      expect(refused(await verb(story, by), "forbidden").sentence).toContain(
        "It is a while ago that you showed that it is you.",
      );
      // Neither by a session that is another's or none, nor by what another has shown.
      const other = await signedIn(story, people.drafter.userId);
      for (const browser of [
        other.browser,
        { ...by.browser, sessionId: null },
        { ...by.browser, sessionId: "no session" },
      ]) {
        expect(await verb(story, { ...by, browser })).toMatchObject(refusal("forbidden"));
      }
      const proofOf = async ({ actor, browser }: Asking) =>
        value(await services.passkeys.proveByPassword(actor, { password: PASSWORD }, browser))
          .cookie;
      const shownByOther = withCookie(by.browser, await proofOf(other));
      expect(await verb(story, { ...by, browser: shownByOther })).toMatchObject(
        refusal("forbidden"),
      );
      expect(await lines()).toBe(before);
      const browser = withCookie(by.browser, await proofOf(by));
      expect(await verb(story, { ...by, browser })).toMatchObject({ ok: true });
    },
  );
});
