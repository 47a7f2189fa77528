import type { NewDocketEvent } from "./event.ts";
import type { ImportedEntry } from "./import.ts";
import { sideIn } from "./clerk-text.ts";
import type { NamedSides } from "./named-days.ts";

const PAPER =
  /^(?:amended |corrected |first |second |joint |supplemental |administrative |unopposed |partial |renewed |cross[- ]?)*(?:motion|stipulation|notice|opposition|reply|response|memorandum|declaration|brief|statement|report|certificate|request|exhibits?)\b/iu;

interface PastedKinds {
  /** The kind as which it comes in, from which nothing follows. */
  readonly plain: NewDocketEvent;
  /** The kind that its words plainly say, where something follows: a person ticks it (L65). */
  readonly proposed: NewDocketEvent | null;
}

/** The kinds of a pasted entry, by the words with which courts begin them. */
export function pastedKinds(
  { number, dated, text }: Omit<ImportedEntry, "line">,
  sides: NamedSides,
): PastedKinds {
  const common = { number, dated, text };
  const side = sideIn(text, sides);
  const plain = ((): NewDocketEvent => {
    if (/^(?:order|minute (?:order|entry))\b/iu.test(text)) {
      return { kind: "order", ...common, details: { judge: null } };
    }
    const by = paperBy(text, side);
    return by === null
      ? { kind: "other", ...common, details: {} }
      : { kind: "paper", ...common, details: { by, documentId: null } };
  })();
  if (/^answer\b/iu.test(text))
    return { plain, proposed: { kind: "answer", ...common, details: {} } };
  if (/^(?:clerk['’]?s )?(?:final |amended )*judgment\b/iu.test(text)) {
    const details = { extent: null, noAppeal: false } as const;
    return { plain, proposed: { kind: "judgment", ...common, details } };
  }
  if (/^(?:amended )?notice of (?:cross-?)?appeal\b/iu.test(text) && side !== null) {
    const details = { by: side, appealNumber: null };
    return { plain, proposed: { kind: "appeal", ...common, details } };
  }
  return { plain, proposed: null };
}

/** The side whose paper it is; null where it is none, or nobody is named. */
function paperBy(text: string, side: "us" | "them" | null): "us" | "them" | "both" | null {
  if (/^(?:(?:first |second |third |corrected )?amended )?complaint\b/iu.test(text)) return "us";
  if (!PAPER.test(text)) return null;
  return side ?? (/^(?:joint |stipulat)/iu.test(text) ? "both" : null);
}
