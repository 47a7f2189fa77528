import { expect } from "@playwright/test";
import * as Y from "yjs";
import type { DraftPlace, RelativeJson } from "#app/domain/margin/place.ts";
import { withDraft } from "./draft-by-socket.ts";
import type { Person } from "./people.ts";

/** 200 words put in and 200 times three letters deleted, all over a text. */
export function scatter(text: Y.XmlText): void {
  const { length } = text;
  for (let n = 200; n > 0; n -= 1) {
    const at = Math.floor((n * length) / 202);
    text.insert(at, "CHANGED ");
    text.delete(at + 40, 3);
  }
}

const SYLLABLES = [
  "re",
  "cord",
  "mand",
  "de",
  "lay",
  "quest",
  "tion",
  "law",
  "ful",
  "sen",
  "ti",
  "on",
];

/** A paragraph of a draft with talk beside it: about 80 words, others in each. */
export function variedParagraph(place: number): string {
  let state = place + 1;
  const next = (limit: number) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
  const word = () =>
    Array.from({ length: 1 + next(3) }, () => SYLLABLES[next(SYLLABLES.length)]).join("");
  const words = Array.from({ length: 80 }, word).join(" ");
  return `Para${String(place).padStart(4, "0")} In part ${place} the agency said ${words}.`;
}

/** Paragraphs of a long draft in which somebody comments: one in five, all over it. */
const STEP = 5;

/**
 * Puts comments and suggestions beside the untouched text of a long draft of varied paragraphs, all over it;
 * paragraphs 0 to 4 have none.
 */
export async function talkBeside(
  person: Person,
  id: string,
  { comments, suggestions }: { readonly comments: number; readonly suggestions: number },
): Promise<void> {
  const count = comments + suggestions;
  const places = await withDraft(person, id, (text) =>
    Array.from({ length: count }, (_, nth) => placeIn(text, (nth + 1) * STEP)),
  );
  for (const [nth, place] of places.entries()) {
    // Each third is a suggestion, so that both are all over the text.
    const suggests = nth % 3 === 2 && nth / 3 < suggestions;
    await begin(person, id, place, suggests ? suggestionFor((nth + 1) * STEP) : null);
  }
}

/** Two words of a paragraph. */
function placeIn(text: Y.XmlText, paragraph: number): DraftPlace {
  const words = variedParagraph(paragraph);
  let start = 1;
  for (let before = 0; before < paragraph; before += 1) start += variedParagraph(before).length + 2;
  const [from, to] = [words.indexOf("the agency"), words.indexOf("the agency") + 10];
  const relative = (at: number, assoc: number) =>
    Y.relativePositionToJSON(
      Y.createRelativePositionFromTypeIndex(text, start + at, assoc),
    ) as RelativeJson;
  return {
    in: "draft",
    generation: 1,
    from: relative(from, 0),
    to: relative(to, -1),
    blockId: `long-${paragraph}`,
    fromOffset: from,
    toOffset: to,
    toBlockId: null,
    quote: words.slice(from, to),
    before: words.slice(0, from).slice(-40),
    after: words.slice(to, to + 40),
  };
}

function suggestionFor(paragraph: number) {
  const block = (text: string) => ({
    type: "block",
    attrs: { id: `long-${paragraph}`, kind: "body" },
    content: [{ type: "text", text }],
  });
  const words = variedParagraph(paragraph);
  return {
    base: [block(words)],
    proposed: [block(words.replace("the agency said", "the agency has declared"))],
  };
}

async function begin(
  { page, url }: Person,
  id: string,
  place: DraftPlace,
  suggestion: ReturnType<typeof suggestionFor> | null,
): Promise<void> {
  const answer = await page.context().request.post(`${url}/documents/${id}/threads`, {
    headers: { Origin: url },
    data: {
      do: "begin",
      threadId: crypto.randomUUID(),
      commentId: crypto.randomUUID(),
      place,
      organizationId: null,
      text: suggestion ? "" : `Is this so? Asked at ${place.blockId}, where it stands first.`,
      mentions: [],
      suggestion,
    },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}
