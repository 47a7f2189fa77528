import type { PrismaClient } from "#server/database/index.ts";
import { readInPieces } from "#server/database/in-pieces.ts";
import type { SearchSourceName } from "#server/search/entry.ts";
import type { WhichThings } from "./source.ts";
import { organizationEntryId } from "./sources/people.ts";

/** A line of the record as far as it tells what is to be indexed anew. */
interface TellingLine {
  readonly type: string;
  readonly matterId: string | null;
  readonly documentId: string | null;
  readonly details: string;
  readonly rows: string | null;
}

/** Things to index anew; `everything` after a restore. */
interface ToIndex {
  readonly changes: readonly (readonly [source: SearchSourceName, which: WhichThings])[];
  readonly everything: boolean;
}

const OF_DOCUMENT = ["draft", "version", "filing"] as const satisfies SearchSourceName[];
const OF_PEOPLE = ["person", "partner"] as const satisfies SearchSourceName[];

/**
 * Changes by those lines to what is found. Each committed write leaves a line, whichever process made
 * it: tables and keys of the rows that are agreed, a type with its subjects for all else.
 */
export async function changesIn(
  client: PrismaClient,
  lines: readonly TellingLine[],
): Promise<ToIndex> {
  const ids = new Map<SearchSourceName, Set<string>>();
  const whole = new Map<string, readonly [SearchSourceName, WhichThings]>();
  const add = (source: SearchSourceName, some: readonly string[]) => {
    const known = ids.get(source) ?? new Set();
    for (const id of some) known.add(id);
    ids.set(source, known);
  };
  const addAll = (source: SearchSourceName, which: WhichThings) =>
    whole.set(`${source} ${JSON.stringify(which)}`, [source, which]);
  const comments = new Set<string>();
  const users = new Set<string>();
  for (const { type, matterId, documentId, details, rows } of lines) {
    const keys = keysIn(rows);
    for (const source of OF_DOCUMENT) {
      if (source !== "version") add(source, keys("Document"));
      else for (const id of keys("Document")) addAll(source, { documentId: id });
    }
    add("thread", [...keys("Thread"), ...keys("Suggestion"), ...keys("Acceptance")]);
    for (const id of keys("Comment")) comments.add(id);
    add("matter", keys("Matter"));
    add("docket", keys("Docket"));
    add("clause", keys("Clause"));
    add("template", keys("Template"));
    for (const source of OF_PEOPLE) {
      add(source, [...keys("Membership"), ...keys("Organization").map(organizationEntryId)]);
    }
    for (const id of keys("User")) users.add(id);
    const [noun] = type.split(".");
    const told = idsIn(details);
    if (documentId !== null && (noun === "document" || noun === "word" || noun === "suggestion")) {
      add("draft", [documentId]);
      add("filing", [documentId]);
      addAll("version", { documentId });
    }
    if (noun === "agency-record" && documentId !== null) {
      add("letter", told("eventId"));
      addAll("letter", { documentId });
      addAll("attachment", { documentId });
    }
    if (noun === "attachment") {
      add("attachment", told("attachmentId"));
      if (matterId !== null) addAll("attachment", { matterId });
    }
    if (noun === "docket") {
      add("docket", told("docketId"));
      if (matterId !== null) addAll("docket-event", { matterId });
    }
    if (noun === "matter" && matterId !== null) add("matter", [matterId]);
  }
  if (comments.size > 0) {
    const found = await readInPieces(comments, (some) =>
      client.comment.findMany({ where: { id: { in: some } }, select: { threadId: true } }),
    );
    add("thread", [...new Set(found.map(({ threadId }) => threadId))]);
  }
  if (users.size > 0) {
    const found = await readInPieces(users, (some) =>
      client.membership.findMany({ where: { userId: { in: some } }, select: { id: true } }),
    );
    const memberIds = found.map(({ id }) => id);
    for (const source of OF_PEOPLE) add(source, memberIds);
  }
  const named = [...ids].filter(([, some]) => some.size > 0);
  return {
    changes: [
      ...named.map(([source, some]) => [source, { ids: [...some] }] as const),
      ...whole.values(),
    ],
    everything: lines.some(({ type }) => type === "workspace.restored"),
  };
}

/** The keys of rows of a table that a line names; a key of several columns by its first. */
function keysIn(rows: string | null): (table: string) => string[] {
  const tables = objectIn(rows);
  return (table) => {
    const held = tables[table];
    if (typeof held !== "object" || held === null) return [];
    return Object.keys(held).map((key) => key.split("/")[0] ?? key);
  };
}

function idsIn(details: string): (name: string) => string[] {
  const told = objectIn(details);
  return (name) => {
    const id = told[name];
    return typeof id === "string" ? [id] : [];
  };
}

/** A line that somebody tampered with must not keep those behind it from being read. */
function objectIn(json: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // audit:verify names it.
    return {};
  }
}
