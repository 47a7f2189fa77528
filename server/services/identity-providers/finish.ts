import { timingSafeEqual } from "node:crypto";
import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { ceremonySecretIn, type CeremonyKind } from "#server/auth/ceremonies.ts";
import { signInSecrets, type ProviderIdentity } from "#server/auth/identity-provider/index.ts";
import type { Origin } from "#server/auth/index.ts";
import { mustEnroll } from "#server/auth/required-factor.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import type { Resources } from "#server/services/resources.ts";
import type { ProviderPurpose } from "./begin.ts";
import { joinByIdentity } from "./join.ts";
import { linkIdentity } from "./link.ts";
import { settingsOf } from "./provider.ts";

const KIND: CeremonyKind = "identity-provider";

/** A browser that a provider has led back. */
interface ProviderReturn {
  readonly organizationId: string;
  /** The address to which it was led, at the origin that browsers use. */
  readonly url: URL;
  readonly cookies: string | null;
  readonly actor: Actor | null;
  readonly sessionId: string | null;
  readonly from: Origin;
}

/** Where it goes on, signed in or with its account linked. */
interface Arrived {
  readonly purpose: ProviderPurpose;
  /** The page that was asked for before; null for that of the purpose. */
  readonly next: string | null;
  /** A Set-Cookie header. */
  readonly cookie: string | null;
}

/**
 * The page that was asked for before this browser left for a provider, which is as it was typed there;
 * null where nothing was begun, or that is over. Ends nothing.
 */
export async function pageAskedFor(
  { auth }: Pick<Resources, "auth">,
  cookies: string | null,
): Promise<string | null> {
  const secret = ceremonySecretIn(cookies, KIND, auth.secureCookies);
  const begun = secret === null ? null : await auth.ceremonies.look(KIND, secret);
  const next = begun?.details["next"];
  return typeof next === "string" ? next : null;
}

/**
 * Ends what this browser began at the organization's provider, once: the answer belongs to this
 * browser (state), to this organization, to the provider as it was then and is now, and to this very
 * sign-in (nonce, PKCE).
 */
export async function finishAtProvider(
  resources: Resources,
  returned: ProviderReturn,
): Promise<Outcome<Arrived>> {
  const { auth, database, encryption, identityProviders } = resources;
  const { organizationId, url, cookies } = returned;
  const secret = ceremonySecretIn(cookies, KIND, auth.secureCookies);
  if (secret === null) return refuse("expired-link", NOT_BEGUN);
  const secrets = signInSecrets(secret);
  // Before it is ended: whoever leads a browser here with another's answer ends nothing.
  if (!isSame(url.searchParams.get("state") ?? "", secrets.state)) {
    return refuse("expired-link", NOT_BEGUN);
  }
  const ceremony = await auth.ceremonies.take(KIND, secret);
  if (!ceremony) return refuse("expired-link", NOT_BEGUN);
  const { details, userId } = ceremony;
  if (details["organizationId"] !== organizationId) return refuse("expired-link", NOT_BEGUN);
  const provider = await database.client.identityProvider.findUnique({
    where: { organizationId },
  });
  if (
    !provider ||
    provider.issuer !== details["issuer"] ||
    provider.clientId !== details["clientId"]
  ) {
    return refuse("stale", CHANGED_MEANWHILE);
  }
  const settings = settingsOf(provider, encryption);
  if (!settings.ok) return settings;
  const identity = await identityProviders.identity(settings.value, url, secrets);
  if (!identity.ok) return identity;
  if (identity.value.issuer !== provider.issuer) return refuse("stale", CHANGED_MEANWHILE);

  // Written by `begin` alone.
  const purpose = details["purpose"] as ProviderPurpose;
  switch (purpose) {
    case "sign-in": {
      const opened = await signInBy(resources, identity.value, returned);
      if (!opened.ok) return opened;
      return done({ purpose, next: String(details["next"]), cookie: opened.value });
    }
    case "link": {
      const { actor, sessionId } = returned;
      if (!actor || actor.userId !== userId || sessionId !== details["sessionId"]) {
        return refuse("not-signed-in");
      }
      const linked = await linkIdentity(
        resources,
        actor,
        organizationId,
        identity.value,
        sessionId,
      );
      return linked.ok ? done({ purpose, next: null, cookie: null }) : linked;
    }
    case "join": {
      const invitation = { id: String(details["invitationId"]), name: String(details["name"]) };
      const joined = await joinByIdentity(resources, organizationId, invitation, identity.value);
      if (!joined.ok) return joined;
      const opened = await openBy(resources, joined.value.userId, returned, false);
      return done({ purpose, next: null, cookie: opened.cookie });
    }
  }
}

/** Signs in whoever is linked with that identity, by nothing else than issuer and subject. */
async function signInBy(
  resources: Resources,
  { issuer, subject }: ProviderIdentity,
  returned: ProviderReturn,
): Promise<Outcome<string>> {
  const { auth, database, clock } = resources;
  const { organizationId, actor } = returned;
  const isLinked = async () => {
    const link = await database.client.identityLink.findUnique({
      where: { issuer_subject: { issuer, subject } },
      include: { user: { include: { memberships: true } } },
    });
    return link?.organizationId === organizationId &&
      link.user.memberships.some((place) => place.organizationId === organizationId)
      ? link
      : null;
  };
  const link = await isLinked();
  if (!link) return refuse("forbidden", NOT_LINKED);
  // A factor of one's own that was proved in this browser counts beside the identity.
  const isOwn =
    actor?.userId === link.userId &&
    actor.reach?.own === true &&
    (await isEnough(database.client, link.userId, returned.sessionId));
  const opened = await openBy(resources, link.userId, returned, isOwn);
  // Unlinking or removing somebody ends the sessions that there are: this one may have come after.
  if (!(await isLinked())) {
    const signedIn = await auth.actorFromCookies(opened.cookie.split(";", 1)[0]);
    if (signedIn) {
      await database.writeUnaudited(link.userId, (tx) =>
        tx.session.deleteMany({ where: { id: signedIn.sessionId } }),
      );
    }
    return refuse("forbidden", NOT_LINKED);
  }
  await database.writeUnaudited(link.userId, (tx) =>
    tx.identityLink.updateMany({ where: { id: link.id }, data: { lastUsedAt: clock() } }),
  );
  return done(opened.cookie);
}

/**
 * Whether the browser's session was opened by as much as their organizations ask of them (P3): else a
 * sign-in through one would take them around what another asks.
 */
async function isEnough(
  client: PrismaClient,
  userId: string,
  sessionId: string | null,
): Promise<boolean> {
  if (!(await mustEnroll(client, userId, "password"))) return true;
  const session = await client.session.findUnique({ where: { id: sessionId ?? "" } });
  return session?.method === "passkey" || session?.method === "password-and-code";
}

/** Opens a session with the roles of that organization alone, unless a factor of one's own stands beside it. */
function openBy(
  { auth }: Pick<Resources, "auth">,
  userId: string,
  { organizationId, from, sessionId }: ProviderReturn,
  own: boolean,
) {
  const proof = { method: "identity-provider", own, via: organizationId } as const;
  return auth.openSession(userId, from, proof, sessionId);
}

function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(expected)));
}

const NOT_BEGUN =
  "This way in was not begun in this browser, or was used already, or took more than ten minutes. Nobody was signed in and nothing was changed; begin again from here.";

const CHANGED_MEANWHILE =
  "The organization’s sign-in was changed while you were there. Nobody was signed in and nothing was changed; begin again from here.";

const NOT_LINKED =
  "The organization’s sign-in knows you, but no account here is linked with it. Nothing was changed. If you have an account, sign in to it and link it on your account page; if you are new, open the invitation that you were sent.";
