import type { AuditEventType } from "#app/domain/audit-event.ts";
import { ROLES } from "#app/domain/actor.ts";
import { listed } from "#app/domain/listed.ts";
import {
  actorOfLine,
  countedDetail,
  quoted,
  textsOf,
  told,
  type NamedLine,
  type RecordCircle,
  type RecordEntry,
} from "./entry.ts";

/** People: who they are in their organizations, and how they come in. */

const ofPeople = (readers: readonly RecordCircle[], says: RecordEntry["says"]): RecordEntry => ({
  kind: "people",
  readers,
  says,
});

const ofAccount = (readers: readonly RecordCircle[], says: RecordEntry["says"]): RecordEntry => ({
  kind: "account",
  readers,
  says,
});

/** How somebody proves who they are: an organization's administrators answer for its people's. */
const FACTOR: readonly RecordCircle[] = ["person", "their-administrators"];

const ROLE_NAMES: Readonly<Record<(typeof ROLES)[number], string>> = {
  observer: "observer",
  drafter: "drafter",
  reviewer: "reviewer",
  staff: "staff",
  admin: "administrator",
};

/** "drafter and reviewer"; "no role" for none. */
function roles(names: unknown): string {
  const known = textsOf(names).flatMap((name) => ROLES.filter((role) => role === name));
  return known.length === 0 ? "no role" : listed(known.map((role) => ROLE_NAMES[role]));
}

const METHODS: Readonly<Record<string, string>> = {
  password: " with a password",
  "password-and-code": " with a password and a code",
  passkey: " with a passkey",
  "identity-provider": " through an organization’s own sign-in",
  invitation: " by accepting an invitation",
  link: " by a link",
};

const place = (line: NamedLine) => line.organizationPage(line.organization, "");

/** Whom a line names, or whoever acted. */
function subject(line: NamedLine): string {
  const { userId } = line.details;
  return typeof userId === "string" ? line.personNamed(userId) : actorOfLine(line);
}

const factor = (did: string) => ofAccount(FACTOR, (line) => told`${subject(line)} ${did}.`);
const own = (did: string) => ofAccount(["person"], (line) => told`${subject(line)} ${did}.`);

export const PEOPLE_ENTRIES = {
  "person.invited": ofPeople(["administrators"], (line) => {
    const { name, email } = line.details;
    const whom = quoted(name) ?? quoted(email) ?? "somebody";
    return told`${actorOfLine(line)} invited ${whom} to ${place(line)} as ${roles(line.details["roles"])}.`;
  }),
  "invitation.revoked": ofPeople(["administrators"], (line) => {
    const whom = quoted(line.details["email"]) ?? "somebody";
    return told`${actorOfLine(line)} revoked the invitation of ${whom} to ${place(line)}.`;
  }),
  "person.joined": ofPeople(
    ["organization"],
    (line) =>
      told`${line.personNamed(line.details["userId"])} joined ${place(line)} as ${roles(line.details["roles"])}.`,
  ),
  "person.roles-set": ofPeople(["organization"], (line) => {
    const { userId, before, after } = line.details;
    if (line.who === null) {
      return told`The roles of ${line.personNamed(userId)} in ${place(line)} were set: ${roles(after)}.`;
    }
    return told`${actorOfLine(line)} changed the roles of ${line.personNamed(userId)} in ${place(line)} from ${roles(before)} to ${roles(after)}.`;
  }),
  "person.removed": ofPeople(
    ["organization"],
    (line) =>
      told`${actorOfLine(line)} removed ${line.personNamed(line.details["userId"])} from ${place(line)}.`,
  ),
  "person.confirmed": ofPeople(["person", "administrators", "workspace"], (line) => {
    const person = line.personNamed(line.details["userId"]);
    return typeof line.details["invitationId"] === "string"
      ? told`The e-mail address of ${person} was confirmed by the invitation that was mailed there.`
      : told`${actorOfLine(line)} confirmed that the account of ${person} is theirs.`;
  }),
  "person.address-given-up": ofAccount(
    ["person"],
    (line) =>
      told`${subject(line)} lost the address that nobody had confirmed, to whoever it belongs to.`,
  ),
  "person.renamed": ofPeople(["person", "their-administrators"], (line) => {
    const { before, after } = line.details;
    return told`${actorOfLine(line)} changed their name from ${quoted(before) ?? "another"} to ${quoted(after) ?? "another"}.`;
  }),
  "person.password-changed": factor("changed their password"),
  "person.password-link-mailed": ofAccount(
    ["person"],
    (line) => told`A link to choose a new password was mailed to ${subject(line)}.`,
  ),
  "person.password-reset": ofAccount(
    ["person", "administrators"],
    (line) => told`The password of ${subject(line)} was chosen anew by a link.`,
  ),
  "person.let-in-again": ofAccount(
    ["person", "administrators"],
    (line) => told`${actorOfLine(line)} made a link by which ${subject(line)} can come in again.`,
  ),
  "person.let-in-revoked": ofAccount(
    ["person", "administrators"],
    (line) => told`${actorOfLine(line)} withdrew a link by which somebody could come in again.`,
  ),
  "person.address-change-asked": own("asked for another e-mail address"),
  "person.address-change-stopped": own("kept their e-mail address: its change was stopped"),
  "person.address-changed": ofAccount(
    FACTOR,
    (line) => told`The e-mail address of ${subject(line)} was changed.`,
  ),
  "person.passkey-added": factor("added a passkey"),
  "person.passkey-renamed": own("renamed a passkey"),
  "person.passkey-removed": ofAccount(FACTOR, (line) =>
    line.who === null
      ? told`A passkey of ${subject(line)} was removed by a command on the server.`
      : told`${subject(line)} removed a passkey.`,
  ),
  "person.second-factor-set": ofAccount(FACTOR, (line) => {
    const isNew = line.details["replaced"] !== true;
    return told`${subject(line)} set up ${isNew ? "a code app" : "another code app"} as their second factor.`;
  }),
  "person.second-factor-removed": factor("removed their code app"),
  "person.recovery-codes-made": factor("made new recovery codes"),
  "person.recovery-code-used": ofAccount(FACTOR, (line) => {
    const left = countedDetail(line.details["left"], "code");
    return told`${subject(line)} used a recovery code${left === null ? "" : `; ${left} left`}.`;
  }),
  "person.identity-linked": ofAccount(
    ["person", "administrators"],
    (line) => told`${subject(line)} linked their account to ${place(line)}’s own sign-in.`,
  ),
  "person.identity-unlinked": ofAccount(
    ["person", "administrators"],
    (line) =>
      told`${subject(line)} ended the link of their account to ${place(line)}’s own sign-in.`,
  ),
  "session.own-factor-proved": own(
    "proved a factor of their own, so that their session reaches further",
  ),
  "session.signed-in": ofAccount(["person"], (line) => {
    const { method, own: reachesAll, via } = line.details;
    const alone =
      reachesAll === false && typeof via === "string"
        ? `, for ${line.organizationNamed(via)} alone`
        : "";
    const how = typeof method === "string" ? (METHODS[method] ?? "") : "";
    return told`${subject(line)} signed in${how}${alone}.`;
  }),
  "session.sign-in-refused": ofAccount(["person"], (line) => {
    const tries = countedDetail(line.details["count"], "try", "tries") ?? "Tries";
    return told`${tries} to sign in to the account of ${subject(line)} within an hour: refused.`;
  }),
  "session.signed-out": own("signed out"),
  "session.signed-out-everywhere": ofAccount(["person"], (line) => {
    const ended = countedDetail(line.details["sessionsEnded"], "session") ?? "the sessions";
    return told`${subject(line)} signed out ${line.details["butThisOne"] === true ? "on all other devices" : "everywhere"}, which ended ${ended}.`;
  }),
  "calendar-address.created": own("made an address for their calendar"),
  "calendar-address.revoked": own("revoked the address for their calendar"),
  "api-token.created": factor("made a token for a program, which acts as them"),
  "api-token.revoked": factor("revoked a token of a program"),
} as const satisfies Partial<Record<AuditEventType, RecordEntry>>;
