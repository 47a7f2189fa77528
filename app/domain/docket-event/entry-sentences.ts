import { sentence } from "#app/domain/dates.ts";
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
  const rule = "rule" in details ? details.rule : null;
  return [
    ...(sentences?.(event) ?? []),
    ...(order === null ? [] : [order]),
    ...(rule === null ? [] : [`By rule: ${sentence(rule)}`]),
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
];

/**
 * The likely kind of an entry that is on the docket as words, a paper or an order, if it would set
 * or complete a deadline; null otherwise.
 */
export function suggestedKind(
  text: string,
  kind: DocketEventKind = "other",
): DocketEventKind | null {
  const words = text.trim();
  const found = RECOGNIZED_KINDS.find((one) => docketKindOf(one).recognized?.by(words)) ?? null;
  if (kind === "other") return found;
  // An order on a motion for judgment, or a paper about an answer, is what it is.
  const isPlain = found === "dismissal" || found === "appeal" || found === "service";
  return (kind === "order" || kind === "paper") && isPlain ? found : null;
}
