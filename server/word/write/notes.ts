import { startsFromRight } from "#app/document/scripts.ts";
import type { RevisedInline, Tracked } from "#app/document/word/revised.ts";
import { OTHER_STYLES } from "#app/document/word/styles.ts";
import { inlineXml } from "./inline.ts";
import { paragraphScripts, run } from "./runs.ts";
import { textOfContent } from "./content-text.ts";
import type { WordWriting } from "./writing.ts";
import { valued, xml, xmlPart } from "./xml.ts";

/** Writes the text of a footnote and says its number in the file. */
export function notePart(item: RevisedInline, noteFate: Tracked, writing: WordWriting): number {
  const content = item.note ?? [];
  const words = textOfContent(content);
  const isFromRight = startsFromRight(words);
  const scripts = paragraphScripts(words, isFromRight, writing);
  const id = writing.notes.length + 1;
  const text = inlineXml(content, {
    writing,
    scripts,
    links: writing.linksOfNotes,
    noteFate,
    noteOf() {
      throw new RangeError("a footnote holds a footnote");
    },
  });
  const number = run(
    "<w:footnoteRef/>",
    { style: OTHER_STYLES.footnoteReference },
    scripts,
    writing,
  );
  const space = '<w:r><w:t xml:space="preserve"> </w:t></w:r>';
  const properties =
    valued("w:pStyle", OTHER_STYLES.footnoteText.id) + (isFromRight ? "<w:bidi/>" : "");
  const paragraph = xml("w:p", {}, xml("w:pPr", {}, properties) + number + space + text);
  writing.notes.push(xml("w:footnote", { "w:id": id }, paragraph));
  return id;
}

/** The lines between text and notes, which every file has to have. */
const SEPARATORS = (["separator", "continuationSeparator"] as const)
  .map((type, index) =>
    xml(
      "w:footnote",
      { "w:type": type, "w:id": index - 1 },
      `<w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:${type}/></w:r></w:p>`,
    ),
  )
  .join("");

export function footnotesPart({ notes }: WordWriting): string {
  return xmlPart("w:footnotes", SEPARATORS + notes.join(""));
}
