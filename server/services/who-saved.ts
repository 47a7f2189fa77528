import type { Actor } from "#app/domain/actor.ts";
import type { AuditEventType } from "#app/domain/audit-event.ts";
import type { Transaction } from "#server/database/index.ts";
import { personTags, type PersonTag } from "./people/tag.ts";

/** Identifies what a form changes, as audit lines do. */
interface SavedThing {
  readonly matterId: string;
  readonly documentId?: string;
  readonly type: AuditEventType;
  /** For a docket, which has no column in the audit line: its id in the details. */
  readonly docketId?: string;
  /** The key of the line's details under which the form's parts are, if not at the top. */
  readonly within?: string;
}

/** A form field with its current value. */
interface SavedField {
  /** As the form names it, such as `letter.re` or `signers[0].name`. */
  readonly field: string;
  readonly theirs: unknown;
}

/** The most audit lines that are searched: a page is seldom open for as many changes. */
const LINES = 100;

/**
 * Tells who saved these fields of a form last, in words, by field: "Ravi Sample (ILRC)", or "You" for
 * another window. Unknown ones are left out.
 */
export async function whoSaved(
  tx: Transaction,
  { userId }: Pick<Actor, "userId">,
  thing: SavedThing,
  fields: readonly SavedField[],
): Promise<ReadonlyMap<string, string>> {
  const { type, matterId, documentId, docketId, within } = thing;
  const rows = await tx.auditEvent.findMany({
    where: { type, matterId, ...(documentId === undefined ? {} : { documentId }) },
    orderBy: { sequence: "desc" },
    take: LINES,
    select: { actorId: true, details: true },
  });
  const changes = rows.flatMap(({ actorId, details }) => {
    const read = JSON.parse(details) as ChangeDetails;
    const isOther = docketId !== undefined && read.docketId !== docketId;
    return actorId === null || isOther ? [] : [{ actorId, read }];
  });
  const savers = fields.flatMap(({ field, theirs }) => {
    const path = [...(within === undefined ? [] : [within]), ...pathOf(field)];
    const touching = changes.filter(({ read }) => hasChanged(read, path));
    // Among the changes of the same list, the one that added this text.
    const last = touching.find(({ read }) => brought(read, theirs)) ?? touching[0];
    return last ? [[field, last.actorId] as const] : [];
  });
  const parties = await tx.matterParty.findMany({
    where: { matterId },
    select: { organizationId: true },
  });
  const people = await personTags(
    tx,
    savers.map(([, actorId]) => actorId),
    new Set(parties.map(({ organizationId }) => organizationId)),
  );
  return new Map(
    savers.map(([field, actorId]) => [
      field,
      actorId === userId ? "You" : personText(people.get(actorId)),
    ]),
  );
}

interface ChangeDetails {
  readonly docketId?: unknown;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The recorded part that a field belongs to: entries of a list are not distinguished. */
function pathOf(field: string): string[] {
  const [name = ""] = field.split("[");
  return name.split(".");
}

function hasChanged({ before, after }: ChangeDetails, path: readonly string[]): boolean {
  let [one, other]: [unknown, unknown] = [before, after];
  for (const name of path) {
    const [earlier, later] = [partOf(one, name), partOf(other, name)];
    // Where the form's names differ from the record's, the comparison stops here.
    if (earlier === undefined && later === undefined) return one !== before && !isSame(one, other);
    [one, other] = [earlier, later];
  }
  return !isSame(one, other);
}

/** Whether these lines of text are in what was saved, and not in what was there before. */
function brought({ before, after }: ChangeDetails, words: unknown): boolean {
  if (typeof words !== "string" || words === "") return false;
  const lines = words.split("\n").map((line) => JSON.stringify(line));
  const [earlier, later] = [JSON.stringify(before ?? null), JSON.stringify(after ?? null)];
  return (
    lines.every((line) => later.includes(line)) && !lines.every((line) => earlier.includes(line))
  );
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

const isSame = (one: unknown, other: unknown) =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

function personText(person: PersonTag | undefined): string {
  if (person === undefined) return "Somebody who has left";
  const { name, organization } = person;
  return organization ? `${name} (${organization.shortName})` : name;
}
