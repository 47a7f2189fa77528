import * as z from "zod";
import { email, id, personName, roles } from "./fields.ts";
import { givenPassword } from "./password.ts";

/** Invite somebody to an organization. */
export const inviteForm = z.object({ email, name: personName, roles });

/** Withdraw or resend an open invitation. */
export const invitationForm = z.object({ invitationId: id("Choose an invitation.") });

/**
 * Accept an invitation, signed out. People with and without an account send the same form, so that
 * the page doesn't reveal which they are; the service applies the rules for new passwords only
 * where one is chosen.
 */
export const acceptInvitationForm = z.object({ name: personName, password: givenPassword });
