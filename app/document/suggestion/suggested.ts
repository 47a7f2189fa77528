import type { ProseNode } from "#app/document/prose.ts";

/** Consecutive blocks as they stood, and what they are to become (M7). */
export interface Suggested {
  readonly base: readonly ProseNode[];
  readonly proposed: readonly ProseNode[];
}

/** The blocks of a suggestion as JSON, which were checked against the schema of the text before (M7). */
export function readSuggested(kept: Readonly<Record<keyof Suggested, string>>): Suggested {
  return {
    base: JSON.parse(kept.base) as readonly ProseNode[],
    proposed: JSON.parse(kept.proposed) as readonly ProseNode[],
  };
}
