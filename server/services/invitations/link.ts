import type { InvitationLink } from "./views.ts";
import type { Resources } from "#server/services/resources.ts";
import type { NewInvitation } from "./make.ts";

/** The path of the page that accepts an invitation. */
function invitationPath(secret: string): string {
  return `/invitations/${secret}`;
}

/**
 * Delivers a new invitation. If the server has mail, the link is only mailed to the invited address
 * and shown to nobody: everybody who sees it could create the account in that person's name.
 * Without mail, the inviter passes it on. Runs after the commit, so that a failed mail never loses
 * the invitation.
 */
export async function sendInvitation(
  { mail, appUrl }: Pick<Resources, "mail" | "appUrl">,
  invitation: NewInvitation,
  from: {
    readonly inviterName: string | null;
    readonly organizationName: string;
    /** The command line shows the link too: its user has access to the database anyway. */
    readonly onServer?: boolean;
  },
): Promise<InvitationLink> {
  const { id, email, name, expiresAt, secret } = invitation;
  const path = invitationPath(secret);
  const link = appUrl === null ? path : new URL(path, appUrl).href;
  const posted = await mail.send({
    to: { name, address: email },
    subject: `Invitation to work with ${from.organizationName}`,
    text: letter({ name, expiresAt, ...from, way: linkSentence(path, appUrl) }),
  });
  return {
    invitationId: id,
    email,
    name,
    link: mail.configured && !from.onServer ? null : link,
    expiresAt: expiresAt.toISOString(),
    mail: posted,
  };
}

/**
 * The way to the page in a mail. Without APP_URL it names no server: only the Host header would be
 * known, which the sender of the request controls, and a link with another host would give them the
 * secret.
 */
function linkSentence(path: string, appUrl: string | null): string {
  if (appUrl !== null) return `Open this link to accept:\n\n${new URL(path, appUrl).href}`;
  return `To accept, open your coalition's workspace in a browser and put this behind its address (as in
https://workspace.example.org${path.slice(0, 13)}…). Ask whoever invited you for the address, and
show them nothing of this line:

${path}`;
}

const dayOf = (instant: Date) =>
  instant.toLocaleDateString("en-US", { dateStyle: "full", timeZone: "UTC" });

function letter(facts: {
  readonly name: string;
  readonly way: string;
  readonly expiresAt: Date;
  readonly inviterName: string | null;
  readonly organizationName: string;
}): string {
  const { name, way, expiresAt, inviterName, organizationName } = facts;
  const opening = inviterName
    ? `${inviterName} has invited you to join ${organizationName} in the coalition's workspace.`
    : `You are invited to join ${organizationName} in the coalition's workspace.`;
  return `Dear ${name},

${opening} ${way}

It can be used once, until ${dayOf(expiresAt)}. If you did not expect it, do nothing: without
the link nobody is added.
`;
}
