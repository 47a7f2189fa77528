import { BLOCK_KINDS, DEEPEST_LEVEL } from "#app/document/nodes/kinds.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { FIELD_NAMES } from "#app/document/details/filing-fields.ts";
import {
  block,
  caption,
  cell,
  doc,
  exhibit,
  field,
  footnote,
  hardBreak,
  header,
  link,
  pageBreak,
  reference,
  signatureBlock,
  table,
  text,
} from "#tests/document/build.ts";
import { seedOf } from "#tests/support/seed.ts";

/** A source of chance from a seed (mulberry32), so that a failure can be run again. */
export interface Chance {
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  oneOf<T>(choices: readonly T[]): T;
  /** True once in `times`. */
  once(times: number): boolean;
}

export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    oneOf: (choices) => choices[below(choices.length)]!,
    once: (times) => below(times) === 0,
  };
}

/**
 * Seeds for tests that are run with several: from PROSE_SEED where it is set, which repeats a failure
 * (its seed stands in the test's name), otherwise the same each time (support/seed.ts).
 */
export function seeds(count: number): number[] {
  const first = seedOf("PROSE_SEED");
  return Array.from({ length: count }, (_, index) => first + index);
}

const WORDS = [
  "records",
  "Español: ¿qué pasó?",
  "<script>alert('x')</script>",
  "&amp; \"quoted\" 'single'",
  "emoji 👩🏽‍⚖️ and 🏛️",
  "\u202eright to left\u202c",
  "  two  blanks  ",
  "#set page(width: 1pt)",
  "\u00a0non-breaking\u2028separator",
  "x".repeat(300),
  "]]> <!-- -->",
  "tab\tinside",
];
const MARKS = ["bold", "italic", "underline", "smallCaps", "superscript", "subscript", "strike"];

/** Ids of blocks that references in random documents name; some are there and some are gone. */
const TARGETS = ["b1", "b2", "b3", "b4", "b5", "e1", "gone"];

let notes = 0;

function inline(random: Chance, inNote = false): ProseNode[] {
  return Array.from({ length: random.below(5) }, (): ProseNode => {
    if (random.once(6)) return hardBreak;
    if (random.once(10)) return field(random.oneOf([...FIELD_NAMES, "unknown"]));
    if (random.once(10)) {
      return reference(...TARGETS.filter(() => random.once(3)), random.oneOf(TARGETS));
    }
    if (!inNote && random.once(6)) return footnote(`f${(notes += 1)}`, ...inline(random, true));
    const marks = MARKS.filter(() => random.once(4)).map((type) => ({ type }));
    const linked = random.once(6) ? [link(random.oneOf(ADDRESSES))] : [];
    return text(random.oneOf(WORDS), ...linked, ...marks);
  });
}
const ADDRESSES = [
  "https://example.org/?a=1&b='2'",
  "mailto:someone@example.org",
  "tel:+1-555-0100",
];

export function randomBlock(random: Chance, id: string): ProseNode {
  const kind = random.oneOf(BLOCK_KINDS);
  return block(kind, 1 + random.below(DEEPEST_LEVEL[kind]), id, ...inline(random));
}

/** A document of every kind of node, hostile text included. Ids are b1, b2 and so on. */
export function randomProse(random: Chance, size: number): ProseJSON {
  let count = 0;
  const next = () => randomBlock(random, `b${(count += 1)}`);
  const content = Array.from({ length: 1 + random.below(size) }, (): ProseNode => {
    if (random.once(12)) return pageBreak;
    if (random.once(20)) return caption(`c${(count += 1)}`);
    if (random.once(20)) return signatureBlock(`s${(count += 1)}`, random.oneOf(["ilrc", "none"]));
    if (random.once(20)) return exhibit(random.oneOf(["e1", "e2"]));
    if (!random.once(10)) return next();
    const width = 1 + random.below(3);
    return table(
      ...Array.from({ length: 1 + random.below(3) }, (_, row) =>
        Array.from({ length: width }, () =>
          (row === 0 ? header : cell)(next(), ...(random.once(3) ? [next()] : [])),
        ),
      ),
    );
  });
  return doc(...content);
}
