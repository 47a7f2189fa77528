import type { PageDetails } from "#app/document/details/page-details.ts";
import { BLOCK_KINDS, blockShape } from "#app/document/nodes/kinds.ts";
import { LEGAL_MARKS } from "#app/document/nodes/marks.ts";
import type { MarkJSON } from "#app/document/prose.ts";
import type {
  RevisedBlock,
  RevisedCell,
  RevisedInline,
  RevisedOther,
  RevisedParagraph,
  RevisedPlace,
  RevisedTable,
  RevisedText,
  Tracked,
  WordComment,
} from "#app/document/word/revised.ts";
import { LAYOUT_PROFILES } from "#app/domain/layout.ts";
import type { WordInput } from "#server/word/write/index.ts";
import { fc } from "#tests/support/fast-check.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "#tests/typesetting/details.ts";

/** Ids that blocks and references at random share. */
const IDS = ["a", "b", "c", "d", "e", "f"];
const REVISIONS = 3;

const revisions = fc.array(
  fc.record({
    author: fc.constantFrom("Jane Doe", "Ana <b>", "", 'Ümit & Co. "x"'),
    at: fc.constantFrom("2026-11-12T09:30:00Z", "2026-01-02T03:04:05.678Z", null),
  }),
  { minLength: REVISIONS, maxLength: REVISIONS },
);
const some = fc.option(fc.nat({ max: REVISIONS - 1 }), { nil: null, freq: 3 });
const fate: fc.Arbitrary<Tracked> = fc.record({ inserted: some, deleted: some });

const words = fc.oneof(
  fc.constantFrom(
    "The agency ",
    " withheld",
    "  two  blanks  ",
    "tab\there",
    "5 U.S.C. § 552",
    "שלום 12 עולם",
    "النص العربي (a)",
    "日本語の文",
    "한국어",
    "<w:t>&amp;",
    "a\u2011b\u00adc",
    "line\nfeed",
    "𝔘nicode 👩‍⚖️",
    "e\u0301\u202e",
  ),
  fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }),
  fc.string({ minLength: 1, maxLength: 6, unit: "binary" }),
);

const marks: fc.Arbitrary<MarkJSON[]> = fc.uniqueArray(
  fc
    .constantFrom(...LEGAL_MARKS)
    .chain((type) =>
      type === "link"
        ? fc
            .constantFrom("https://example.org/?a=1&b=2", "mailto:ana@example.org", "javascript:x")
            .map((href): MarkJSON => ({ type, attrs: { href } }))
        : fc.constant<MarkJSON>({ type }),
    ),
  { selector: ({ type }) => type, maxLength: 3 },
);

const restyled = fc.option(fc.record({ marks, revision: fc.nat({ max: REVISIONS - 1 }) }), {
  nil: null,
  freq: 2,
});

const text: fc.Arbitrary<RevisedInline["node"]> = fc
  .record({ text: words, marks })
  .map((node) => ({ type: "text", ...node }));
const reference: fc.Arbitrary<RevisedInline["node"]> = fc
  .record({
    targets: fc.uniqueArray(fc.constantFrom(...IDS, "request", "gone"), { maxLength: 3 }),
    isRange: fc.boolean(),
    marks,
  })
  .map(({ targets, isRange, marks: own }) => ({
    type: "crossReference",
    attrs: {
      targets,
      ranges: isRange && targets.length > 1 ? [[targets[0], targets.at(-1)]] : [],
    },
    marks: own,
  }));
const atom: fc.Arbitrary<RevisedInline["node"]> = fc.oneof(
  fc.constant<RevisedInline["node"]>({ type: "hardBreak" }),
  fc
    .constantFrom("caseNumber", "trackingNumber", "certifierOf_council", "not-known")
    .map((name): RevisedInline["node"] => ({ type: "field", attrs: { name } })),
  reference,
);

const simple: fc.Arbitrary<RevisedInline> = fc
  .record({ node: fc.oneof({ weight: 5, arbitrary: text }, atom), fate, restyled })
  .map(({ node, fate: own, restyled: before }) => ({ node, ...own, restyled: before }));

const note: fc.Arbitrary<RevisedInline> = fc
  .record({ content: fc.array(simple, { maxLength: 4 }), fate })
  .map(({ content, fate: own }) => ({
    node: { type: "footnote", attrs: {} },
    ...own,
    restyled: null,
    note: content,
  }));

const content = fc.array(fc.oneof({ weight: 8, arbitrary: simple }, note), { maxLength: 6 });
const shape = fc
  .record({ kind: fc.constantFrom(...BLOCK_KINDS), level: fc.integer({ min: 1, max: 6 }) })
  .map(blockShape);

const paragraph: fc.Arbitrary<RevisedParagraph> = fc.record({
  type: fc.constant("paragraph" as const),
  id: fc.option(fc.constantFrom(...IDS), { nil: null }),
  key: fc.constant(null),
  shape,
  reshaped: fc.option(fc.record({ shape, revision: fc.nat({ max: REVISIONS - 1 }) }), {
    nil: null,
    freq: 2,
  }),
  mark: fate,
  content,
});

const cell: fc.Arbitrary<RevisedCell> = fc.record({
  isHeader: fc.boolean(),
  colspan: fc.integer({ min: 1, max: 3 }),
  rowspan: fc.integer({ min: 1, max: 3 }),
  blocks: fc.array(paragraph, { minLength: 1, maxLength: 2 }),
});
const table: fc.Arbitrary<RevisedTable> = fc.record({
  type: fc.constant("table" as const),
  key: fc.constant(null),
  rows: fc.array(
    fc
      .record({ cells: fc.array(cell, { maxLength: 3 }), fate })
      .map(({ cells, fate: own }) => ({ cells, ...own })),
    { minLength: 1, maxLength: 4 },
  ),
});

const other: fc.Arbitrary<RevisedOther> = fc
  .record({
    node: fc.oneof(
      fc.constant<RevisedOther["node"]>({ type: "pageBreak" }),
      fc.constant<RevisedOther["node"]>({ type: "caption" }),
      fc.constantFrom("council", "ilrc", "nobody").map((organization): RevisedOther["node"] => ({
        type: "signatureBlock",
        attrs: { organization },
      })),
      fc
        .constantFrom("request", "answer", "not-recorded")
        .map((id): RevisedOther["node"] => ({ type: "exhibit", attrs: { id } })),
    ),
    fate,
  })
  .map(({ node, fate: own }) => ({ type: "other", key: null, node, ...own }));

const blocks: fc.Arbitrary<RevisedBlock[]> = fc.array(
  fc.oneof({ weight: 5, arbitrary: paragraph }, table, { weight: 2, arbitrary: other }),
  { minLength: 1, maxLength: 8 },
);

const place: fc.Arbitrary<RevisedPlace> = fc.record({
  block: fc.nat({ max: 9 }),
  cell: fc.option(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 2 }), fc.nat({ max: 1 })), {
    nil: null,
  }),
  offset: fc.nat({ max: 30 }),
});
const comments: fc.Arbitrary<WordComment[]> = fc
  .array(
    fc.record({
      author: fc.constantFrom("Jane Doe", "Ana <b>", ""),
      at: fc.constantFrom("2026-11-12T09:30:00Z", null),
      text: fc.constantFrom("One", "Two\nparagraphs & <more>", "", "\n"),
      isDone: fc.boolean(),
      isReply: fc.boolean(),
      from: place,
      to: place,
    }),
    { maxLength: 4 },
  )
  .map((all) =>
    all.map(({ isReply, ...one }, id) => ({ ...one, id, parent: isReply && id > 0 ? 0 : null })),
  );

/** A text of any kind of node with any fates, in any layout. */
export const randomText: fc.Arbitrary<RevisedText> = fc
  .record({ blocks, revisions })
  .map(({ blocks: all, revisions: known }) => ({ blocks: all.map(keyed), revisions: known }));

/** Of every second block, so that both are tried. */
function keyed(block: RevisedBlock, index: number): RevisedBlock {
  return { ...block, key: index % 2 === 0 ? `b${index}` : null };
}

export const randomInput: fc.Arbitrary<WordInput> = fc
  .record({
    text: randomText,
    comments,
    profile: fc.constantFrom(...LAYOUT_PROFILES),
    hasDetails: fc.boolean(),
    key: fc.option(fc.record({ code: fc.constant("Q7RZ24"), isVisible: fc.boolean() }), {
      nil: null,
    }),
  })
  .map(({ hasDetails, profile, ...rest }): WordInput => {
    const details = profile === "letter" ? LETTER_DETAILS : SUIT_DETAILS;
    const pageDetails: PageDetails = { facts: hasDetails ? details : null, layoutProfile: profile };
    return { title: "A <title> & more", language: "en-US", profile, pageDetails, ...rest };
  });
