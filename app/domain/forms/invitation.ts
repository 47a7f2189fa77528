import * as z from "zod";
import { accountEmail, id, paragraphs, personName, roles } from "./fields.ts";
import { givenPassword } from "./password.ts";

/** Invite somebody to an organization. */
export const inviteForm = z.object({ email: accountEmail, name: personName, roles });

/** The most people of one form: each gets a letter while its sender waits. */
export const MOST_AT_ONCE = 20;

/** Invite several people with the same roles: one a line, with a name and an address. */
export const inviteSeveralForm = z.object({
  people: paragraphs("Write one person a line: a name, a comma, an address.", 8_000),
  roles,
});

/** The people of that form; or what is wrong, in a sentence that names the line. */
export function invitedIn(
  people: string,
):
  | { readonly people: readonly { readonly name: string; readonly email: string }[] }
  | { readonly wrong: string } {
  const lines = people.split("\n").map((typed) => typed.trim());
  const invited = new Map<string, { readonly name: string; readonly email: string }>();
  for (const [at, typed] of lines.entries()) {
    if (typed === "") continue;
    const comma = typed.lastIndexOf(",");
    const read = inviteForm
      .omit({ roles: true })
      .safeParse({ name: typed.slice(0, Math.max(comma, 0)), email: typed.slice(comma + 1) });
    if (!read.success) {
      return {
        wrong: `Line ${at + 1} is no person: write a name, a comma and an e-mail address, such as “Ana Lopez, ana@example.org”.`,
      };
    }
    invited.set(read.data.email, read.data);
  }
  return invited.size > MOST_AT_ONCE
    ? { wrong: `Invite at most ${MOST_AT_ONCE} people at once.` }
    : { people: [...invited.values()] };
}

/** Withdraw or resend an open invitation. */
export const invitationForm = z.object({ invitationId: id("Choose an invitation.") });

/**
 * Accept an invitation, signed out. People with and without an account send the same form, so that
 * the page doesn't reveal which they are; the service applies the rules for new passwords only
 * where one is chosen.
 */
export const acceptInvitationForm = z.object({ name: personName, password: givenPassword });
