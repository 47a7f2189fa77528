import { isIsoDate, writtenDay } from "#app/domain/dates.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";

/**
 * Fields whose value comes from the agency record, the clock or the docket (L35). The name of such
 * a field says which value it is and of which filed request: "determinationDue_<document id>". The
 * value is stored in the document's details, so that a version pins what its readers saw.
 */

/** The values of one event of the agency record; a correction of the event changes them. */
const OF_EVENT = {
  eventDated: "date of a letter on record",
  eventSent: "day on which a letter was sent",
  eventReceived: "day on which a letter arrived",
  eventUntil: "day that a letter names",
  eventAppealUntil: "last day for the appeal from a letter",
  eventAppealByRule: "90th working day after a letter",
} as const;

/** The values of one filed request, with the label that the page shows until the value is known. */
const OF_REQUEST = {
  trackingNumbers: "tracking number",
  received: "date of receipt",
  determinationDue: "date by which a determination was due",
  dueBeforeExtension: "date by which a determination was due before the extension",
  expeditionDue: "date by which expedition was to be decided",
  lastLetterDated: "date of the agency’s last letter",
} as const;

/** The values of the lawsuit that the document belongs to. */
const OF_SUIT = {
  suitFiled: "date on which the complaint was filed",
  suitServed: "date of service on the United States attorney",
  suitAnswerDue: "date by which the answer is due",
} as const;

/** The values of one entry of its docket; a correction of the entry changes them. */
const OF_DOCKET = {
  docketDated: "day of an entry on the docket",
  docketNumber: "number of an entry on the docket",
  docketOrder: "order that an entry on the docket rests on",
  docketTerms: "terms of the schedule of releases",
  docketMissed: "days of ordered releases that are not on record",
  docketComing: "day of the docket that is still to come",
  docketEnded: "how the action was dismissed",
} as const;

/** The values of one release. */
const OF_RELEASE = {
  releaseDated: "day of a release",
  releasePages: "pages of a release",
  releaseWithheld: "pages withheld in a release",
} as const;

export type RequestSource = keyof typeof OF_REQUEST;
export type EventSource = keyof typeof OF_EVENT;
type SuitSource = keyof typeof OF_SUIT;
type DocketSource = keyof typeof OF_DOCKET;
type ReleaseSource = keyof typeof OF_RELEASE;

/**
 * The name of a field; after the first underscore follows the id of the filed request, the event, the docket
 * entry or the release.
 */
export type SourcedName =
  | SuitSource
  | `${RequestSource | EventSource | DocketSource | ReleaseSource}_${string}`;

/** The field for that value of that request. */
export function requestField(source: RequestSource, documentId: string): SourcedName {
  return `${source}_${documentId}`;
}

/** The field for that day of that event. */
export function eventField(source: EventSource, eventId: string): SourcedName {
  return `${source}_${eventId}`;
}

/** The field for that value of that entry of the docket. */
export function docketField(source: DocketSource, eventId: string): SourcedName {
  return `${source}_${eventId}`;
}

/** The field for that value of that release. */
export function releaseField(source: ReleaseSource, productionId: string): SourcedName {
  return `${source}_${productionId}`;
}

/** Whether a field takes its value from the record, the clock or the docket. */
export function isSourcedName(name: unknown): name is SourcedName {
  return typeof name === "string" && labelIn(name) !== null;
}

/** "date by which a determination was due". */
export function sourcedLabel(name: SourcedName): string {
  return labelIn(name) ?? name;
}

function labelIn(name: string): string | null {
  if (Object.hasOwn(OF_SUIT, name)) return OF_SUIT[name as SuitSource];
  const source = name.slice(0, Math.max(0, name.indexOf("_")));
  if (name.length === source.length + 1) return null;
  return Object.hasOwn(OF_ONE, source) ? OF_ONE[source as keyof typeof OF_ONE] : null;
}

const OF_ONE = { ...OF_REQUEST, ...OF_EVENT, ...OF_DOCKET, ...OF_RELEASE };

/** A stored value: an ISO date, or text such as a number. */
export interface SourcedValue {
  readonly name: string;
  readonly value: string;
}

/** The printed form of a value: days as lawyers write them. */
export function printedSource(value: string): string {
  return isIsoDate(value) ? writtenDay(value) : value;
}

/** The fields of the text whose value comes from elsewhere, each with its block, in order. */
export function sourcedFieldsIn(
  prose: ProseJSON,
): { readonly name: SourcedName; readonly block: string | null }[] {
  const found: { readonly name: SourcedName; readonly block: string | null }[] = [];
  const visit = (node: ProseNode, around: string | null) => {
    const own = node.type === "block" ? node.attrs?.id : undefined;
    const block = typeof own === "string" ? own : around;
    const name = node.type === "field" ? node.attrs?.name : undefined;
    if (isSourcedName(name)) found.push({ name, block });
    for (const child of node.content ?? []) visit(child, block);
  };
  for (const node of prose.content) visit(node, null);
  return found;
}

/** A field that prints another value than the one recorded now. */
interface StaleField {
  readonly name: SourcedName;
  /** The id of its block; null where the block has none. */
  readonly block: string | null;
  /** The value on the page; null where it prints none yet. */
  readonly printed: string | null;
  /** The current value; null where nothing is recorded any more. */
  readonly now: string | null;
}

/**
 * The outdated fields of a text (L35), in order.
 * @param details the printed values.
 * @param now the recorded values, by field name (`sourcedValues`).
 */
export function staleFields(
  prose: ProseJSON,
  details: { readonly sourced: readonly SourcedValue[] },
  now: ReadonlyMap<string, string>,
): StaleField[] {
  const printed = new Map(details.sourced.map(({ name, value }) => [name, value]));
  return sourcedFieldsIn(prose).flatMap(({ name, block }) => {
    const [was, is] = [printed.get(name) ?? null, now.get(name) ?? null];
    if (was === is) return [];
    const words = (value: string | null) => (value === null ? null : printedSource(value));
    return [{ name, block, printed: words(was), now: words(is) }];
  });
}
