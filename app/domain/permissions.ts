import { ROLES, type Actor, type ActorMembership, type Role } from "./actor.ts";
import type { DocumentSubject } from "./document.ts";
import type { MatterSubject } from "./matter.ts";
import {
  RULES,
  type Permission,
  type PermissionSubjects,
  type Reach,
} from "./permission-matrix.ts";
import { done, refuse, type Outcome } from "./refusal.ts";

/**
 * Who may. The only place that decides it: pages, actions, services and rooms ask here. When a
 * document's life allows something is lifecycle.ts's to say; the one status that is asked here is
 * whether the draft is open, because that is what divides reading from writing in a room.
 */

export { PERMISSIONS, type Permission, type PermissionSubjects } from "./permission-matrix.ts";

/** A rule as the decision reads it, whatever its subject. */
interface AnyRule {
  readonly roles: readonly Role[];
  readonly reach: AnyReach;
  readonly what: string;
}

/**
 * Whether the actor may do that to that subject. Whoever stands outside the matter (or, for what
 * concerns one organization, outside of it) is refused with `not-found`, as if it did not exist;
 * an insider without the role with `forbidden`; an insider with the role whose draft is closed,
 * where the text itself would change, with `frozen`. A membership without any role sees nothing.
 * Source: product.md, "Who may".
 */
export function may<P extends Permission>(
  actor: Actor,
  permission: P,
  subject: PermissionSubjects[P],
): Outcome<void> {
  const rule: AnyRule = RULES[permission];
  if (!isInsider(actor, rule.reach, subject)) return refuse("not-found");
  if (!hasStanding(actor, rule.roles, rule.reach, subject)) {
    return refuse(
      "forbidden",
      `Only ${whoMay(rule.roles, rule.reach)} may ${rule.what}. Nothing was changed; ask ${whoHelps(rule.reach)} if you should be able to.`,
    );
  }
  if (
    rule.reach === "open-draft" &&
    !("document" in subject && subject.document.status === "draft")
  ) {
    return refuse("frozen");
  }
  return done();
}

/**
 * What the actor may do in the draft's room (R3): `write` for drafters of a party while the status
 * is draft, `read` for every other member of a party and whenever the text is frozen, `none` for
 * outsiders.
 */
export function roomAccess(actor: Actor, document: DocumentSubject): "none" | "read" | "write" {
  if (may(actor, "document.edit", { document }).ok) return "write";
  return may(actor, "document.view", { document }).ok ? "read" : "none";
}

/**
 * The place from which the actor takes part in a matter: whose colors they wear, whom their acts
 * are recorded for. With places in several parties it is the first that gives `role`, else the
 * first; null for an outsider.
 */
export function standingIn(
  actor: Actor,
  matter: MatterSubject,
  role: Role = "drafter",
): ActorMembership | null {
  const places = actor.memberships.filter(
    (place) => place.roles.size > 0 && matter.partyIds.has(place.organizationId),
  );
  return places.find((place) => place.roles.has(role)) ?? places[0] ?? null;
}

/** The required organizations of a document for which the actor may sign off or ask for changes. */
export function organizationsToSignFor(actor: Actor, document: DocumentSubject): string[] {
  return actor.memberships
    .map((place) => place.organizationId)
    .filter(
      (organizationId) =>
        document.requiredOrganizationIds.has(organizationId) &&
        may(actor, "document.sign-off", { document, organizationId }).ok,
    );
}

type AnyReach = { [P in Permission]: Reach<PermissionSubjects[P]> }[Permission];
type AnySubject = PermissionSubjects[Permission];

/** Without a subject to decide by, the answer is no: the types forbid it, this closes the gap. */
function isInsider(actor: Actor, reach: AnyReach, subject: AnySubject): boolean {
  switch (reach) {
    case "party":
    case "lead":
    case "lead-or-maker":
    case "open-draft":
    case "own-part":
    case "signing": {
      const matter = matterOf(subject);
      return matter !== null && standingIn(actor, matter) !== null;
    }
    case "own":
      return (
        "organizationId" in subject && holdsAny(actor, new Set([subject.organizationId]), ROLES)
      );
    case "any-organization":
    case "workspace":
      return true;
  }
}

function hasStanding(
  actor: Actor,
  roles: readonly Role[],
  reach: AnyReach,
  subject: AnySubject,
): boolean {
  const matter = matterOf(subject);
  switch (reach) {
    case "party":
    case "open-draft":
      return matter !== null && holdsAny(actor, matter.partyIds, roles);
    case "lead":
      return matter !== null && holdsAny(actor, new Set([matter.leadOrganizationId]), roles);
    case "lead-or-maker":
      return (
        matter !== null &&
        (("madeById" in subject && subject.madeById === actor.userId) ||
          holdsAny(actor, new Set([matter.leadOrganizationId]), roles))
      );
    case "own-part":
    case "signing":
      return (
        matter !== null &&
        "organizationId" in subject &&
        // A reviewer of two organizations signs for each of them, but only where it is a party.
        matter.partyIds.has(subject.organizationId) &&
        holdsAny(actor, new Set([subject.organizationId]), roles)
      );
    case "own":
      return (
        "organizationId" in subject && holdsAny(actor, new Set([subject.organizationId]), roles)
      );
    case "any-organization":
      return (
        actor.workspaceAdmin ||
        actor.memberships.some((place) => roles.some((role) => place.roles.has(role)))
      );
    case "workspace":
      return actor.workspaceAdmin;
  }
}

function matterOf(subject: AnySubject): MatterSubject | null {
  if ("document" in subject) return subject.document.matter;
  if ("matter" in subject) return subject.matter;
  return null;
}

function holdsAny(
  actor: Actor,
  organizationIds: ReadonlySet<string>,
  roles: readonly Role[],
): boolean {
  return actor.memberships.some(
    (place) =>
      organizationIds.has(place.organizationId) && roles.some((role) => place.roles.has(role)),
  );
}

const A_ROLE: Readonly<Record<Role, string>> = {
  observer: "an observer",
  drafter: "a drafter",
  reviewer: "a reviewer",
  staff: "a member of staff",
  admin: "an administrator",
};

function whoMay(roles: readonly Role[], reach: AnyReach): string {
  const who = roles.map((role) => A_ROLE[role]).join(" or ");
  switch (reach) {
    case "party":
    case "open-draft":
      return `${who} of one of the matter's organizations`;
    case "lead":
      return `${who} of the lead organization`;
    case "lead-or-maker":
      return `${who} of the lead organization, or who made it,`;
    case "signing":
    case "own":
    case "own-part":
      return `${who} of that organization`;
    case "any-organization":
      return `${who} of an organization`;
    case "workspace":
      return "the workspace's administrator";
  }
}

function whoHelps(reach: AnyReach): string {
  switch (reach) {
    case "lead":
    case "lead-or-maker":
      return "the lead organization";
    case "workspace":
      return "whoever runs this workspace";
    default:
      return "an administrator of your organization";
  }
}
