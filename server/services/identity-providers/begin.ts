import {
  organizationSignInForm,
  identityForm,
  joinByProviderForm,
} from "#app/domain/forms/identity-provider.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { AuditValue } from "#app/domain/audit-event.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { ceremonyCookie } from "#server/auth/ceremonies.ts";
import { signInSecrets } from "#server/auth/identity-provider/index.ts";
import { newSecret } from "#server/auth/index.ts";
import { askForProof, type ProvingBrowser } from "#server/services/asked-again.ts";
import { readForm } from "#server/services/form.ts";
import { openInvitation } from "#server/services/invitations/open.ts";
import type { Resources } from "#server/services/resources.ts";
import { ownFactorProved } from "./link.ts";
import { callbackPath, settingsOf } from "./provider.ts";
import type { ProviderDeparture } from "./views.ts";

/** How long somebody may take at their provider. */
const MINUTES = 10;

/** Why somebody is at their organization's provider. */
export type ProviderPurpose = "sign-in" | "link" | "join";

/** A browser on its way to a provider, with the cookie that it brings back. */
interface DepartingBrowser {
  readonly departure: ProviderDeparture;
  /** A Set-Cookie header. */
  readonly cookie: string;
}

interface Departure {
  readonly purpose: ProviderPurpose;
  readonly userId: string | null;
  readonly details: Readonly<Record<string, AuditValue>>;
  /** The origin that browsers use. */
  readonly origin: string;
}

/**
 * Begins a sign-in through the provider of an organization, which is named by its slug, or by the
 * domain of an address: no person is looked up, so that nobody learns who has an account.
 */
export async function beginSignIn(
  resources: Resources,
  sent: unknown,
  { origin, next }: { readonly origin: string; readonly next: string },
): Promise<Outcome<DepartingBrowser>> {
  const form = readForm(organizationSignInForm, sent);
  if (!form.ok) return form;
  const organizationId = await organizationNamed(resources, form.value.organization);
  if (organizationId === null) return refuse("bad-input", UNKNOWN, { organization: UNKNOWN });
  return depart(resources, organizationId, {
    purpose: "sign-in",
    userId: null,
    details: { next },
    origin,
  });
}

/** Begins to link the actor's account with the provider of one of their organizations. */
export async function beginLink(
  resources: Resources,
  actor: Actor,
  sent: unknown,
  browser: ProvingBrowser & { readonly origin: string },
): Promise<Outcome<DepartingBrowser>> {
  const { origin, sessionId } = browser;
  const proved = ownFactorProved(actor);
  if (!proved.ok) return proved;
  const form = readForm(identityForm, sent);
  if (!form.ok) return form;
  const shown = await askForProof(resources, actor, browser);
  if (!shown.ok) return shown;
  const { organizationId } = form.value;
  const { userId } = actor;
  // Not by the roles that this sign-in carries: they may lack those of this very organization.
  const membership = await resources.database.client.membership.findUnique({
    where: { userId_organizationId: { userId, organizationId } },
  });
  if (!membership) return refuse("not-found");
  return depart(resources, organizationId, {
    purpose: "link",
    userId,
    details: { sessionId },
    origin,
  });
}

/** Begins to accept an invitation through the provider of the organization that invites. */
export async function beginJoin(
  resources: Resources,
  token: string,
  sent: unknown,
  { origin }: { readonly origin: string },
): Promise<Outcome<DepartingBrowser>> {
  const form = readForm(joinByProviderForm, sent);
  if (!form.ok) return form;
  const { database, clock } = resources;
  const invitation = await openInvitation(database.client, token, clock());
  if (!invitation) return refuse("expired-link");
  return depart(resources, invitation.organizationId, {
    purpose: "join",
    userId: null,
    details: { invitationId: invitation.id, name: form.value.name },
    origin,
  });
}

async function depart(
  { database, auth, encryption, identityProviders }: Resources,
  organizationId: string,
  { purpose, userId, details, origin }: Departure,
): Promise<Outcome<DepartingBrowser>> {
  const provider = await database.client.identityProvider.findUnique({
    where: { organizationId },
    include: { organization: true },
  });
  if (!provider) return refuse("not-found");
  const settings = settingsOf(provider, encryption);
  if (!settings.ok) return settings;
  const secret = newSecret();
  const redirectUri = new URL(callbackPath(organizationId), origin).href;
  const address = await identityProviders.address(
    settings.value,
    redirectUri,
    signInSecrets(secret),
  );
  if (!address.ok) return address;
  const { issuer, clientId } = provider;
  await auth.ceremonies.begin("identity-provider", {
    userId,
    details: { ...details, purpose, organizationId, issuer, clientId },
    minutes: MINUTES,
    secret,
  });
  const isSecure = auth.secureCookies;
  return done({
    departure: {
      organizationName: provider.organization.name,
      host: new URL(address.value).host,
      address: address.value,
    },
    cookie: ceremonyCookie("identity-provider", secret, { isSecure, minutes: MINUTES }),
  });
}

/** All are read, whatever was typed: the work is the same where there is none. */
async function organizationNamed(
  { database }: Pick<Resources, "database">,
  typed: string,
): Promise<string | null> {
  const providers = await database.client.identityProvider.findMany({
    include: { organization: { select: { id: true, slug: true, website: true } } },
  });
  const name = typed.toLowerCase();
  const domain = name.includes("@") ? name.slice(name.lastIndexOf("@") + 1) : null;
  const named = providers.filter(({ organization: { slug, website } }) =>
    domain === null ? slug === name : domain === domainOf(website),
  );
  // Where several share a site, nobody knows which is meant.
  return named.length === 1 ? (named[0]?.organizationId ?? null) : null;
}

/** The domain of an organization's own site, which public pages show. */
function domainOf(website: string | null): string | null {
  if (website === null || !URL.canParse(website)) return null;
  return new URL(website).hostname.replace(/^www\./u, "");
}

const UNKNOWN =
  "No organization is known by this that has a sign-in of its own. Nothing was changed; enter the name that stands in your organization’s link, or sign in below with your own password or passkey.";
