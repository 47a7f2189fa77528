import type { Role } from "#app/domain/actor.ts";
import { RULES, type Permission } from "#app/domain/permission-matrix.ts";
import type { Place, Visitor } from "./people.ts";

/** The demand of a route: nothing, a session, a permission, or one of several. */
export type Asks = "anyone" | "signed in" | Permission | readonly Permission[];

/** Outcome of a request: let through, sent to sign in, refused for the role, not there. */
export type Fate = "let in" | "sign in" | "forbidden" | "not there";

/**
 * Reads a visitor's fate from the matrix of permissions, which is data here: outsiders of a matter
 * or an organization are told that it is not there. `of` is the place of the organization that a rule of
 * one organization is about.
 */
export function fateOf(visitor: Visitor, asks: Asks, of: Place = "lead"): Fate {
  if (asks === "anyone") return "let in";
  if (visitor.place === null) return "sign in";
  if (asks === "signed in") return "let in";
  if (typeof asks !== "string") {
    const fates = asks.map((permission) => fateOf(visitor, permission, of));
    return fates.find((fate) => fate === "let in") ?? fates[0] ?? "not there";
  }
  const { roles, reach }: { roles: readonly Role[]; reach: string } = RULES[asks];
  const { place, role, workspaceAdmin } = visitor;
  const holds = role !== null && roles.includes(role);
  const decided = (may: boolean): Fate => (may ? "let in" : "forbidden");
  const isParty = place === "lead" || place === "party";
  switch (reach) {
    case "party":
    case "open-draft":
      return isParty ? decided(holds) : "not there";
    case "lead":
      return isParty ? decided(holds && place === "lead") : "not there";
    case "lead-or-maker": {
      // The demonstration's matter was made by the administrator of its lead.
      const isMaker = place === "lead" && role === "admin";
      return isParty ? decided(isMaker || (holds && place === "lead")) : "not there";
    }
    case "signing":
      return isParty ? decided(holds && place === of) : "not there";
    case "own-part":
      return isParty && place === of ? decided(holds) : "not there";
    case "own":
      return place === of ? decided(holds) : "not there";
    case "any-organization":
      return decided(holds || workspaceAdmin);
    case "workspace":
      return decided(workspaceAdmin);
    default:
      throw new Error(`a reach that this suite doesn't know: ${reach}`);
  }
}
