import { ROLES, type Actor, type ActorMembership, type Role } from "./actor.ts";
import type { GuestAccess } from "./guest.ts";
import type { DocumentSubject } from "./document.ts";
import type { MatterSubject } from "./matter.ts";
import {
  GUEST_RULES,
  HOLDS_IN_ARCHIVE,
  RULES,
  type Permission,
  type PermissionSubjects,
  type Reach,
} from "./permission-matrix.ts";
import { done, refuse, type Outcome } from "./refusal.ts";

/**
 * Decides permissions; no other module does: pages, actions, services and rooms ask here. What a
 * document's status allows is in lifecycle.ts; the one status checked here is whether the draft is
 * open, because that separates reading from writing in a room.
 */

export { type Permission, type PermissionSubjects } from "./permission-matrix.ts";

/** A rule without its subject type, as the decision reads it. */
interface AnyRule {
  readonly roles: readonly Role[];
  readonly reach: AnyReach;
  readonly what: string;
}

/**
 * Whether the actor has the permission on the subject. Outsiders of the matter (or of the
 * organization, where the rule is about one) are refused with `not-found`, as if it did not exist;
 * insiders without the role with `forbidden`; insiders with the role where the matter was archived with
 * `archived`, whatever would be written; and on a closed draft, where the text itself would change, with
 * `frozen`. A membership without any role grants nothing. Source:
 * product.md, "Who may".
 */
export function may<P extends Permission>(
  actor: Actor,
  permission: P,
  subject: PermissionSubjects[P],
): Outcome<void> {
  if (actor.guest) return mayAsGuest(actor.guest, permission, subject);
  const rule: AnyRule = RULES[permission];
  if (!isInsider(actor, rule.reach, subject)) return refuse("not-found");
  if (!hasStanding(actor, rule.roles, rule.reach, subject)) {
    return refuse(
      "forbidden",
      `Only ${whoMay(rule.roles, rule.reach)} may ${rule.what}. Nothing was changed; ask ${whoHelps(rule.reach)} if you should be able to.`,
    );
  }
  if (matterOf(subject)?.isArchived === true && !HOLDS_IN_ARCHIVE.has(permission)) {
    return refuse("archived");
  }
  if (
    rule.reach === "open-draft" &&
    !("document" in subject && subject.document.status === "draft")
  ) {
    return refuse("frozen");
  }
  return done();
}

/** A guest has the rights of their link alone (R45): to them, nothing else of the workspace is there. */
function mayAsGuest(
  guest: GuestAccess,
  permission: Permission,
  subject: AnySubject,
): Outcome<void> {
  const document = "document" in subject ? subject.document : null;
  const opens =
    document?.documentId === guest.documentId &&
    document.matter.partyIds.has(guest.organizationId) &&
    !document.matter.isArchived;
  const rule = GUEST_RULES.get(permission);
  if (!opens || !rule) return refuse("not-found");
  return rule(guest) ? done() : refuse("forbidden", ONLY_READS);
}

const ONLY_READS =
  "Your link lets you read this document, and nothing else. Nothing was sent; ask whoever invited you if you should comment, too.";

/**
 * The actor's access to the draft's room (R3): `write` for drafters of a party while the status is
 * draft, `read` for every other member of a party, whenever the text is frozen and in an archived matter
 * (R44), `none` for outsiders and guests.
 */
export function roomAccess(actor: Actor, document: DocumentSubject): "none" | "read" | "write" {
  // No socket at all for a guest, not even one that listens (R45).
  if (actor.guest) return "none";
  if (may(actor, "document.edit", { document }).ok) return "write";
  return may(actor, "document.view", { document }).ok ? "read" : "none";
}

/**
 * The membership through which the actor takes part in a matter: its colors, and the organization
 * on whose behalf acts are recorded. With memberships in several parties, the first that has
 * `role`, else the first; null for an outsider.
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

/**
 * The organizations of a matter that the actor belongs to: whose own threads beside a text they may
 * read (M2). The one decision that reads, notices, counts and mentions all ask; none for an
 * organization that has left, whoever asks.
 */
export function threadOrganizations(actor: Actor, matter: MatterSubject): string[] {
  return actor.memberships
    .filter((place) => place.roles.size > 0 && matter.partyIds.has(place.organizationId))
    .map(({ organizationId }) => organizationId);
}

/**
 * Whether programs of an organization may be told of a matter (I3): as all its people may read it, and
 * no longer than it is a party.
 */
export function tellsPrograms(organizationId: string, matter: MatterSubject): boolean {
  return matter.partyIds.has(organizationId);
}

/** Whether the actor may write in threads of that organization, or of everybody where null (M3). */
export function mayComment(
  actor: Actor,
  document: DocumentSubject,
  organizationId: string | null,
): Outcome<void> {
  return organizationId === null
    ? may(actor, "document.comment", { document })
    : may(actor, "document.comment-within", { document, organizationId });
}

/** The required organizations for which the actor may sign off or request changes. */
export function organizationsToSignFor(actor: Actor, document: DocumentSubject): string[] {
  return actor.memberships
    .map((place) => place.organizationId)
    .filter(
      (organizationId) =>
        document.requiredOrganizationIds.has(organizationId) &&
        may(actor, "document.sign-off", { document, organizationId }).ok,
    );
}

/** The parties for which the actor may keep templates and clauses. */
export function organizationsToKeepFor(actor: Actor, matter: MatterSubject): string[] {
  return threadOrganizations(actor, matter).filter(
    (organizationId) => may(actor, "organization.keep-texts", { organizationId }).ok,
  );
}

type AnyReach = { [P in Permission]: Reach<PermissionSubjects[P]> }[Permission];
type AnySubject = PermissionSubjects[Permission];

/** False without a subject: the types forbid that, and this refuses it at run time too. */
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
        // A reviewer of two organizations signs for each, but only where it is a party.
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
      return `${who} of one of the matter’s organizations`;
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
      return "the workspace’s administrator";
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
