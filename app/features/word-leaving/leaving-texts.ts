import { counted } from "#app/domain/counted.ts";
import type { LeavingView } from "#server/services/index.ts";

/** The text that leaves, by its name. */
export function leavingTextLabel(text: LeavingView["text"]): string {
  switch (text.is) {
    case "draft":
      return `The draft as of change ${text.change}`;
    case "version":
      return `Version ${text.version.number}${text.version.name === null ? "" : `: ${text.version.name}`}`;
    case "redline":
      return `What changed from version ${text.from.number} to ${text.to ? `version ${text.to.number}` : "the draft"}`;
  }
}

/** The address of its file, without choices. */
export function leavingAddress(documentId: string, text: LeavingView["text"]): string {
  switch (text.is) {
    case "draft":
      return `/documents/${documentId}.docx`;
    case "version":
      return `/documents/${documentId}/versions/${text.version.number}.docx`;
    case "redline":
      return `/documents/${documentId}/redline.docx`;
  }
}

/** Tells what of the margin goes along; empty for nothing. */
export function marginSentence({
  suggestions,
  comments,
  threads,
}: {
  readonly suggestions: number;
  readonly comments: number;
  readonly threads: number;
}): string {
  const parts = [
    ...(suggestions > 0 ? [`${counted(suggestions, "open suggestion")}, as tracked changes`] : []),
    ...(comments > 0
      ? [`${counted(comments, "comment")} in ${counted(threads, "conversation")}`]
      : []),
  ];
  return parts.join("; ");
}

/** Names that are listed; of more the number is said. */
const NAMED = 50;

/** "Ana (ILRC), Jane Doe, in Word": all who would be named, of people and by claims of a Word file. */
export function namesText(people: LeavingView["people"], claimed: LeavingView["claimed"]): string {
  const names = [
    ...people.map(({ name, organization }) =>
      organization ? `${name} (${organization.shortName})` : name,
    ),
    ...claimed,
  ];
  const rest = names.length - NAMED;
  return [...names.slice(0, NAMED), ...(rest > 0 ? [`${rest} more`] : [])].join("; ");
}
