import canonicalize from "canonicalize";
import { SharedFlow, type IdSpan, type WrittenIds } from "#app/document/flow/shared-flow.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { legalSchema } from "#app/document/schema.ts";
import { readSuggested } from "#app/document/suggestion/index.ts";
import { encodeAuthorship } from "#app/protocol/authorship.ts";
import { type IdRange, unionIds } from "#app/protocol/id-ranges.ts";
import { acceptInto, type ChosenSuggestion, type EditTools, type WhyLookAgain } from "./accept.ts";
import { takeOutOf } from "./take-out.ts";

/** The content that a command writes into a draft: suggestions as kept, or acceptances to take out. */
export type AskedEdit =
  | {
      readonly do: "accept";
      readonly suggestions: readonly (Omit<ChosenSuggestion, "suggested"> & {
        readonly suggested: Parameters<typeof readSuggested>[0];
      })[];
    }
  | { readonly do: "take-out"; readonly acceptances: readonly AcceptanceRow[] };

/** An acceptance as its row keeps it: canonical JSON. */
export interface AcceptanceRow {
  readonly written: string;
  readonly erased: string;
  readonly before: string;
  readonly after: string;
}

/** An edit that is built and not stored. */
export interface DraftEdit {
  /** Null where nothing differs. */
  readonly update: Uint8Array | null;
  /** The Yjs client id that it is written under, which nobody had before. */
  readonly clientId: number;
  /** The ids that it inserted and deleted, as the draft's authorship keeps them. */
  readonly authorship: Uint8Array;
  readonly insertsText: boolean;
  /** Of each that was asked for, in order. */
  readonly results: readonly (AcceptanceRow | WhyLookAgain)[];
}

/** Builds an edit of a draft, given as updates in order. */
export function editDraft(
  parts: readonly Uint8Array[],
  asked: AskedEdit,
  tools: EditTools,
): DraftEdit {
  const text = new SharedFlow(parts, legalSchema());
  const results =
    asked.do === "accept" ? accepted(text, asked, tools) : takenOut(text, asked, tools);
  const ids = results.filter((result) => typeof result !== "string");
  const { clientId } = text;
  const length = Math.max(0, ...ids.flatMap(({ written }) => written).map(([, at, n]) => at + n));
  return {
    update: text.update(),
    clientId,
    authorship: encodeAuthorship({
      inserted: new Map(length > 0 ? [[clientId, [{ clock: 0, length }]]] : []),
      deleted: rangesOf(ids.flatMap(({ erased }) => erased)),
    }),
    insertsText: length > 0,
    results: results.map((result) => (typeof result === "string" ? result : kept(result))),
  };
}

type DoneEdit = WrittenIds & {
  readonly before: readonly ProseNode[];
  readonly after: readonly ProseNode[];
};

function accepted(
  text: SharedFlow,
  { suggestions }: Extract<AskedEdit, { do: "accept" }>,
  tools: EditTools,
): (DoneEdit | WhyLookAgain)[] {
  const chosen = suggestions.map((each) => ({ ...each, suggested: readSuggested(each.suggested) }));
  return acceptInto(text, chosen, tools);
}

function takenOut(
  text: SharedFlow,
  { acceptances }: Extract<AskedEdit, { do: "take-out" }>,
  tools: EditTools,
): (DoneEdit | WhyLookAgain)[] {
  const read = acceptances.map(({ written, erased, before, after }) => ({
    written: JSON.parse(written) as IdSpan[],
    erased: JSON.parse(erased) as IdSpan[],
    before: JSON.parse(before) as ProseNode[],
    after: JSON.parse(after) as ProseNode[],
  }));
  return takeOutOf(text, read, tools).map((result) =>
    typeof result === "string" ? result : { ...result, before: [], after: [] },
  );
}

function kept({ written, erased, before, after }: DoneEdit): AcceptanceRow {
  const [w, e, b, a] = [written, erased, before, after].map((each) => canonicalize(each) ?? "[]");
  return { written: w ?? "[]", erased: e ?? "[]", before: b ?? "[]", after: a ?? "[]" };
}

function rangesOf(runs: readonly IdSpan[]) {
  const each = runs.map(
    ([client, clock, length]) => new Map<number, IdRange[]>([[client, [{ clock, length }]]]),
  );
  return unionIds(...each);
}
