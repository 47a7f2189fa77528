import type { Role } from "#app/domain/actor.ts";
import { rolesOf } from "#server/auth/index.ts";

/** The roles in an invitation's column, separated by commas. */
export function invitedRoles(column: string): Role[] {
  return rolesOf(column.split(",").map((role) => ({ role })));
}
