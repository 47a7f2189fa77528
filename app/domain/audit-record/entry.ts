import { counted } from "#app/domain/counted.ts";
import type { AuditLine } from "#app/domain/audit-event.ts";

/**
 * Circles of readers of a line (docs/decisions/0103): a line is read by whoever
 * stands in one of those that its type names. A type without any is read by nobody.
 */
export const RECORD_CIRCLES = [
  /** The workspace's administrator. */
  "workspace",
  /** The people of the organization that the line names. */
  "organization",
  /** The administrators of the organization that the line names. */
  "administrators",
  /** The administrators of an organization to which whoever acted belongs now. */
  "their-administrators",
  /** The person whom the line is about. */
  "person",
  /** The people of the parties of the matter. */
  "parties",
  /** Those of the parties who may read the names to watch for (L68). */
  "watchers",
  /** The people of the parties, where all of them see what was done; whoever did it otherwise (M2). */
  "its-readers",
] as const;
export type RecordCircle = (typeof RECORD_CIRCLES)[number];

/** Kinds of lines, as a reader filters by them. */
export const RECORD_KINDS = {
  drafting: "Drafting",
  review: "Review and sign-off",
  filing: "Filing",
  agency: "Agency’s answers and dates",
  lawsuit: "Lawsuits",
  files: "Files and downloads",
  matter: "Matter and its parties",
  public: "Public page",
  people: "People and roles",
  texts: "Templates and clauses",
  account: "Accounts and signing in",
  workspace: "Workspace",
} as const;
export type RecordKind = keyof typeof RECORD_KINDS;

/** A part of a sentence that leads to the thing it names. */
interface LinkedText {
  readonly text: string;
  readonly to: string;
}
export type SentencePart = string | LinkedText;

/** One line with the names of all that it is about, as its reader may see them. */
export interface NamedLine extends Pick<AuditLine, "details" | "organizationId"> {
  /** Whoever did it; null where no signed-in person did. */
  readonly who: string | null;
  readonly paper: SentencePart;
  /** Whether the line is about a document at all. */
  readonly isOfPaper: boolean;
  readonly matter: SentencePart;
  /** Of the organization that the line names. */
  readonly organization: string;
  personNamed(id: unknown): string;
  organizationNamed(id: unknown): string;
  /** "version 3", by the version's id; null where it is not known. */
  versionNamed(id: unknown): string | null;
  /** The lawsuit with that id, with a link to it where it still stands. */
  lawsuit(id: unknown): SentencePart;
  /** The attached file, with a link to it where it still stands. */
  attachment(id: unknown, name: unknown): SentencePart;
  /** Words with a link to a page of the line's document or matter; without one where that is not known. */
  paperPage(words: string, rest: string): SentencePart;
  matterPage(words: string, rest: string): SentencePart;
  /** Words with a link to a page of the line's organization, where the reader may open it. */
  organizationPage(words: string, rest: string): SentencePart;
}

/** All that is known of one type of line. */
export interface RecordEntry {
  readonly kind: RecordKind;
  readonly readers: readonly RecordCircle[];
  readonly says: (line: NamedLine) => readonly SentencePart[];
}

/** A type of line that the people of the parties of its matter read. */
export function forParties(kind: RecordKind, says: RecordEntry["says"]): RecordEntry {
  return { kind, readers: ["parties"], says };
}

/** A sentence with linked words in it. */
export function told(
  words: TemplateStringsArray,
  ...between: readonly SentencePart[]
): readonly SentencePart[] {
  const parts = words.flatMap((text, index): SentencePart[] => {
    const next = between[index];
    return next === undefined ? [text] : [text, next];
  });
  return joined(parts.filter((part) => part !== ""));
}

/** The parts with words that follow each other in one. */
function joined(parts: readonly SentencePart[]): readonly SentencePart[] {
  const found: SentencePart[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (typeof part === "string" && typeof last === "string") found[found.length - 1] = last + part;
    else found.push(part);
  }
  return found;
}

/** A sentence without its links. */
export function plainSentence(parts: readonly SentencePart[]): string {
  return parts.map((part) => (typeof part === "string" ? part : part.text)).join("");
}

/** Characters of a reason, a name or a title of a line that its sentence quotes. */
const MOST_QUOTED = 300;

/** A detail's words in quotation marks; null for none, and for what is no text. */
export function quoted(words: unknown): string | null {
  if (typeof words !== "string" || words.trim() === "") return null;
  const letters = Array.from(words.trim().slice(0, MOST_QUOTED * 2));
  const isWhole = letters.length <= MOST_QUOTED && words.length <= MOST_QUOTED * 2;
  return `“${isWhole ? letters.join("") : `${letters.slice(0, MOST_QUOTED).join("")}…`}”`;
}

/** " Reason: “…”", where the line has one. */
export function withReason(reason: unknown): string {
  const words = quoted(reason);
  return words === null ? "" : ` Reason: ${words}`;
}

/** The value as details by name; empty for what is none. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** The texts of a list; empty for what is none. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((each): each is string => typeof each === "string")
    : [];
}

/** "1 sign-in", "3 sign-ins"; null for what is no count. */
export function countedDetail(count: unknown, one: string, several?: string): string | null {
  const isCount = typeof count === "number" && Number.isInteger(count) && count >= 0;
  return isCount ? counted(count, one, several) : null;
}

/** Whoever acted, as a sentence begins with them. */
export function actorOfLine({ who }: NamedLine): string {
  return who ?? "The server";
}
