import type { Role } from "../../../app/domain/actor";
import { rolesOf } from "../../auth";

/** The roles in an invitation's column, which separates them by commas. */
export function invitedRoles(column: string): Role[] {
  return rolesOf(column.split(",").map((role) => ({ role })));
}
