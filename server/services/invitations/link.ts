import type { InvitationLink } from "../views";
import type { Resources } from "../resources";
import type { NewInvitation } from "./make";

/** The page that accepts invitations. */
export function invitationPath(secret: string): string {
  return `/invitations/${secret}`;
}

/**
 * The link of a new invitation for whoever made it to pass on, mailed too where the server can. Runs
 * after the commit: a letter that can't be sent never loses the invitation.
 */
export async function sendInvitation(
  { mail, appUrl }: Pick<Resources, "mail" | "appUrl">,
  invitation: NewInvitation,
  from: { readonly inviterName: string | null; readonly organizationName: string },
): Promise<InvitationLink> {
  const { id, email, name, expiresAt, secret } = invitation;
  const path = invitationPath(secret);
  const link = appUrl === null ? path : new URL(path, appUrl).href;
  const posted =
    appUrl === null
      ? "not-configured"
      : await mail.send({
          to: { name, address: email },
          subject: `Invitation to work with ${from.organizationName}`,
          text: letter({ name, link, expiresAt, ...from }),
        });
  return {
    invitationId: id,
    email,
    name,
    link,
    expiresAt: expiresAt.toISOString(),
    mail: posted,
  };
}

const DATE = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" });

function letter(facts: {
  readonly name: string;
  readonly link: string;
  readonly expiresAt: Date;
  readonly inviterName: string | null;
  readonly organizationName: string;
}): string {
  const { name, link, expiresAt, inviterName, organizationName } = facts;
  const opening = inviterName
    ? `${inviterName} has invited you to join ${organizationName} in the coalition's workspace.`
    : `You are invited to join ${organizationName} in the coalition's workspace.`;
  return `Dear ${name},

${opening} Open this link to accept:

${link}

It can be used once, until ${DATE.format(expiresAt)}. If you did not expect it, do nothing: without
the link nobody is added.
`;
}
