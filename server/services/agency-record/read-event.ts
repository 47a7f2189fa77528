import type { NumberedItem } from "#app/document/numbering/requested-items.ts";
import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import {
  AGENCY_FIELDS_OF,
  agencyEventOfForm,
  type AgencyEventForm,
  type NewAgencyEvent,
} from "#app/domain/agency-record/form.ts";
import {
  contradict,
  matrixOf,
  outcomeInWords,
  type ItemOutcome,
  type ItemOutcomeKind,
  type OutcomeDetails,
} from "#app/domain/agency-record/outcome.ts";
import { itemsOfEvent, typedPart } from "#app/domain/agency-record/part.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Resources } from "#server/services/resources.ts";
import { itemsOfVersion } from "./items.ts";
import type { FiledDocument } from "./load.ts";
import { outcomeOf } from "./write.ts";

/** An event as a form tells it, with the items that it is about. */
interface ReadEvent {
  readonly event: NewAgencyEvent;
  /** The outcome of the items that it is about; null where the form doesn't say. */
  readonly outcome: { readonly outcome: ItemOutcomeKind; readonly details: OutcomeDetails } | null;
  /** Those of the request as filed; none where the form speaks of none. */
  readonly items: readonly NumberedItem[];
}

/**
 * Reads the form of an event against the request as filed.
 * @param wrong the event that it corrects; null for a new one.
 */
export async function readEvent(
  resources: Pick<Resources, "database" | "log">,
  { row, filing }: Pick<FiledDocument, "row" | "filing">,
  form: AgencyEventForm,
  wrong: AgencyEvent | null = null,
): Promise<Outcome<ReadEvent>> {
  const items =
    form.itemIds.length > 0 || form.outcome !== undefined
      ? await itemsOfVersion(resources, row.id, filing)
      : done([]);
  if (!items.ok) return items;
  const event = agencyEventOfForm(form, items.value, wrong && typedPart(wrong));
  if (!event.ok) return event;
  const outcome = outcomeOfForm(form);
  if (!outcome.ok) return outcome;
  return done({ event: event.value, outcome: outcome.value, items: items.value });
}

function outcomeOfForm(form: AgencyEventForm): Outcome<ReadEvent["outcome"]> {
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

/** The ids of the items whose outcome the form says: those that it names, or all of them (L52). */
export function itemsToldOf({ event, items }: ReadEvent): readonly string[] {
  return itemsOfEvent(event, items) ?? items.map(({ id }) => id);
}

/** An outcome that a letter would write (L70). */
export interface PlannedOutcome {
  /** The item's number in the filed request. */
  readonly label: string;
  readonly outcome: string;
  /** Outcomes of other letters that can't be true beside it, unless it takes their place. */
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
 * The outcome that the form would write of each item, in the order of the request.
 * @param standing what other letters say.
 */
export function plannedOutcomes(
  read: ReadEvent,
  standing: readonly ItemOutcome[],
): PlannedOutcome[] {
  const { outcome, items } = read;
  if (outcome === null) return [];
  const dated = read.event.dated ?? read.event.received;
  const labels = new Map(items.map(({ id, label }) => [id, label]));
  return matrixOf(itemsToldOf(read), standing).map(({ itemId, inForce }) =>
    plannedOutcome(labels.get(itemId) ?? "", { ...outcome, dated }, inForce),
  );
}

function plannedOutcome(
  label: string,
  planned: NonNullable<ReadEvent["outcome"]> & Pick<ItemOutcome, "dated">,
  inForce: readonly ItemOutcome[],
): PlannedOutcome {
  const others = inForce.filter((standing) => standing.outcome !== "pending");
  // An earlier letter takes the place of no later one (L17).
  const isOver = (standing: ItemOutcome) =>
    planned.details.replaces && (standing.dated ?? "") <= (planned.dated ?? "");
  const inWords = (standing: ItemOutcome): StandingOutcome => ({
    outcome: outcomeInWords(standing),
    dated: standing.dated,
  });
  return {
    label,
    outcome: outcomeInWords(planned),
    contradicts: others
      .filter((standing) => !isOver(standing) && contradict(planned, standing))
      .map(inWords),
    replaces: others.filter(isOver).map(inWords),
  };
}
