import { refuse, type Outcome } from "#app/domain/refusal.ts";
import { readSentJson } from "#app/domain/sent-json.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { inThisRelease } from "#server/workers/texts/this-release.ts";

/** A stored text in this release's schema. Refuses one that a newer release kept. */
export function proseOf({
  content,
  schemaVersion,
}: {
  readonly content: string;
  readonly schemaVersion: number;
}): Outcome<ProseJSON> {
  return inThisRelease(JSON.parse(content) as ProseJSON, schemaVersion);
}

/** Paragraphs as a browser sends them; whether they are text is for the schema to say. */
export function sentProse(content: string, schemaVersion: number): Outcome<ProseJSON> {
  const sent = readSentJson(content);
  if (!sent.ok || !areNodes(sent.value)) return refuse("bad-input", UNREADABLE);
  return inThisRelease({ type: "doc", content: sent.value }, schemaVersion);
}

const UNREADABLE =
  "These paragraphs can’t be read, so nothing was kept. Reload the page and try again; the draft is unchanged.";

/**
 * Whether a value is a list of nodes as far as going through them asks: lists within objects. Which
 * nodes there are, and what they may hold, is for the schema.
 */
function areNodes(value: unknown): value is readonly ProseNode[] {
  if (!Array.isArray(value)) return false;
  return value.every((node: unknown) => {
    if (typeof node !== "object" || node === null || Array.isArray(node)) return false;
    const { type, text, content, marks } = node as Readonly<Record<string, unknown>>;
    return (
      typeof type === "string" &&
      (text === undefined || typeof text === "string") &&
      (marks === undefined || Array.isArray(marks)) &&
      (content === undefined || areNodes(content))
    );
  });
}
