import type { AuditEventType } from "#app/domain/audit-event.ts";
import {
  actorOfLine,
  countedDetail,
  fieldsOf,
  quoted,
  told,
  type NamedLine,
  type RecordCircle,
  type RecordEntry,
} from "./entry.ts";

/** The workspace, its organizations, and what they keep. */

const workspace = (says: RecordEntry["says"]): RecordEntry => ({
  kind: "workspace",
  readers: ["workspace"],
  says,
});

const organization = (
  readers: readonly RecordCircle[],
  says: RecordEntry["says"],
): RecordEntry => ({ kind: "people", readers, says });

/** A text that an organization keeps: its line names it, and holds no word of it. */
const kept = (what: "template" | "clause", did: string): RecordEntry => ({
  kind: "texts",
  readers: ["organization"],
  says: (line) => {
    const { name, [`${what}Id`]: id } = line.details;
    const place = typeof id === "string" ? `/texts#${what}-${encodeURIComponent(id)}` : "/texts";
    const words = quoted(name) ?? quoted(fieldsOf(line.details["after"])["name"]);
    return told`${actorOfLine(line)} ${did} the ${line.organizationPage(what, place)}${words === null ? "" : ` ${words}`}.`;
  },
});

const nameIn = (value: unknown) => quoted(fieldsOf(value)["name"]);

function renamed(line: NamedLine) {
  const before = nameIn(line.details["before"]);
  const after = nameIn(line.details["after"]);
  return before === null || after === null || before === after
    ? told`${actorOfLine(line)} corrected the name or the city of ${line.organizationPage(line.organization, "")}.`
    : told`${actorOfLine(line)} renamed ${line.organizationPage(line.organization, "")} from ${before} to ${after}.`;
}

function recovered(line: NamedLine) {
  const person = line.personNamed(line.details["userId"]);
  const also = [
    ...(line.details["administerWorkspace"] === true
      ? ["made administrator of the workspace"]
      : []),
    ...(line.details["clearSecondFactor"] === true ? ["freed of the second factor"] : []),
    ...(line.details["clearPasskeys"] === true ? ["freed of their passkeys"] : []),
  ];
  return told`${person} was let in again by a command on the server${also.map((each) => `, ${each}`).join("")}.`;
}

export const WORKSPACE_ENTRIES = {
  "workspace.set-up": workspace(() => told`The workspace was set up.`),
  "workspace.administrator-recovered": workspace(recovered),
  "workspace.restored": workspace(
    ({ details }) =>
      told`The workspace was restored from a backup${typeof details["backupOf"] === "string" ? ` of ${details["backupOf"].slice(0, 10)}` : ""}.`,
  ),
  "workspace.calendar-set": workspace(
    (line) =>
      told`${actorOfLine(line)} set the ${{ text: "days on which federal agencies are closed", to: "/closed-days" }}.`,
  ),
  "job.retried": workspace(
    (line) =>
      told`${actorOfLine(line)} had a ${{ text: "job that failed", to: "/jobs" }} tried again.`,
  ),
  "job.discarded": workspace(
    (line) => told`${actorOfLine(line)} discarded a ${{ text: "job that failed", to: "/jobs" }}.`,
  ),
  "organization.created": organization(["organization", "workspace"], (line) => {
    const name = line.organizationPage(line.organization, "");
    return line.who === null
      ? told`${name} was added to the workspace.`
      : told`${line.who} added ${name} to the workspace.`;
  }),
  "organization.renamed": organization(["organization"], renamed),
  "organization.signers-set": organization(
    ["organization"],
    (line) => told`${actorOfLine(line)} set who signs for ${line.organization}.`,
  ),
  "organization.contact-set": organization(
    ["organization"],
    (line) =>
      told`${actorOfLine(line)} set the site and the press contact of ${line.organizationPage(line.organization, "")}.`,
  ),
  "organization.factor-policy-set": organization(
    ["organization"],
    (line) =>
      told`${actorOfLine(line)} set how the people of ${line.organizationPage(line.organization, "")} prove that it is they.`,
  ),
  "organization.provider-set": organization(["administrators"], (line) => {
    const { required, issuer } = line.details;
    const named = quoted(issuer);
    return told`${actorOfLine(line)} set ${line.organizationPage(line.organization, "/provider")}’s own sign-in${named === null ? "" : `, ${named}`}${required === true ? "; its people must come in through it" : ""}.`;
  }),
  "organization.provider-removed": organization(["administrators"], (line) => {
    const ended = countedDetail(line.details["sessionsEnded"], "session");
    return told`${actorOfLine(line)} removed ${line.organizationPage(line.organization, "/provider")}’s own sign-in${ended === null ? "" : `, which ended ${ended}`}.`;
  }),
  "organization.archive-consent-given": organization(
    ["organization"],
    (line) =>
      told`${actorOfLine(line)} consented for ${line.organizationPage(line.organization, "")} that archives of the workspace hold the conversations that it keeps to itself.`,
  ),
  "organization.archive-consent-withdrawn": organization(
    ["organization"],
    (line) =>
      told`${actorOfLine(line)} took back the consent of ${line.organizationPage(line.organization, "")} that archives of the workspace hold the conversations that it keeps to itself.`,
  ),
  "template.added": kept("template", "kept"),
  "template.changed": kept("template", "changed"),
  "template.removed": kept("template", "removed"),
  "clause.added": kept("clause", "kept"),
  "clause.changed": kept("clause", "changed"),
  "clause.removed": kept("clause", "removed"),
  // It holds hashes, and leaves open whose they are: a comment in an organization's own thread leaves one.
  "rows.written": {
    kind: "workspace",
    readers: [],
    says: () => told`Something was written of which only its hash is recorded.`,
  },
} as const satisfies Partial<Record<AuditEventType, RecordEntry>>;
