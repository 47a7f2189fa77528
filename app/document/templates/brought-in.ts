import type { ProseJSON } from "#app/document/prose.ts";
import type { TypedItem } from "#app/domain/typed-items.ts";
import { createWriter } from "./writer.ts";

/**
 * Stands in place of the text of a paper that was brought in (L59): that it has none here, and
 * the items of a request, so that letters, outcomes and later papers name them by id and label.
 */
export function broughtInText(items: readonly TypedItem[], newBlockId: () => string): ProseJSON {
  const write = createWriter(newBlockId);
  const typed = items.length > 0 ? " The items below were typed from it." : "";
  return {
    type: "doc",
    content: [
      write.body(
        `This paper was filed before it came here. Its words are in the PDF that was filed, and not in this text.${typed}`,
      ),
      ...items.map(({ level, words }) => write.item(level, words)),
    ],
  };
}
