import { createHmac } from "node:crypto";
import type { Logger } from "pino";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { hashSecret } from "#server/auth/secrets.ts";
import { OutboundProblem, type Outbound } from "#server/outbound/index.ts";
import type * as client from "./client.ts";
import type { ProviderIdentity, ProviderSettings, SignInSecrets } from "./identity.ts";
import { ProviderProblem, type ProviderProblemKind } from "./problem.ts";

export type { ProviderIdentity, ProviderSettings } from "./identity.ts";

/** Sign-in through the providers of organizations (OpenID Connect). */
export interface IdentityProviders {
  /**
   * Asks the provider anew what it says of itself; returns the issuer as it writes it. Refuses in words
   * for who sets it up.
   */
  check(settings: ProviderSettings): Promise<Outcome<string>>;
  /** Where the browser goes to sign in. */
  address(
    settings: ProviderSettings,
    redirectUri: string,
    secrets: SignInSecrets,
  ): Promise<Outcome<string>>;
  /** The identity that an answer proves. `currentUrl` is the address that the browser was led to. */
  identity(
    settings: ProviderSettings,
    currentUrl: URL,
    secrets: SignInSecrets,
  ): Promise<Outcome<ProviderIdentity>>;
}

/**
 * From the secret that the browser holds, so that the database has none of them, and each can be
 * computed by the browser's next request alone.
 */
export function signInSecrets(ceremonySecret: string): SignInSecrets {
  const derived = (purpose: string) =>
    createHmac("sha256", ceremonySecret).update(`openid.${purpose}`).digest("base64url");
  return { state: derived("state"), nonce: derived("nonce"), verifier: derived("verifier") };
}

/** How long a provider is believed to be as it said, in milliseconds; its keys are read anew as needed. */
const KNOWN_MS = 10 * 60_000;
/** How long one that did not answer is left alone. */
const FAILED_MS = 10_000;
const MOST_KNOWN = 200;

type ProviderClient = typeof client;
type ConfiguredProvider = Awaited<ReturnType<ProviderClient["discover"]>>;

interface Known {
  readonly configured: Promise<ConfiguredProvider>;
  until: number;
}

export function createIdentityProviders({
  outbound,
  clock,
  log,
}: {
  readonly outbound: Outbound;
  readonly clock: () => Date;
  readonly log: Pick<Logger, "warn" | "info">;
}): IdentityProviders {
  const known = new Map<string, Known>();

  /** One question at a time to each provider, whoever waits for it. */
  function configure(
    client: ProviderClient,
    settings: ProviderSettings,
  ): Promise<ConfiguredProvider> {
    const key = hashSecret(
      JSON.stringify([settings.issuer, settings.clientId, settings.clientSecret]),
    );
    const now = clock().getTime();
    const before = known.get(key);
    if (before && before.until > now) return before.configured;
    const configured = client.discover(settings, outbound);
    const entry: Known = { configured, until: now + KNOWN_MS };
    configured.catch(() => (entry.until = Math.min(entry.until, clock().getTime() + FAILED_MS)));
    known.delete(key);
    known.set(key, entry);
    const [oldest] = known.keys();
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    return configured;
  }

  async function attempt<T>(
    { issuer }: ProviderSettings,
    work: (client: ProviderClient) => Promise<T>,
    otherwise: ProviderProblemKind = "refused",
  ): Promise<Outcome<T>> {
    const client = await import("./client.ts");
    try {
      return done(await work(client));
    } catch (error) {
      const { kind = otherwise, why } = reasonOf(error, client);
      log[kind === "ended-there" ? "info" : "warn"]({ issuer, why }, "no sign-in by a provider");
      return refuse(kind === "unreachable" ? "unavailable" : "bad-input", SENTENCES[kind]);
    }
  }

  return {
    check: (settings) =>
      attempt(
        settings,
        async (client) => {
          const configured = await client.discover(settings, outbound);
          return configured.serverMetadata().issuer;
        },
        "no-provider",
      ),
    address: (settings, redirectUri, secrets) =>
      attempt(settings, async (client) =>
        client.authorizationAddress(await configure(client, settings), redirectUri, secrets),
      ),
    identity: (settings, currentUrl, secrets) =>
      attempt(settings, async (client) =>
        client.identityFrom(await configure(client, settings), currentUrl, secrets),
      ),
  };
}

function reasonOf(
  error: unknown,
  client: ProviderClient,
): { readonly kind?: ProviderProblemKind; readonly why: string } {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error && chain.length < 5; at = at.cause) chain.push(at);
  const why = chain.map(({ message }) => message.slice(0, 200)).join(": ");
  const told = chain.find((one) => one instanceof ProviderProblem);
  if (told) return { kind: told.kind, why };
  if (chain.some((one) => one instanceof OutboundProblem)) return { kind: "unreachable", why };
  if (client.isEndedThere(error)) return { kind: "ended-there", why };
  return { why: why || String(error).slice(0, 200) };
}

const SENTENCES: Readonly<Record<ProviderProblemKind, string>> = {
  unreachable:
    "The organization’s sign-in can’t be reached from here. Nothing was changed; try again in a minute. If it goes on, an administrator of the organization looks at its address, and whoever runs this server at the log.",
  "no-provider":
    "At that address is no sign-in that works with OpenID Connect. Nothing was changed; check the issuer, letter by letter.",
  "other-issuer":
    "What answers there calls itself by another name than was entered. Nothing was changed; enter the issuer exactly as the provider names it, for one organization alone.",
  "ended-there":
    "You did not get through the organization’s sign-in, or it does not let this workspace ask. Nothing was changed; begin again from here.",
  refused:
    "The organization’s sign-in gave an answer that does not hold, so nobody was signed in. Nothing was changed; begin again from here. If it happens twice, tell an administrator of the organization.",
};
