import { sentence } from "#app/domain/dates.ts";
import { byOrder, type ByOrder } from "./deadline.ts";
import { DOCKET_EVENT_KINDS, type DocketEvent } from "./event.ts";
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
 * The likely kind of an entry that is on the docket as words, a paper or an order, if it would set
 * or complete a deadline; null otherwise.
 */
export function suggestedKind(
  text: string,
  kind: DocketEventKind = "other",
): DocketEventKind | null {
  const words = text.trim();
  const found = DOCKET_EVENT_KINDS.flatMap((one) => {
    const { recognized } = docketKindOf(one);
    return recognized?.by(words) ? { kind: one, ...recognized } : [];
  });
  const [first] = found.toSorted((one, other) => one.rank - other.rank);
  if (!first) return null;
  return kind === "other" || ((kind === "order" || kind === "paper") && first.isPlain)
    ? first.kind
    : null;
}
