import type { AuditEventType } from "#app/domain/audit-event.ts";
import { listed } from "#app/domain/listed.ts";
import {
  actorOfLine,
  countedDetail,
  fieldsOf,
  forParties,
  told,
  withReason,
  type NamedLine,
  type RecordEntry,
  type SentencePart,
} from "./entry.ts";

/** A matter, its parties, and its public page. */

const ofMatter = (says: RecordEntry["says"]) => forParties("matter", says);
const ofPage = (says: RecordEntry["says"]) => forParties("public", says);

/** Somebody did something about the organization that the line names: "invited ILRC to Records of …". */
const party = (says: (line: NamedLine) => readonly [before: string, after: string]): RecordEntry =>
  ofMatter((line) => {
    const [before, after] = says(line);
    return told`${actorOfLine(line)} ${before} ${line.organization} ${after} ${line.matter}.`;
  });

/** Parts edited, by the details that the line has before and after. */
const EDITED: readonly (readonly [name: string, words: string])[] = [
  ["title", "title"],
  ["narrative", "narrative"],
  ["agencyDepartment", "agency"],
  ["agencyComponent", "agency"],
  ["agencyAddress", "agency’s address"],
];

function edited(line: NamedLine): readonly SentencePart[] {
  const before = fieldsOf(line.details["before"]);
  const after = fieldsOf(line.details["after"]);
  if ("shared" in after) {
    // A matter that begins like another one has them from the start: nothing was edited.
    const did = hasNothing(before["shared"]) ? "recorded" : "edited";
    return told`${actorOfLine(line)} ${did} the ${line.matterPage("parties, signers and addresses", "/facts")} of ${line.matter}.`;
  }
  const changed = EDITED.filter(([name]) => (before[name] ?? null) !== (after[name] ?? null));
  const words = [...new Set(changed.map(([, each]) => each))];
  return told`${actorOfLine(line)} edited the ${words.length === 0 ? "details" : listed(words)} of ${line.matter}.`;
}

/** Whether shared details have no signer, no organization and no addressee. */
function hasNothing(shared: unknown): boolean {
  const parts = Object.values(fieldsOf(shared));
  return (
    parts.length > 0 &&
    parts.every((part) => part === null || (Array.isArray(part) && part.length === 0))
  );
}

export const MATTER_ENTRIES = {
  "matter.created": ofMatter(
    (line) => told`${actorOfLine(line)} created ${line.matter}, led by ${line.organization}.`,
  ),
  "matter.edited": ofMatter(edited),
  "matter.party-added": party(() => ["added", "as a party of"]),
  "matter.party-removed": party(() => ["removed", "from"]),
  "matter.party-invited": party(() => ["invited", "to"]),
  "matter.party-invitation-withdrawn": party(() => ["withdrew the invitation of", "to"]),
  "matter.party-accepted": party(() => ["accepted for", "to be party to"]),
  "matter.party-declined": party(() => ["declined for", "to be party to"]),
  "matter.party-left": party(() => ["took", "out of"]),
  "matter.lead-offered": party(() => ["asked", "to lead"]),
  "matter.lead-offer-withdrawn": party(() => ["no longer asks", "to lead"]),
  "matter.lead-declined": party(() => ["declined for", "to lead"]),
  "matter.lead-handed-over": ofMatter((line) => {
    const { from, to } = line.details;
    return told`${actorOfLine(line)} took over the lead of ${line.matter}: ${line.organizationNamed(to)} leads it, and ${line.organizationNamed(from)} no longer does.`;
  }),
  "matter.archived": ofMatter((line) => told`${actorOfLine(line)} archived ${line.matter}.`),
  "matter.unarchived": ofMatter(
    (line) => told`${actorOfLine(line)} brought ${line.matter} back from the archive.`,
  ),
  "matter.watch-list-changed": {
    kind: "matter",
    // Nobody else is told of the list (L68).
    readers: ["watchers"],
    says: (line) => {
      const names = countedDetail(line.details["names"], "name");
      return told`${actorOfLine(line)} changed the ${line.matterPage("names to watch for", "/names")}${names === null ? "" : `; ${names} now`}.`;
    },
  },
  "matter.page-edited": ofPage(
    (line) =>
      told`${actorOfLine(line)} edited the draft of the ${line.matterPage("public page", "/public")}.`,
  ),
  "matter.published": ofPage(
    (line) =>
      told`${actorOfLine(line)} published the ${line.matterPage("public page", "/public")}.`,
  ),
  "matter.unpublished": ofPage((line) =>
    line.details["because"] === "brought-in"
      ? told`The ${line.matterPage("public page", "/public")} came with an archive, and is not public by it.`
      : told`${actorOfLine(line)} took the ${line.matterPage("public page", "/public")} down.${withReason(line.details["reason"])}`,
  ),
} as const satisfies Partial<Record<AuditEventType, RecordEntry>>;
