import {
  MATTER_TABLE_NAMES,
  type ArchivedRow,
  type MatterTableName,
} from "#app/domain/archive/matter-tables.ts";
import type {
  ArchivedLine,
  ArchivedOrganization,
  ArchivedPerson,
} from "#app/domain/archive/format.ts";
import { isSoundText } from "#app/document/version/canonical.ts";
import { isOfParties } from "#server/services/bringing/lines-that-come.ts";
import type { OpenedArchive } from "#server/services/bringing/opened.ts";
import { isTooLong } from "./lengths.ts";
import { WRITING } from "./limits.ts";
import { ROW_LABELS, type RowsOfMatter } from "./tables.ts";
import type { RefuseMatter } from "./refuse.ts";

/** All that an archive holds of one matter, in memory, but for bytes that stand beside rows. */
export interface ReadMatter {
  readonly id: string;
  readonly folder: string;
  readonly rows: RowsOfMatter;
  /** The lines that tell of it to its parties, and those by which keys of its sign-offs were added. */
  readonly lines: readonly ArchivedLine[];
  readonly people: ReadonlyMap<string, ArchivedPerson>;
  readonly organizations: ReadonlyMap<string, ArchivedOrganization>;
}

/** The largest number of a column; Yjs’s clients have longer ones. */
const MOST = 2 ** 31 - 1;

/** How far the clocks of two workspaces may differ, in milliseconds. */
const SKEW_MS = 10 * 60_000;

/** Reads one matter of an archive. Refuses what is more than can be written at once. */
export async function readMatter(
  opened: OpenedArchive,
  { id, folder }: { readonly id: string; readonly folder: string },
  { now, refuse }: { readonly now: Date; readonly refuse: RefuseMatter },
): Promise<ReadMatter> {
  const size = { rows: 0, characters: 0 };
  const latest = new Date(now.getTime() + SKEW_MS).toISOString();
  const count = (value: object, what: string) => {
    size.rows += 1;
    if (size.rows > WRITING.rows) throw refuse(TOO_MANY);
    size.characters += soundLength(value, (why) => refuse(`${what} ${why}`));
    for (const [column, at] of Object.entries(value)) {
      if (typeof at === "number" && at > MOST && column !== "clientId") {
        throw refuse(`${what} has a number that no database holds.`);
      }
      const isInstant = column === "at" || column.endsWith("At");
      if (isInstant && typeof at === "string" && at > latest) {
        throw refuse(`${what} is of a time that has not come.`);
      }
    }
    if (size.characters > WRITING.characters) throw refuse(TOO_LONG);
  };
  const rows = Object.fromEntries(
    MATTER_TABLE_NAMES.map((name): [string, object[]] => [name, []]),
  ) as unknown as RowsOfMatter;
  for (const name of MATTER_TABLE_NAMES) {
    for await (const row of opened.rows(folder, name)) {
      const what = `${ROW_LABELS[name]} in it`;
      if (isTooLong(name, row)) throw refuse(`${what} is longer than this program writes.`);
      count(row, what);
      (rows[name] as ArchivedRow<MatterTableName>[]).push(row);
    }
  }
  if (rows.matter.length !== 1 || rows.matter[0]?.id !== id) {
    throw refuse("its folder does not hold it, or holds another one.");
  }
  const lines: ArchivedLine[] = [];
  for await (const entry of opened.record()) {
    if ("to" in entry || !tellsOf(id, entry)) continue;
    count(entry, "a line of its record");
    lines.push(entry);
  }
  return { id, folder, rows, lines, ...(await namedIn(opened, count, refuse)) };
}

async function namedIn(
  opened: OpenedArchive,
  count: (value: object, what: string) => void,
  refuse: RefuseMatter,
) {
  const people = new Map<string, ArchivedPerson>();
  const organizations = new Map<string, ArchivedOrganization>();
  for await (const person of opened.people()) {
    count(person, "a person whom it names");
    people.set(person.id, person);
    if (people.size > WRITING.named) throw refuse(TOO_MANY_NAMED);
  }
  for await (const organization of opened.organizations()) {
    count(organization, "an organization that it names");
    organizations.set(organization.id, organization);
    if (organizations.size > WRITING.named) throw refuse(TOO_MANY_NAMED);
  }
  return { people, organizations };
}

/**
 * Whether a line tells of that matter to its parties, or that somebody added a key. Whatever else an
 * archive says is left behind: lines about accounts, rights and the workspace would be believed here.
 */
function tellsOf(matterId: string, { type, matterId: of }: ArchivedLine): boolean {
  return type === "person.passkey-added" || (of === matterId && isOfParties(type));
}

const DEEPEST = 100;

/** Characters of a value. Refuses what no database holds alike. */
function soundLength(value: unknown, refuse: RefuseMatter, depth = 0): number {
  if (depth > DEEPEST) throw refuse("is nested deeper than this program writes.");
  if (typeof value === "string") {
    if (!isSoundText(value)) throw refuse("holds a sign that is none.");
    return value.length;
  }
  if (typeof value !== "object" || value === null) return 8;
  let length = 2;
  for (const [name, inner] of Object.entries(value)) {
    length += soundLength(name, refuse) + soundLength(inner, refuse, depth + 1);
  }
  return length;
}

const TOO_MANY =
  "it has more than 8,000 rows and lines of its record, the most that are written at once.";
const TOO_LONG = "its rows and the lines of its record are longer than is written at once.";
const TOO_MANY_NAMED = "its archive names more than 10,000 people or organizations.";
