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
  return [
    ...(sentences?.(event) ?? []),
    ...(order === null ? [] : [order]),
    ...("isDone" in details && details.isDone ? [task?.said ?? "Done."] : []),
  ];
}

/** The likely kind of a pasted entry, if it would set or complete a deadline; null otherwise. */
export function suggestedKind(text: string): DocketEventKind | null {
  const words = text.trim();
  return DOCKET_EVENT_KINDS.find((kind) => docketKindOf(kind).recognized?.by(words)) ?? null;
}
