import type { Actor } from "#app/domain/actor.ts";
import type { DocumentSubject } from "#app/domain/document.ts";
import type { DocumentEvent, DocumentState } from "#app/domain/document-state.ts";
import { transition } from "#app/domain/lifecycle.ts";
import { refuse, type Outcome } from "#app/domain/refusal.ts";
import type { Transaction } from "#server/database/index.ts";
import { appendEvent, type NewEvent } from "#server/services/audit/append.ts";
import { loadDocument } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { loadState } from "./state.ts";
import { stepRows, writeState, type StepRows } from "./write-state.ts";

/** A step in a document's life. */
export interface Step {
  /** Whether the person may, asked with what is found inside the transaction. */
  readonly permit: (tx: Transaction, facts: DocumentSubject) => Promise<Outcome<Actor>>;
  readonly event: (
    at: Date,
    tx: Transaction,
  ) => Outcome<DocumentEvent> | Promise<Outcome<DocumentEvent>>;
  /** What else is written with it, such as the filing itself. */
  readonly also?: (
    tx: Transaction,
    at: Date,
    after: DocumentState,
    /** The number of the first line that tells of it. */
    recordedAs: number,
  ) => Promise<void>;
  /** The lines of the record that tell of it, which name the rows that are written with it. */
  readonly record: (steps: {
    readonly before: DocumentState;
    readonly after: DocumentState;
    readonly rows: StepRows;
  }) => readonly [StepLine, ...StepLine[]];
}

type StepLine = Pick<NewEvent, "type" | "organizationId" | "details">;

/**
 * Takes one step in a document's life: everything is read, decided and written inside one story.
 * Stories run one after the other, so that of two last reviewers in the same moment the second finds
 * what the first has signed, and there is one approval.
 */
export async function takeStep(
  { database, clock, ids, rooms }: Resources,
  actor: Actor,
  documentId: string,
  { permit, event, also, record }: Step,
): Promise<Outcome<DocumentState>> {
  const taken = await database.write(async (tx): Promise<Outcome<DocumentState>> => {
    const document = await loadDocument(tx, documentId);
    const before = await loadState(tx, documentId);
    if (!document || !before) return refuse("not-found");
    const permitted = await permit(tx, document.facts);
    if (!permitted.ok) return permitted;
    const at = clock();
    const happened = await event(at, tx);
    if (!happened.ok) return happened;
    const after = transition(before, happened.value);
    if (!after.ok) return after;
    const steps = { before, after: after.value, rows: stepRows(ids) };
    const { matterId } = before;
    const append = (line: StepLine) =>
      appendEvent(tx, at, { ...line, actorId: actor.userId, matterId, documentId });
    const [line, ...more] = record(steps);
    // First, as the rows are ordered by the line that tells of them.
    const recordedAs = await append(line);
    for (const further of more) await append(further);
    await writeState(tx, at, { ...steps, by: actor.userId, recordedAs });
    await also?.(tx, at, after.value, recordedAs);
    return after;
  });
  if (taken.ok) rooms.statusChanged(documentId);
  return taken;
}
