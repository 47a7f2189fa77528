import * as z from "zod";
import { accountEmail, line, personName } from "./fields.ts";
import { organizationForm } from "./organization.ts";
import { newPassword } from "./password.ts";

const { name: organization, shortName, city } = organizationForm.shape;

/** Set up a new workspace with the token from the server's log (P7). */
export const workspaceSetUpForm = z.object({
  token: line("Enter the set-up token from the server’s log.", 60),
  organization,
  shortName,
  city,
  name: personName,
  email: accountEmail,
  password: newPassword,
  writes: z.enum(["yes", "no"], { error: "Say whether you write documents yourself." }),
});
export type WorkspaceSetUpForm = z.output<typeof workspaceSetUpForm>;
