import { stable } from "#app/document/comparison/stable.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { canonicalBlocks } from "#app/document/word/fates.ts";
import type { LeftBlock } from "#app/document/word/named-blocks.ts";
import { digestOf } from "#server/word/leaving/digest.ts";
import type { RecordedBlock } from "#server/word/leaving/task.ts";

/**
 * The blocks that left with a file, under the keys that it has for them, each compared with its recorded
 * hash (W6). Null where they are others now.
 * @param recorded the JSON of the record's blocks.
 */
export function leftBlocks(content: readonly ProseNode[], recorded: string): LeftBlock[] | null {
  // Written by the export alone.
  const known = JSON.parse(recorded) as readonly RecordedBlock[];
  const nodes = canonicalBlocks(content);
  const isAsRecorded =
    nodes.length === known.length &&
    nodes.every((node, index) => known[index]?.hash === digestOf(stable(node)));
  return isAsRecorded
    ? nodes.map((node, index) => ({ node, key: known[index]?.key ?? null }))
    : null;
}
