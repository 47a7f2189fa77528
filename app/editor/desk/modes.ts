import type { DocumentStatus } from "#app/domain/document.ts";
import type { DeskMode } from "#app/editor/session/save-state.ts";

/** Mode of somebody's keys at a desk, and what else they can choose. */
export interface DeskModes {
  readonly now: DeskMode;
  readonly possible: readonly DeskMode[];
}

interface AtDesk {
  /** Whether the draft takes edits from this person now. */
  readonly writes: boolean;
  /** Their choice; null for what their role brings. */
  readonly chosen: DeskMode | null;
  /** Whether the margin takes what they type as suggestions. */
  readonly suggests: boolean;
}

/**
 * Key modes (M26): edit for who may, propose for who may only suggest (M9), nothing for who chose to read
 * or can do nothing else.
 */
export function modesOf(
  { status, may }: { readonly status: DocumentStatus; readonly may: { readonly comment: boolean } },
  { writes, chosen, suggests }: AtDesk,
): DeskModes {
  const possible: DeskMode[] = [];
  if (writes) possible.push("editing");
  if (may.comment) possible.push("suggesting");
  possible.push("reading");
  // Until the margin is there, what it will do.
  const byRole = writes ? "editing" : may.comment && status === "draft" ? "suggesting" : "reading";
  const now = chosen ?? (suggests ? "suggesting" : byRole);
  return { now: possible.includes(now) ? now : "reading", possible };
}
