import { z } from "zod";
import { email, id, personName, roles } from "./fields.ts";
import { givenPassword } from "./password.ts";

/** People of an organization: invite somebody. */
export const inviteForm = z.object({ email, name: personName, roles });
export type InviteForm = z.output<typeof inviteForm>;

/** People of an organization: withdraw an invitation that is still open, or send it anew. */
export const invitationForm = z.object({ invitationId: id("Choose an invitation.") });
export type InvitationForm = z.output<typeof invitationForm>;

/**
 * The invitation's page, signed out. One form for those who have an account and those who have
 * none, so that the page does not tell which: the rules for a new password are applied by the
 * service, and only where one is chosen.
 */
export const acceptInvitationForm = z.object({ name: personName, password: givenPassword });
export type AcceptInvitationForm = z.output<typeof acceptInvitationForm>;
