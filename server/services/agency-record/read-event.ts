import type { NumberedItem } from "#app/document/numbering/requested-items.ts";
import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import {
  AGENCY_FIELDS_OF,
  agencyEventOfForm,
  type AgencyEventForm,
  type ItemOutcomeForm,
  type NewAgencyEvent,
} from "#app/domain/agency-record/form.ts";
import {
  contradict,
  matrixOf,
  outcomeLabel,
  type ItemOutcome,
  type ItemOutcomeKind,
  type OutcomeDetails,
} from "#app/domain/agency-record/outcome.ts";
import { aboutOf, itemsOfEvent, typedPart, withParts } from "#app/domain/agency-record/part.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";
import { itemsOfVersion } from "./items.ts";
import type { FiledDocument } from "./load.ts";
import { outcomeOf } from "./write.ts";

/** An answer of a letter about some items. */
interface ToldOfItems {
  readonly itemIds: readonly string[];
  readonly outcome: ItemOutcomeKind;
  readonly details: OutcomeDetails;
}

/** An event as a form tells it, with what it says of the items. */
export interface ReadEvent {
  readonly event: NewAgencyEvent;
  readonly told: readonly ToldOfItems[];
  /** Those of the request as filed; none where the form speaks of none. */
  readonly items: readonly NumberedItem[];
}

/**
 * Reads the form of an event against the request as filed.
 * @param rows what it says of some items alone.
 * @param wrong the event that it corrects; null for a new one.
 */
export async function readEvent(
  resources: Pick<Resources, "database" | "log">,
  { row, filing }: Pick<FiledDocument, "row" | "filing">,
  form: AgencyEventForm,
  {
    rows = [],
    wrong = null,
  }: { readonly rows?: readonly ItemOutcomeForm[]; readonly wrong?: AgencyEvent | null } = {},
): Promise<Outcome<ReadEvent>> {
  const namesItems =
    form.itemIds.length > 0 || form.outcome !== undefined || rows.length > 0 || namedBefore(wrong);
  // Where the filed text can’t be read, no correction widens an entry to the whole request.
  const items = namesItems ? await itemsOfVersion(resources, row.id, filing) : done([]);
  if (!items.ok) return items;
  const event = agencyEventOfForm(form, items.value, wrong && typedPart(wrong));
  if (!event.ok) return event;
  const whole = outcomeOfForm(form);
  if (!whole.ok) return whole;
  const ofSome: ToldOfItems[] = [];
  const fields: Record<string, string> = {};
  for (const [at, of] of rows.entries()) {
    const read = toldOfItems(event.value, items.value, of);
    if (read.ok && isToldOtherwise(read.value, ofSome)) {
      fields[`outcomes[${at}].itemIds`] = TOLD_OTHERWISE;
    } else if (read.ok) ofSome.push(read.value);
    for (const [name, sentence] of read.ok ? [] : Object.entries(read.refusal.fields ?? {})) {
      fields[`outcomes[${at}].${name}`] = sentence;
    }
  }
  if (Object.keys(fields).length > 0) return refuse("bad-input", undefined, fields);
  const all = itemsOfEvent(event.value, items.value) ?? items.value.map(({ id }) => id);
  const others = withoutTold(all, ofSome);
  const told = whole.value && others.length > 0 ? [{ ...whole.value, itemIds: others }] : [];
  return done({ event: event.value, told: [...told, ...ofSome], items: items.value });
}

/** The items of which nothing is said by themselves; what is said of a part leaves the rest of them. */
function withoutTold(itemIds: readonly string[], rows: readonly ToldOfItems[]): readonly string[] {
  const own = new Set(rows.flatMap((row) => (row.details.part === null ? row.itemIds : [])));
  return itemIds.filter((id) => !own.has(id));
}

function isToldOtherwise(row: ToldOfItems, earlier: readonly ToldOfItems[]): boolean {
  const own = new Set(row.itemIds);
  return earlier.some((one) => contradict(one, row) && one.itemIds.some((id) => own.has(id)));
}

const TOLD_OTHERWISE =
  "Another answer of this letter says something of the same items that can’t be true beside it. Name each item once.";

function namedBefore(wrong: AgencyEvent | null): boolean {
  return wrong !== null && "items" in wrong.details && wrong.details.items.length > 0;
}

/**
 * Reads what a letter says of some items: an item means its parts too, unless some of them are ticked
 * themselves, and none lies outside of what the letter is about (L52).
 */
export function toldOfItems(
  event: NewAgencyEvent,
  items: readonly NumberedItem[],
  form: ItemOutcomeForm,
): Outcome<ToldOfItems> {
  const details = outcomeOf(form.outcome, { ...form, office: form.office, part: form.part });
  if (!details.ok) return details;
  const known = new Set(items.map(({ id }) => id));
  if (!form.itemIds.every((id) => known.has(id))) {
    return refuse("bad-input", undefined, { itemIds: "Choose from the items shown." });
  }
  const itemIds = withParts(items, form.itemIds);
  const named = itemsOfEvent(event, items);
  const about = named && new Set(named);
  if (about !== null && !itemIds.every((id) => about.has(id))) {
    const { en } = aboutOf(event) ?? { en: "" };
    return refuse("bad-input", undefined, {
      itemIds: `This letter is on record as about ${en} alone. Choose of those, or correct first what it is about.`,
    });
  }
  return done({ itemIds, outcome: form.outcome, details: details.value });
}

function outcomeOfForm(form: AgencyEventForm): Outcome<Omit<ToldOfItems, "itemIds"> | null> {
  const { outcome, exemptions, outcomeOffice: office, replaces } = form;
  if (!("outcome" in AGENCY_FIELDS_OF[form.kind])) return done(null);
  if (outcome === undefined) {
    return exemptions === undefined && office === undefined
      ? done(null)
      : refuse("bad-input", undefined, { outcome: WITHOUT_OUTCOME });
  }
  // The event's own details say which part of the request the letter decides.
  const details = outcomeOf(
    outcome,
    { exemptions, office, part: undefined, replaces },
    "outcomeOffice",
  );
  return details.ok ? done({ outcome, details: details.value }) : details;
}

const WITHOUT_OUTCOME =
  "Choose what it says of the records: exemptions and offices are recorded with that.";

/** An outcome that a letter would write (L70). */
export interface PlannedOutcome {
  /** The item's number in the filed request. */
  readonly label: string;
  readonly outcome: string;
  /**
   * Outcomes of other letters, and what else this one says, that can't be true beside it, unless it
   * takes their place.
   */
  readonly contradicts: readonly StandingOutcome[];
  /** The outcomes whose place it takes. */
  readonly replaces: readonly StandingOutcome[];
}

interface StandingOutcome {
  readonly outcome: string;
  /** ISO day of its letter. */
  readonly dated: string | null;
}

/**
 * The outcomes that each section of the form would write, in the order of the request for each thing
 * that it says; each is compared with those above it, too.
 * @param standing what other letters say.
 */
export function plannedOutcomes(
  parts: readonly ReadEvent[],
  standing: readonly ItemOutcome[],
): PlannedOutcome[][] {
  const before = new Map<string, ItemOutcome[]>();
  const stands = (outcome: ItemOutcome) => {
    const of = before.get(outcome.itemId);
    if (of) of.push(outcome);
    else before.set(outcome.itemId, [outcome]);
  };
  standing.forEach(stands);
  return parts.map(({ event, told, items }, section) => {
    const labels = new Map(items.map(({ id, label }) => [id, label]));
    const common = { dated: event.dated ?? event.received, eventId: `section ${section}` };
    return told.flatMap(({ itemIds, ...said }, nth) =>
      itemIds.map((itemId) => {
        const planned = { ...said, ...common, itemId, id: `${section} ${nth} ${itemId}` };
        const inForce = matrixOf([itemId], before.get(itemId) ?? []).flatMap((row) => row.inForce);
        stands(planned);
        return plannedOutcome(labels.get(itemId) ?? "", planned, inForce);
      }),
    );
  });
}

function plannedOutcome(
  label: string,
  planned: ItemOutcome,
  inForce: readonly ItemOutcome[],
): PlannedOutcome {
  const others = inForce.filter((standing) => standing.outcome !== "pending");
  // An earlier letter takes the place of no later one (L17), and no section that of itself.
  const isOver = (standing: ItemOutcome) =>
    planned.details.replaces &&
    standing.eventId !== planned.eventId &&
    (standing.dated ?? "") <= (planned.dated ?? "");
  const standingOutcome = (standing: ItemOutcome): StandingOutcome => ({
    outcome: outcomeLabel(standing),
    dated: standing.dated,
  });
  return {
    label,
    outcome: outcomeLabel(planned),
    contradicts: others
      .filter((standing) => !isOver(standing) && contradict(planned, standing))
      .map(standingOutcome),
    replaces: others.filter(isOver).map(standingOutcome),
  };
}
