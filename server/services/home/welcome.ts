import { DAY_MS } from "#app/domain/durations.ts";
import type { Actor, Role } from "#app/domain/actor.ts";
import { entryOfAsk, type Ask } from "#app/domain/deadlines/waiting.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { shownName } from "#app/domain/shown-name.ts";
import { invitedRoles } from "#server/services/invitations/roles.ts";
import type { MatterSummary } from "#server/services/matters/views.ts";
import { organizationTag, type OrganizationTag } from "#server/services/organizations/tag.ts";

/** For how long somebody is new, who has not written anything yet. */
const NEW_DAYS = 14;

/** The first words for a new person: who invited them, to what, and one thing to do. */
export interface WelcomeView {
  readonly organization: OrganizationTag;
  readonly roles: readonly Role[];
  /** Null for an invitation by the server, and where they have left. */
  readonly invitedBy: string | null;
  /** The matters that their organization works on. */
  readonly matters: readonly { readonly slug: string; readonly title: string }[];
  /** Null while there is nothing to do. */
  readonly todo: { readonly what: string; readonly about: string; readonly path: string } | null;
}

/** Null for who has been here for longer. */
export async function welcomeFor(
  client: PrismaClient,
  actor: Actor,
  now: Date,
  { asks, matters }: { readonly asks: readonly Ask[]; readonly matters: readonly MatterSummary[] },
): Promise<WelcomeView | null> {
  const invitation = await client.invitation.findFirst({
    where: {
      organizationId: { in: actor.memberships.map((place) => place.organizationId) },
      email: actor.email,
      acceptedAt: { gt: new Date(now.getTime() - NEW_DAYS * DAY_MS) },
    },
    orderBy: { acceptedAt: "desc" },
    include: { organization: true },
  });
  if (!invitation) return null;
  const { organizationId, invitedById } = invitation;
  const theirs = matters.filter(({ parties }) => parties.some(({ id }) => id === organizationId));
  const inviter = await client.user.findUnique({
    where: { id: invitedById },
    select: { name: true, unconfirmed: true },
  });
  return {
    organization: organizationTag(invitation.organization),
    roles: invitedRoles(invitation.roles),
    invitedBy: inviter ? shownName(inviter) : null,
    matters: theirs.map(({ slug, title }) => ({ slug, title })),
    todo: await firstThing(client, asks, theirs),
  };
}

/** The thing asked of them; or else a draft to open, the one that was edited last; or else the matter. */
async function firstThing(
  client: PrismaClient,
  [ask]: readonly Ask[],
  matters: readonly MatterSummary[],
): Promise<WelcomeView["todo"]> {
  if (ask) return entryOfAsk(ask);
  const draft = await client.document.findFirst({
    where: { matterId: { in: matters.map(({ id }) => id) }, status: "draft" },
    orderBy: [{ editedAt: "desc" }, { id: "asc" }],
    select: { id: true, title: true },
  });
  if (draft) return { what: "Open a draft", about: draft.title, path: `/documents/${draft.id}` };
  const [matter] = matters;
  if (!matter) return null;
  const { slug, title, may } = matter;
  return may.createDocument
    ? { what: "Start the first document", about: title, path: `/matters/${slug}/documents/new` }
    : { what: "Read what it is about", about: title, path: `/matters/${slug}` };
}
