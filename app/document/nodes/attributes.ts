import type { Node } from "@tiptap/pm/model";
import { isBlockId } from "./block.ts";
import { isRangeEnds, MOST_RANGES, MOST_TARGETS } from "./cross-reference.ts";
import { DEEPEST_LEVEL_OF_ALL, isBlockKind } from "./kinds.ts";
import { isSafeAddress } from "./links.ts";
import { WIDEST_SPAN } from "./table.ts";

/** Refuses, with a RangeError, attributes of this node and its marks that legal text can't have. */
export function checkAttributes(node: Node): void {
  switch (node.type.name) {
    case "block": {
      const { id, kind, level } = node.attrs as Record<string, unknown>;
      if (!isIdOrNull(id)) throw new RangeError("its id is malformed");
      if (!isBlockKind(kind)) throw new RangeError("it is of a kind that is not known");
      if (!isCount(level, DEEPEST_LEVEL_OF_ALL)) throw new RangeError("its level is out of range");
      break;
    }
    case "caption":
    case "footnote":
    case "exhibit":
      if (!isIdOrNull(node.attrs.id)) throw new RangeError("its id is malformed");
      break;
    case "signatureBlock":
      if (!isIdOrNull(node.attrs.id)) throw new RangeError("its id is malformed");
      if (!isIdOrNull(node.attrs.organization)) {
        throw new RangeError("its organization is malformed");
      }
      break;
    case "field":
      // One that is not known is drawn as such, and no version with it can be submitted.
      if (!isBlockId(node.attrs.name)) throw new RangeError("a field in it has no name");
      break;
    case "crossReference": {
      const { targets, ranges } = node.attrs as Record<string, unknown>;
      if (
        !isListOf(targets, MOST_TARGETS, isBlockId) ||
        !isListOf(ranges, MOST_RANGES, isRangeEnds)
      ) {
        throw new RangeError("a cross-reference in it is malformed");
      }
      break;
    }
    case "tableCell":
    case "tableHeader": {
      const { colspan, rowspan, colwidth } = node.attrs as Record<string, unknown>;
      if (!isCount(colspan, WIDEST_SPAN) || !isCount(rowspan, WIDEST_SPAN) || colwidth !== null) {
        throw new RangeError("a cell of its table has a size that is out of range");
      }
      break;
    }
  }
  for (const mark of node.marks) {
    if (mark.type.name === "link" && !isSafeAddress(mark.attrs.href)) {
      throw new RangeError("a link's address is not allowed");
    }
  }
}

function isIdOrNull(value: unknown): boolean {
  return value === null || isBlockId(value);
}

function isListOf(value: unknown, most: number, isOne: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= most && value.every(isOne);
}

function isCount(value: unknown, most: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most;
}
