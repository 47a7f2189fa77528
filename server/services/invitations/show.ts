import type { Actor } from "#app/domain/actor.ts";
import { shownName } from "#app/domain/shown-name.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { organizationTag } from "#server/services/organizations/tag.ts";
import type { Resources } from "#server/services/resources.ts";
import type { InvitationOffer } from "./views.ts";
import { addresseeOf } from "./addressee.ts";
import { openInvitation, type OpenInvitation } from "./open.ts";
import { invitedRoles } from "./roles.ts";

/** The offer of an open invitation; refuses `expired-link` for any other. */
export async function showInvitation(
  { database, clock }: Resources,
  reader: Actor | null,
  token: string,
): Promise<Outcome<InvitationOffer>> {
  const invitation = await openInvitation(database.client, token, clock());
  if (!invitation) return refuse("expired-link");
  const inviter = await database.client.user.findUnique({
    where: { id: invitation.invitedById },
    select: { name: true, unconfirmed: true },
  });
  return done({
    organization: organizationTag(invitation.organization),
    email: invitation.email,
    name: invitation.name,
    roles: invitedRoles(invitation.roles),
    invitedBy: inviter ? shownName(inviter) : null,
    expiresAt: invitation.expiresAt.toISOString(),
    hasProvider: invitation.organization.provider !== null,
    reader: await readerOf(database.client, reader, invitation),
  });
}

async function readerOf(
  client: PrismaClient,
  reader: Actor | null,
  invitation: OpenInvitation,
): Promise<InvitationOffer["reader"]> {
  if (reader === null) return "signed-out";
  const addressee = await addresseeOf(client, invitation);
  return addressee?.id === reader.userId ? "invited" : "someone-else";
}
