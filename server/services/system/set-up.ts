import * as z from "zod";
import { email, personName } from "#app/domain/forms/fields.ts";
import { organizationForm } from "#app/domain/forms/organization.ts";
import { newPassword } from "#app/domain/forms/password.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { appendEvent } from "#server/services/audit/append.ts";
import { readForm } from "#server/services/form.ts";
import { writeOrganization } from "#server/services/organizations/write.ts";
import { isEmpty } from "./is-empty.ts";
import type { SystemResources } from "./resources.ts";
import { checkPassword, writePerson } from "./person.ts";

/** The initial content of an empty workspace. */
const setUpForm = z.object({
  organization: organizationForm,
  administrator: z.object({
    name: personName,
    email,
    password: newPassword,
    /** Whoever is alone there can begin the first document: nobody else could be asked for the role. */
    isDrafter: z.boolean().default(true),
  }),
});
export type SetUpForm = z.input<typeof setUpForm>;

/**
 * Creates the first organization with its administrator, who is also the workspace's administrator.
 * @param through where it was asked for: the record says so.
 */
export async function setUpWorkspace(
  resources: Pick<SystemResources, "database" | "auth" | "clock" | "ids">,
  sent: unknown,
  through: "command" | "browser" = "command",
): Promise<Outcome<{ organizationId: string; userId: string }>> {
  const form = readForm(setUpForm, sent);
  if (!form.ok) return form;
  const { organization, administrator } = form.value;
  const strong = checkPassword(administrator);
  if (!strong.ok) return strong;
  const passwordHash = await resources.auth.hashPassword(administrator.password);
  return resources.database.write(async (tx) => {
    if (!(await isEmpty(tx))) {
      return refuse(
        "conflict",
        "This workspace has people or organizations already, so it is not set up again. Nothing was changed; to help an administrator or add an organization, use the admin command.",
      );
    }
    const at = resources.clock();
    await appendEvent(tx, at, {
      type: "workspace.set-up",
      actorId: null,
      details: { administrator: administrator.email, through },
    });
    const written = await writeOrganization(tx, { at, ids: resources.ids }, organization, null);
    if (!written.ok) return written;
    const organizationId = written.value.id;
    const userId = await writePerson(tx, resources, {
      name: administrator.name,
      email: administrator.email,
      passwordHash,
      workspaceAdmin: true,
      memberships: [
        { organizationId, roles: administrator.isDrafter ? ["drafter", "admin"] : ["admin"] },
      ],
    });
    return done({ organizationId, userId });
  });
}
