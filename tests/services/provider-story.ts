import { pino } from "pino";
import type { Actor } from "#app/domain/actor.ts";
import { createIdentityProviders } from "#server/auth/identity-provider/index.ts";
import { listedAddresses } from "#server/outbound/addresses.ts";
import { createOutbound } from "#server/outbound/index.ts";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  openFakeProvider,
  type FakeProvider,
} from "#tests/support/fake-provider.ts";
import { freshBrowser } from "./with-passkey.ts";
import {
  FROM,
  cookieHeader,
  openCoalition,
  value,
  type Coalition,
  type Knobs,
} from "./workspace.ts";

export const ORIGIN = "https://desk.example.org";

export const onLoopback = (limits?: { milliseconds: number; bytes: number }) =>
  createOutbound({
    isListed: listedAddresses("127.0.0.1") ?? (() => false),
    ...(limits ? { limits } : {}),
  });

/** Providers on loopback are asked for real. */
export const realProviders = (outbound = onLoopback()) =>
  createIdentityProviders({
    outbound,
    clock: () => new Date(),
    log: pino({ level: "silent" }),
  });

/** A coalition whose Council has a provider of its own. */
export async function openWithProvider(knobs: Knobs = {}, provider?: FakeProvider) {
  const fake = provider ?? (await openFakeProvider());
  const coalition = await openCoalition({ identityProviders: realProviders(), ...knobs });
  await nameProvider(coalition, fake);
  return { ...coalition, fake, ...storiesOf(coalition, fake) };
}

/** Has the Council's administrator name the provider. */
export async function nameProvider(
  { auth, services, people, organizations }: Coalition,
  { issuer }: FakeProvider,
): Promise<void> {
  const { admin } = people;
  const browser = await freshBrowser({ auth }, admin);
  const form = { issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  value(await services.identityProviders.set(admin, organizations.council, form, browser));
}

export type WithProvider = Awaited<ReturnType<typeof openWithProvider>>;

/** Acts at providers, as browsers do them. */
export function storiesOf(coalition: Coalition, fake: FakeProvider) {
  const { services, auth, organizations } = coalition;

  async function signedIn(cookie: string | null) {
    const found = await auth.actorFromCookies(cookie);
    if (!found) throw new Error("nobody is signed in");
    return found;
  }

  async function finish(
    url: URL,
    cookie: string | null,
    by: { actor: Actor; sessionId: string } | null = null,
    organizationId = organizations.council,
  ) {
    return services.identityProviders.finish({
      organizationId,
      url,
      cookies: cookie,
      actor: by?.actor ?? null,
      sessionId: by?.sessionId ?? null,
      from: FROM,
    });
  }

  async function begin(organization = "council") {
    const { departure, cookie } = value(
      await services.identityProviders.begin(FROM, { organization }, { origin: ORIGIN, next: "/" }),
    );
    return { address: departure.address, cookie: cookieHeader(cookie) };
  }

  return {
    signedIn,
    finish,
    begin,

    /** Links the account of who is signed in by a password of their own. */
    async link(email: string, subject: string, organizationId = organizations.council) {
      const by = await signedIn(await coalition.cookieOf(email));
      const { departure, cookie } = value(
        await services.identityProviders.beginLink(
          FROM,
          by.actor,
          { organizationId },
          { origin: ORIGIN, sessionId: by.sessionId, cookies: null },
        ),
      );
      const back = fake.signIn(departure.address, subject);
      return finish(back, cookieHeader(cookie), by, organizationId);
    },

    /** Comes in as somebody at the provider; the session's Cookie header. */
    async comeIn(subject: string, organization = "council"): Promise<string> {
      const { address, cookie } = await begin(organization);
      const arrived = value(await finish(fake.signIn(address, subject), cookie));
      return cookieHeader(arrived.cookie ?? "");
    },
  };
}
