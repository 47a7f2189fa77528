import { expect } from "@playwright/test";
import * as Y from "yjs";
import { withDraft } from "./draft-by-socket.ts";
import type { Person } from "./people.ts";

const MATTER = "ice-enforcement-priorities";
/** About 80 words, in which "e" stands 28 times and "jurisdiction" never. */
const WORDS =
  "Among others, the agency said that it would run over the lazy dog and by no account wait. ".repeat(
    5,
  );

/** A paragraph of the long draft; five make a page. */
export function paragraphOf(place: number): string {
  return `Para${String(place).padStart(4, "0")} ${WORDS}`;
}

/**
 * A new letter of the demo's matter whose text is 150 pages, as the person's own words; its id.
 * @param last what the last paragraph says.
 * @param words what the paragraph at a place says.
 */
export async function longDraft(
  person: Person,
  pages = 150,
  last = "The end.",
  words: (place: number) => string = paragraphOf,
): Promise<string> {
  const { page, url } = person;
  const context = page.context();
  const answer = await context.request.post(`${url}/matters/${MATTER}/documents/new`, {
    form: { kind: "letter", layoutProfile: "letter", title: `${pages} pages` },
    headers: { Origin: url },
    maxRedirects: 0,
  });
  const id = /\/documents\/([^/?]+)/u.exec(answer.headers()["location"] ?? "")?.[1];
  expect(id, `a new document: ${answer.status()}`).toBeTruthy();
  const places = Array.from({ length: pages * 5 }, (_, place) => words(place));
  await withDraft(person, String(id), (text) => fill(text, [...places, last]));
  return String(id);
}

/** Puts these paragraphs in the place of a draft's text. */
function fill(text: Y.XmlText, paragraphs: readonly string[]): void {
  text.doc?.transact(() => {
    text.delete(0, text.length);
    // A paragraph is its marker, its words and the anchor that ends it.
    const delta = paragraphs.flatMap((words, place) => {
      const marker = new Y.XmlElement("block");
      marker.setAttribute("id", `long-${place}`);
      marker.setAttribute("kind", "body");
      return [marker, words, "\u2029"];
    });
    text.applyDelta(delta.map((insert) => ({ insert })));
  });
}
