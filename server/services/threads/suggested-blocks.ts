import canonicalize from "canonicalize";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { SuggestedBlocks } from "#app/domain/margin/thread-change.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { ProseError, type ProseJSON, type ProseNode } from "#app/document/prose.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { sha256 } from "#server/digest.ts";

/** A suggestion's blocks as they are kept: canonical JSON, and the hash of those that it replaces. */
interface KeptBlocks {
  readonly base: string;
  readonly baseHash: string;
  readonly proposed: string;
}

/**
 * The blocks of a suggestion, checked against the schema of the text and in its canonical form, whatever
 * a client sent (M7). Refuses what is no legal text, changes nothing, or is too large.
 */
export function keptBlocks({ base, proposed }: SuggestedBlocks): Outcome<KeptBlocks> {
  const kept = { base: "[]", proposed: "[]" };
  for (const [name, blocks] of [
    ["base", base],
    ["proposed", proposed],
  ] as const) {
    try {
      kept[name] = canonicalBlocks(blocks);
    } catch (error) {
      if (error instanceof ProseError) return refuse("bad-input", NOT_LEGAL_TEXT);
      throw error;
    }
    if (Buffer.byteLength(kept[name]) > MARGIN_LIMITS.suggestionBytes) {
      return refuse("too-large", TOO_LARGE);
    }
  }
  if (kept.base === kept.proposed) return refuse("bad-input", NOTHING_CHANGED);
  return done({ ...kept, baseHash: sha256(kept.base) });
}

function canonicalBlocks(blocks: SuggestedBlocks["base"]): string {
  if (blocks.length === 0) return "[]";
  // Only the check knows whether they are nodes of the text.
  const content = blocks as readonly ProseNode[];
  const prose: ProseJSON = canonicalProse({ type: "doc", content });
  return canonicalize(prose.content) ?? "[]";
}

const NOT_LEGAL_TEXT =
  "What was proposed is not text that this draft can hold. Nothing was sent and the draft is unchanged; load the page again, and propose it once more.";
const TOO_LARGE =
  "This suggestion is larger than can be kept in one piece. Nothing was lost; propose it in parts.";
const NOTHING_CHANGED =
  "The suggestion changes nothing. Nothing was sent; change some words first.";
