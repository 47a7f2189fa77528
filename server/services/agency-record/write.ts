import canonicalize from "canonicalize";
import { effectiveEvents, type AgencyEvent } from "#app/domain/agency-record/event.ts";
import { exemptionsOf } from "#app/domain/agency-record/exemptions.ts";
import type { AgencyEventForm } from "#app/domain/agency-record/form.ts";
import {
  outcomeDetails,
  outcomeProblem,
  type ItemOutcomeKind,
  type OutcomeDetails,
} from "#app/domain/agency-record/outcome.ts";
import type { AuditValue } from "#app/domain/audit-event.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { sha256 } from "#server/digest.ts";
import type { Transaction } from "#server/database/index.ts";
import type { Recording } from "#server/services/command.ts";
import { answerOf, isSameAnswer } from "./clock-answer.ts";
import type { ClockComparison } from "./compare-clocks.ts";
import type { AgencyEventRow } from "./events.ts";

/** Events of one request, including corrected ones. */
const MAX_EVENTS = 500;

/** The context of a write. */
export interface Writing extends Recording {
  readonly tx: Transaction;
}

/**
 * Writes an event in an open transaction, with an audit line that contains its hash and the clock's
 * result before and after (L16). The caller has checked the permission and that the event is
 * possible.
 */
export async function writeAgencyEvent(
  { tx, record }: Writing,
  documentId: string,
  event: AgencyEvent,
  /** Null where the line of a later event of the same letter tells what became of the clock. */
  comparison: ClockComparison | null,
  /** The event to which the files of a retracted one go, as they are of the same letter. */
  filesTo: string | null = null,
): Promise<Outcome<void>> {
  const there = await tx.agencyEvent.count({ where: { documentId } });
  if (there >= MAX_EVENTS) {
    return refuse(
      "too-large",
      `A request has at most ${MAX_EVENTS} events, those that were corrected among them. Nothing was recorded.`,
    );
  }
  const { id, kind, dated, sent, received, correctsId, isRetracted, isInvented } = event;
  const row = {
    id,
    documentId,
    kind,
    dated,
    sent,
    received,
    letterId: event.letterId ?? null,
    cameBy: event.cameBy ?? null,
    details: canonicalize(event.details) ?? "{}",
    note: event.note ?? "",
    correctsId,
    isRetracted,
    isInvented,
    recordedById: event.recordedById,
    recordedAt: event.recordedAt,
  };
  const clock = comparison && changeOf(comparison);
  const recordedAs = await record({
    type: correctsId === null ? "agency-record.recorded" : "agency-record.corrected",
    details: {
      what: "event",
      eventId: id,
      kind,
      dated,
      sent,
      received,
      corrects: correctsId,
      isRetracted,
      ...(filesTo === null ? {} : { filesTo }),
      hash: hashOfAgencyEvent(row),
      clock,
    },
  });
  await tx.agencyEvent.create({ data: { ...row, recordedAs } });
  return done();
}

/** The clock's answers before and after, for an audit line; null where they are the same. */
function changeOf(comparison: ClockComparison): AuditValue {
  const [before, after] = [answerOf(comparison.before), answerOf(comparison.after)];
  if (isSameAnswer(before, after)) return null;
  return { before: plainDetails(before), after: plainDetails(after) };
}

/** The SHA-256 (hex) of an event's full content, including who recorded it and when. */
export function hashOfAgencyEvent(row: AgencyEventRow & { readonly documentId: string }): string {
  const { id, documentId, kind, dated, sent, received, details, note, correctsId } = row;
  const { letterId, cameBy } = row;
  const days = { dated, sent, received, letterId, cameBy };
  const said = { id, documentId, kind, ...days, details, note, correctsId };
  const { isRetracted, isInvented, recordedById, recordedAt } = row;
  const by = { isRetracted, isInvented, recordedById, recordedAt: recordedAt.toISOString() };
  return sha256(canonicalize({ ...said, ...by }) ?? "");
}

function plainDetails(value: object | null): AuditValue {
  // Only text and null, by name, and a list of the same.
  return value && ({ ...value } as { readonly [name: string]: AuditValue });
}

/**
 * Validates the entered details of an outcome: no exemption if nothing is withheld, an office if it
 * was referred.
 */
export function outcomeOf(
  outcome: ItemOutcomeKind,
  typed: Pick<AgencyEventForm, "exemptions" | "replaces"> & {
    readonly office: string | undefined;
    readonly part: string | undefined;
  },
  officeField: "office" | "outcomeOffice" = "office",
): Outcome<OutcomeDetails> {
  const exemptions = exemptionsOf(typed.exemptions ?? "");
  if (!exemptions.ok) {
    return refuse("bad-input", undefined, { exemptions: exemptions.refusal.sentence });
  }
  const details = outcomeDetails.parse({
    exemptions: exemptions.value,
    office: typed.office ?? null,
    part: typed.part ?? null,
    replaces: typed.replaces,
  });
  const problem = outcomeProblem(outcome, details);
  if (problem === null) return done(details);
  const field = problem.field === "office" ? officeField : problem.field;
  return refuse("bad-input", undefined, { [field]: problem.sentence });
}

/** Writes a letter's outcome of these items. */
export async function writeOutcomes(
  { tx, record }: Writing,
  to: { readonly documentId: string; readonly event: AgencyEvent; readonly at: Date },
  said: {
    readonly itemIds: readonly string[];
    readonly outcome: ItemOutcomeKind;
    readonly details: OutcomeDetails;
    readonly by: string;
  },
  ids: () => string,
): Promise<void> {
  const { documentId, event, at } = to;
  const { itemIds, outcome, by } = said;
  const details = canonicalize(said.details) ?? "{}";
  const outcomeIds = itemIds.map(() => ids());
  await tx.itemOutcome.createMany({
    data: itemIds.map((itemId, index) => ({
      id: outcomeIds[index] ?? ids(),
      documentId,
      itemId,
      outcome,
      details,
      dated: event.dated ?? event.received,
      eventId: event.id,
      recordedById: by,
      recordedAt: at,
    })),
  });
  await record({
    type: "agency-record.recorded",
    details: {
      what: "outcome",
      eventId: event.id,
      itemIds: [...itemIds],
      outcomeIds,
      outcome,
      details,
    },
  });
}

/** Whether the event is current: neither corrected nor retracted. */
export function holds(events: readonly AgencyEvent[], eventId: string): boolean {
  return effectiveEvents(events).some(({ event }) => event.id === eventId);
}
