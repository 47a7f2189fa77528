import { counted } from "#app/domain/counted.ts";
import type { Deadline } from "./deadline.ts";
import { listed } from "./names.ts";

/** How many changes an organization made. */
export interface OrganizationChanges {
  /** Its short name; empty for people who have left. */
  readonly organization: string;
  readonly changes: number;
}

/** A draft that others changed since the reader last opened it. */
export interface ChangedDraft {
  readonly documentId: string;
  readonly title: string;
  readonly matter: Deadline["matter"];
  /** The names of those who wrote, without duplicates; empty where all of them have left. */
  readonly writers: readonly string[];
  /** By organization, the changes of others; empty where nobody has counted, or all was undone again. */
  readonly changes: readonly OrganizationChanges[];
  /** The last change; ISO instant. */
  readonly at: string;
}

/** An entry of the list of waiting tasks. */
export function entryOfChanged(draft: ChangedDraft) {
  const { documentId, title, matter, at } = draft;
  return {
    key: `changed:${documentId}`,
    what: changedSentence(draft),
    about: title,
    matter,
    path: `/documents/${documentId}`,
    due: null,
    since: at,
    why: null,
    source: null,
    isInvented: false,
  };
}

/** "3 changes by ILRC since you looked"; who wrote, where nobody has counted. */
function changedSentence({ changes, writers }: ChangedDraft): string {
  const [first, ...others] = changes;
  if (!first) return writers.length > 0 ? `${listed(writers)} wrote in it` : "Others wrote in it";
  const count = changes.reduce((sum, one) => sum + one.changes, 0);
  const nameOf = ({ organization }: OrganizationChanges) =>
    organization === "" ? "people who have left" : organization;
  const by =
    others.length === 0
      ? nameOf(first)
      : listed([first, ...others].map((one) => `${nameOf(one)} (${one.changes})`));
  return `${counted(count, "change")} by ${by} since you looked`;
}
