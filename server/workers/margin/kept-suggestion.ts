import canonicalize from "canonicalize";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { SuggestedBlocks } from "#app/domain/margin/thread-change.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { summaryOf } from "#app/document/margin/suggestion-summary.ts";
import { ProseError, type ProseJSON, type ProseNode } from "#app/document/prose.ts";
import { idOf } from "#app/document/suggestion/index.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import { sha256 } from "#server/digest.ts";

/** A suggestion as its row keeps it: the blocks as canonical JSON, and what lists tell of them. */
export interface KeptSuggestion {
  readonly base: string;
  readonly baseHash: string;
  readonly proposed: string;
  readonly proposedHash: string;
  /** Bytes of both. */
  readonly bytes: number;
  /** The ids of the blocks that it replaces, with blanks between them. */
  readonly blockIds: string;
  /** The JSON of a SuggestionSummary. */
  readonly summary: string;
}

/**
 * The blocks of a suggestion, checked against the schema of the text and in its canonical form, whatever
 * a client sent (M7). Refuses what is no legal text, changes nothing, or is too large.
 */
export function keptSuggestion({ base, proposed }: SuggestedBlocks): Outcome<KeptSuggestion> {
  const was = canonicalBlocks(base);
  if (!was.ok) return was;
  const becomes = canonicalBlocks(proposed);
  if (!becomes.ok) return becomes;
  if (was.value.json === becomes.value.json) return refuse("bad-input", NOTHING_CHANGED);
  const ids = was.value.blocks.map(idOf).filter((id) => id !== null);
  return done({
    base: was.value.json,
    baseHash: sha256(was.value.json),
    proposed: becomes.value.json,
    proposedHash: sha256(becomes.value.json),
    bytes: was.value.bytes + becomes.value.bytes,
    blockIds: ids.join(" "),
    summary: JSON.stringify(summaryOf(was.value.blocks, becomes.value.blocks)),
  });
}

interface CanonicalBlocks {
  readonly blocks: readonly ProseNode[];
  readonly json: string;
  readonly bytes: number;
}

function canonicalBlocks(sent: SuggestedBlocks["base"]): Outcome<CanonicalBlocks> {
  if (sent.length === 0) return done({ blocks: [], json: "[]", bytes: 2 });
  try {
    // Only the check knows whether they are nodes of the text.
    const content = sent as readonly ProseNode[];
    const prose: ProseJSON = canonicalProse({ type: "doc", content });
    const json = canonicalize(prose.content) ?? "[]";
    const bytes = Buffer.byteLength(json);
    if (bytes > MARGIN_LIMITS.suggestionBytes) return refuse("too-large", TOO_LARGE);
    return done({ blocks: prose.content, json, bytes });
  } catch (error) {
    if (error instanceof ProseError) return refuse("bad-input", NOT_LEGAL_TEXT);
    throw error;
  }
}

const NOT_LEGAL_TEXT =
  "What was proposed is not text that this draft can hold. Nothing was sent and the draft is unchanged; load the page again, and propose it once more.";
const TOO_LARGE =
  "This suggestion is larger than can be kept in one piece. Nothing was lost; propose it in parts.";
const NOTHING_CHANGED =
  "The suggestion changes nothing. Nothing was sent; change some words first.";
