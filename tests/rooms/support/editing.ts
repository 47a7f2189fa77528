import * as Y from "yjs";
import { paragraphsOf, rootOf, writeParagraph, type Paragraph } from "./paragraph.ts";
import { below, pick, type Random } from "./random.ts";

const WORDS = ["records", "fees", "the ", "§ 552", "é", "ß", " and", "\n"];

/** With more than so many, paragraphs go as often as they come, so that a session stays of one size. */
const MANY = 30;

/**
 * One edit as an editor makes it: typing, deleting, formatting, splitting, joining, an attribute, a
 * paragraph that comes or goes.
 */
export function editAtRandom(doc: Y.Doc, random: Random): void {
  doc.transact(() => {
    const paragraphs = paragraphsOf(doc);
    if (paragraphs.length === 0 || random() < 0.08) {
      writeParagraph(doc, pick(random, WORDS));
      return;
    }
    const paragraph = pick(random, paragraphs);
    const goes = random() < (paragraphs.length > MANY ? 0.3 : 0.04);
    if (goes) paragraph.delete(-1, 1 + paragraph.words.length);
    else if (random() < 0.04) paragraph.delete(-1, 1);
    else if (random() < 0.06)
      paragraph.marker.setAttribute("kind", pick(random, ["body", "heading"]));
    else editWords(doc, paragraph, random);
  });
}

function editWords(doc: Y.Doc, paragraph: Paragraph, random: Random): void {
  const { length } = paragraph.words;
  const at = below(random, length + 1);
  const several = Math.min(length - at, 1 + below(random, 5));
  const choice = random();
  if (choice < 0.6) paragraph.insert(at, pick(random, WORDS));
  else if (choice < 0.8 && several > 0) paragraph.delete(at, several);
  else if (choice < 0.9 && several > 0) {
    const bold: Record<string, unknown> | null = random() < 0.5 ? {} : null;
    rootOf(doc).format(paragraph.placeOf(at), several, { bold });
  } else rootOf(doc).insertEmbed(paragraph.placeOf(at), new Y.XmlElement("block"));
}
