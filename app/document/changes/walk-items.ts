import * as Y from "yjs";
import { type Attrs, withFormat } from "#app/document/flow/formats.ts";
import { elementOf } from "#app/document/flow/layout.ts";
import type { Baseline } from "./baseline.ts";
import type { BlockLook } from "./change.ts";
import { type FlowToken, tokensOf } from "./tokens.ts";

export function formatted(attrs: Attrs, item: Y.Item): Attrs {
  const { key, value } = item.content as Y.ContentFormat;
  return withFormat(attrs, key, value);
}

/** How a block looks whose marker says nothing else, or that has none. */
export const PLAIN_LOOK: BlockLook = { kind: "body", level: 1 };

/** Attributes that a reader sees: not the id. */
export function lookOf(element: Y.XmlElement): Record<string, unknown> {
  const { id: _id, ...look } = element.getAttributes() as Record<string, unknown>;
  return element.nodeName === "block" ? { ...PLAIN_LOOK, ...look } : look;
}

export function blockLook(marker: Y.Item): BlockLook {
  const { kind, level } = lookOf(elementOf(marker));
  return { kind, level };
}

export function nameOf(item: Y.Item): string {
  const { type } = item.content as Y.ContentType;
  return type instanceof Y.XmlElement ? type.nodeName : "footnote";
}

/** The attribute of an element that was set last and that the baseline does not know. */
export function latestAttribute(element: Y.XmlElement, baseline: Baseline): Y.Item | null {
  let latest: Y.Item | null = null;
  for (const item of element._map.values()) {
    if (baseline.itemAt(item.id)) continue;
    if (!latest || item.id.clock > latest.id.clock) latest = item;
  }
  return latest;
}

/** How many items before a letter are looked through for the format that changed it. */
const FORMATS_BEFORE = 200;

/**
 * The nearest format before an item that came or went since the baseline: not the item that it stands in,
 * since a compaction makes one item of what was deleted side by side, by whomever.
 */
export function formatBefore(item: Y.Item, baseline: Baseline): FlowToken | null {
  let left = item.left;
  for (let steps = 0; left && steps < FORMATS_BEFORE; steps += 1, left = left.left) {
    const format = [...tokensOf(left, baseline)].findLast(
      ({ unit, was, is }) => unit === "format" && (was === null) !== (is === null),
    );
    if (format) return format;
  }
  return null;
}
