import { writtenInstant } from "#app/domain/dates.ts";
import { escaped } from "#server/mail/escaped.ts";
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
  const letter = { name, path, appUrl, expiresAt, ...from };
  const html = htmlOf(letter);
  const posted = await mail.send({
    to: { name, address: email },
    subject: subjectOf(from.organizationName),
    text: textOf(letter),
    ...(html === null ? {} : { html }),
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
  return `To accept, open your coalition’s workspace in a browser and put this behind its address (as in
https://workspace.example.org${path.slice(0, 13)}…). Ask whoever invited you for the address, and
show them nothing of this line:

${path}`;
}

/** As the page that accepts it has it; a letter can't know its reader's time zone. */
const untilOf = (instant: Date) => writtenInstant(instant, "UTC");

interface InvitationLetter {
  readonly name: string;
  readonly path: string;
  readonly appUrl: string | null;
  readonly expiresAt: Date;
  readonly inviterName: string | null;
  readonly organizationName: string;
}

function textOf(letter: InvitationLetter): string {
  const { name, path, appUrl } = letter;
  return `Dear ${name},

${openingOf(letter)} ${linkSentence(path, appUrl)}

${endingOf(letter)}
`;
}

/** The same in HTML, with the link to press; null where the letter can't name the server. */
function htmlOf(letter: InvitationLetter): string | null {
  const { name, path, appUrl, organizationName } = letter;
  if (appUrl === null) return null;
  const link = escaped(new URL(path, appUrl).href);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(subjectOf(organizationName))}</title></head><body>
<p>Dear ${escaped(name)},</p>
<p>${escaped(openingOf(letter))}</p>
<p><a href="${link}">Accept the invitation</a></p>
<p>${escaped(endingOf(letter))}</p>
</body></html>
`;
}

function subjectOf(organizationName: string): string {
  return `Invitation to work with ${organizationName}`;
}

function openingOf({ inviterName, organizationName }: InvitationLetter): string {
  return inviterName
    ? `${inviterName} has invited you to join ${organizationName} in the coalition’s workspace.`
    : `You are invited to join ${organizationName} in the coalition’s workspace.`;
}

function endingOf({ expiresAt }: InvitationLetter): string {
  return `It can be used once, until ${untilOf(expiresAt)}. If you did not expect it, do nothing: without the link nobody is added.`;
}
