import type { Node } from "@tiptap/pm/model";
import { isBlockId } from "./block";
import { DEEPEST_LEVEL_OF_ALL, isBlockKind } from "./kinds";
import { isSafeAddress } from "./links";
import { WIDEST_SPAN } from "./table";

/** Refuses, with a RangeError, attributes of this node and its marks that legal text can't have. */
export function checkAttributes(node: Node): void {
  switch (node.type.name) {
    case "block": {
      const { id, kind, level } = node.attrs as Record<string, unknown>;
      if (id !== null && !isBlockId(id)) throw new RangeError("its id is malformed");
      if (!isBlockKind(kind)) throw new RangeError("it is of a kind that is not known");
      if (!isCount(level, DEEPEST_LEVEL_OF_ALL)) throw new RangeError("its level is out of range");
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

function isCount(value: unknown, most: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most;
}
