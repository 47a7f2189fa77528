import { byOrder, type ByOrder } from "./deadline.ts";
import type { DocketEvent } from "./event.ts";
import { docketKindOf, type DocketEventKind } from "./kinds/index.ts";

/** The default text of an entry, where nobody typed any. */
export function textOfEvent({ kind, details }: Pick<DocketEvent, "kind" | "details">): string {
  const { text, label } = docketKindOf(kind);
  return text?.(details) ?? label;
}

/**
 * The details of an entry that readers of the docket sheet need, as sentences; empty where its text
 * says all.
 */
export function detailsInSentences(event: DocketEvent): string[] {
  const { details } = event;
  const { sentences, task } = docketKindOf(event.kind);
  const order = "orderNumber" in details ? byOrder(details as ByOrder) : null;
  return [
    ...(sentences?.(event) ?? []),
    ...(order === null ? [] : [order]),
    ...("isDone" in details && details.isDone ? [task?.said ?? "Done."] : []),
  ];
}

/**
 * The kinds that a clerk's words are taken for, the first that fits: an answer with its certificate
 * of service is the answer, and a judgment that dismisses ends the suit.
 */
export const RECOGNIZED_KINDS: readonly DocketEventKind[] = [
  "answer",
  "appeal",
  "dismissal",
  "judgment",
  "service",
  "hearing",
  "statementDue",
];

/** The likely kind of a pasted entry, if it would set or complete a deadline; null otherwise. */
export function suggestedKind(text: string): DocketEventKind | null {
  const words = text.trim();
  return RECOGNIZED_KINDS.find((kind) => docketKindOf(kind).recognized?.by(words)) ?? null;
}
