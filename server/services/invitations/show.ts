import type { Actor } from "../../../app/domain/actor";
import { shownName } from "../../../app/domain/shown-name";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import { organizationTag } from "../organizations/tag";
import type { Resources } from "../resources";
import type { InvitationOffer } from "../views";
import { openInvitation } from "./open";
import { invitedRoles } from "./roles";

/** What an open invitation offers; `expired-link` for any other. */
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
    reader: readerOf(reader, invitation.email),
  });
}

function readerOf(reader: Actor | null, email: string): InvitationOffer["reader"] {
  if (reader === null) return "signed-out";
  return reader.email === email ? "invited" : "someone-else";
}
