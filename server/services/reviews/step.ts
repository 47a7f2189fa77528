import type { Actor } from "#app/domain/actor.ts";
import type { DocumentEvent, DocumentState } from "#app/domain/document-state.ts";
import { transition } from "#app/domain/lifecycle.ts";
import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { NewEvent } from "#server/services/audit/append.ts";
import type { Recording } from "#server/services/command.ts";
import type { UnitOfWork } from "#server/services/transaction.ts";
import { loadState } from "./state.ts";
import { stepRows, writeState, type StepRows } from "./write-state.ts";

/** A step in a document's life. */
interface Step {
  readonly event: DocumentEvent;
  /** Further writes of the step, such as the filing itself. */
  readonly also?: (
    after: DocumentState,
    /** The number of the step's first audit line. */
    recordedAs: number,
    rows: StepRows,
  ) => Promise<void>;
  /** The audit lines of the step, which name the rows written with it. */
  readonly lines: (steps: {
    readonly before: DocumentState;
    readonly after: DocumentState;
    readonly rows: StepRows;
  }) => readonly [StepLine, ...StepLine[]];
}

type StepLine = Pick<NewEvent, "type" | "organizationId" | "details">;

/**
 * Takes one step in a document's life, inside a command on that document. Commands run one after
 * the other, so that of two last reviewers at the same moment the second sees the first one's
 * signature, and there is one approval.
 */
export async function takeStep(
  {
    tx,
    at,
    ids,
    actor,
    record,
  }: Pick<UnitOfWork, "tx" | "at" | "ids"> & Recording & { readonly actor: Actor },
  documentId: string,
  { event, also, lines }: Step,
): Promise<Outcome<DocumentState>> {
  const before = await loadState(tx, documentId);
  if (!before) return refuse("not-found");
  const after = transition(before, event);
  if (!after.ok) return after;
  const steps = { before, after: after.value, rows: stepRows(ids) };
  const [line, ...more] = lines(steps);
  // First, because rows are ordered by their audit line.
  const recordedAs = await record(line);
  for (const further of more) await record(further);
  await writeState(tx, at, { ...steps, by: actor.userId, recordedAs });
  await also?.(after.value, recordedAs, steps.rows);
  return after;
}
