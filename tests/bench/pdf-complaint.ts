import { withContent, type ProseJSON, type ProseNode } from "#app/document/prose.ts";
import {
  block,
  caption,
  footnote,
  marked,
  named,
  prose,
  reference,
} from "#tests/typesetting/writing.ts";
import type { TestText } from "#tests/typesetting/writing.ts";

const WORDS =
  "agency record request date office report action removal priority memorandum officer week determination exemption search page plaintiff court information public statute limit response letter number review withheld produced field guidance".split(
    " ",
  );

/**
 * A complaint of 150 pages: 60,000 words in 600 numbered paragraphs, 150 footnotes, 100
 * cross-references, headings and block quotes. The same seed writes the same words.
 */
export function longComplaint(seed: number): ProseJSON {
  const random = lehmer(seed);
  const sentence = (count: number) => {
    const words = Array.from({ length: count }, () => WORDS[random(WORDS.length)] ?? "record");
    return `The ${words.join(" ")}.`;
  };
  const paragraph = (index: number): ProseNode => {
    const words: TestText[] = [
      `${sentence(49)} `,
      marked(sentence(9), "italic"),
      ` ${sentence(29)}`,
    ];
    if (index % 4 === 0) words.push(footnote(sentence(24)));
    if (index % 6 === 5) words.push(" See ", reference(`paragraph-${random(600) + 1}`), ".");
    return named(`paragraph-${index + 1}`, "numbered", 1, ...words);
  };
  const blocks = Array.from({ length: 600 }, (_, index) => [
    ...(index % 60 === 0 ? [block("heading", 1, `Part ${index / 60 + 1}`)] : []),
    ...(index % 15 === 7 ? [block("heading", 2, sentence(8))] : []),
    paragraph(index),
    ...(index % 20 === 10 ? [block("quote", 1, sentence(60))] : []),
  ]);
  return prose(caption(), ...blocks.flat());
}

/** The same text with a few words typed in the paragraph at this place. */
export function edited(text: ProseJSON, paragraph: number, words: string): ProseJSON {
  const id = `paragraph-${paragraph}`;
  return {
    ...text,
    content: text.content.map((node) =>
      node.attrs?.id === id
        ? withContent(node, [{ type: "text", text: words }, ...(node.content ?? [])])
        : node,
    ),
  };
}

/** Numbers below the limit that a seed decides (Lehmer's generator). */
function lehmer(seed: number): (limit: number) => number {
  let state = (seed % 2147483646) + 1;
  return (limit) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
}
