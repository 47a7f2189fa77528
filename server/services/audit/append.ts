import {
  BY_TOKEN,
  canonicalDetails,
  CHAIN_START,
  chainedText,
  nextLine,
  type AuditEvent,
  type ChainHead,
} from "#app/domain/audit-event.ts";
import { sha256 } from "#server/digest.ts";
import type { PrismaClient, Transaction } from "#server/database/client.ts";
import { lineOf } from "./lines.ts";

/** The id of the only row of AuditHead. */
export const HEAD_ID = 1;

/** The head of the chain; its start for an empty record. */
export async function headOf(client: PrismaClient | Transaction): Promise<ChainHead> {
  const head = await client.auditHead.findUnique({ where: { id: HEAD_ID } });
  return head ? { sequence: head.sequence, hash: head.hash } : CHAIN_START;
}

/** An event to append; omitted actor and subjects are null. */
export type NewEvent = Pick<AuditEvent, "type" | "actorId" | "details"> &
  Partial<Pick<AuditEvent, "organizationId" | "matterId" | "documentId">>;

/** An appended event with the number of its line. */
export type AppendedEvent = NewEvent & { readonly sequence: number };

/** The events appended in each open transaction, by whichever function. */
const appended = new WeakMap<Transaction, AppendedEvent[]>();

/** The events appended in that transaction so far, in order. */
export function eventsAppendedIn(tx: Transaction): readonly AppendedEvent[] {
  return appended.get(tx) ?? [];
}

interface ActingProgram {
  readonly tokenId: string;
  readonly userId: string;
}

/** The programs that act in open transactions. */
const programs = new WeakMap<Transaction, ActingProgram>();

/** Has every line of that transaction's person name the token by which a program acts as them. */
export function markProgram(tx: Transaction, program: ActingProgram): void {
  programs.set(tx, program);
}

function withToken(tx: Transaction, event: NewEvent): NewEvent {
  const program = programs.get(tx);
  if (!program || program.userId !== event.actorId) return event;
  return { ...event, details: { ...event.details, [BY_TOKEN]: program.tokenId } };
}

/**
 * Appends one audit line, in the same transaction as the change it describes: both are committed or
 * neither. `tx` comes from `database.write`, which has locked the head of the chain, so that no two
 * transactions can continue from the same line. Returns the line's number.
 */
export async function appendEvent(tx: Transaction, at: Date, told: NewEvent): Promise<number> {
  const event = withToken(tx, told);
  const head = await tx.auditHead.findUniqueOrThrow({ where: { id: HEAD_ID } });
  const { organizationId = null, matterId = null, documentId = null } = event;
  const line = nextLine(head, { ...event, at, organizationId, matterId, documentId }, sha256);
  await tx.auditEvent.create({ data: { ...line, details: canonicalDetails(line.details) } });
  await tx.auditHead.update({
    where: { id: HEAD_ID },
    data: { sequence: line.sequence, hash: line.hash },
  });
  const events = appended.get(tx);
  const numbered = { ...event, sequence: line.sequence };
  if (events) events.push(numbered);
  else appended.set(tx, [numbered]);
  return line.sequence;
}

/**
 * Puts the hashes of the rows that a transaction wrote into the last line that it appended, before it
 * is committed; a transaction that told nothing gets a line that holds nothing else. Locks the head of
 * the chain.
 */
export async function appendRows(
  tx: Transaction,
  rows: string,
  lastLine: number | null,
): Promise<void> {
  let sequence = lastLine;
  if (sequence === null) {
    await tx.auditHead.updateMany({ where: { id: HEAD_ID }, data: { id: HEAD_ID } });
    const event = { type: "rows.written", actorId: null, details: {} } as const;
    sequence = await appendEvent(tx, new Date(), event);
  }
  const line = lineOf(await tx.auditEvent.findUniqueOrThrow({ where: { sequence } }));
  const hash = sha256(chainedText({ ...line, rows }));
  await tx.auditEvent.update({ where: { sequence }, data: { rows, hash } });
  await tx.auditHead.update({ where: { id: HEAD_ID }, data: { hash } });
}
