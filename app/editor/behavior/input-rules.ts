import { InputRule, ellipsis, emDash, inputRules, smartQuotes } from "@tiptap/pm/inputrules";
import type { Node } from "@tiptap/pm/model";
import type { EditorState, Plugin, Transaction } from "@tiptap/pm/state";
import { isSafeAddress } from "#app/domain/links.ts";
import { blockShape, type BlockKind } from "#app/document/nodes/kinds.ts";
import { markType } from "#app/document/schema.ts";
import { numbersParagraphs } from "./numbered-papers.ts";

/**
 * The input rules, as in word processors; Backspace or undo right afterwards restores what was
 * typed. "(s)" and "(c)" are not converted, because legal text uses them as they are.
 */
export function typingRules(): Plugin {
  return inputRules({
    rules: [
      structureRule(/^(#{1,4})\s$/, (match) => ["heading", (match[1] ?? "").length]),
      structureRule(/^[-*•]\s$/, () => ["bullet", 1]),
      structureRule(/^(\d{1,3})([.)])\s$/, ([, number, sign], before, state) => {
        const goesOn = before !== null && blockShape(before.attrs).kind === "ordered";
        // The number depends on the position, whatever was typed.
        if (!goesOn && sign === "." && numbersParagraphs(state)) return ["numbered", 1];
        return number === "1" || goesOn ? ["ordered", 1] : null;
      }),
      typedNumberRule,
      structureRule(/^>\s$/, () => ["quote", 1]),
      structureRule(/^¶\s$/, () => ["numbered", 1]),
      addressRule,
      ...smartQuotes,
      ellipsis,
      emDash,
      thirdHyphen,
    ].map(withinOneLine),
  });
}

/**
 * The rules match a paragraph's whole text including its footnotes, which shifts offsets by the
 * footnotes' edges. This refuses matches that cross one.
 */
function withinOneLine(rule: InputRule): InputRule {
  const { match, handler } = rule as unknown as RuleInside;
  return new InputRule(match, (state, found, start, end) => {
    if (start < 0 || !state.doc.resolve(start).sameParent(state.doc.resolve(end))) return null;
    let over = false;
    state.doc.nodesBetween(start, end, (node, position) => {
      over ||= node.type.name === "footnote" && position >= start;
    });
    return over ? null : handler(state, found, start, end);
  });
}

/** The fields of a prosemirror-inputrules rule. */
interface RuleInside {
  readonly match: RegExp;
  readonly handler: (
    state: EditorState,
    match: RegExpMatchArray,
    start: number,
    end: number,
  ) => Transaction | null;
}

/** Changes the kind of a block that begins with the pattern, and removes the matched text. */
function structureRule(
  pattern: RegExp,
  become: (
    match: RegExpMatchArray,
    before: Node | null,
    state: EditorState,
  ) => readonly [BlockKind, number] | null,
): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const $start = state.doc.resolve(start);
    if ($start.parent.type.name !== "block") return null;
    if (blockShape($start.parent.attrs).kind !== "body") return null;
    const index = $start.index(-1);
    const before = index > 0 ? $start.node(-1).child(index - 1) : null;
    const shape = become(match, before?.type.name === "block" ? before : null, state);
    if (shape === null) return null;
    const position = $start.before();
    return state.tr
      .delete(start, end)
      .setNodeAttribute(position, "kind", shape[0])
      .setNodeAttribute(position, "level", shape[1]);
  });
}

/** "25. " at the start of a paragraph that is numbered already would print a second number. */
const typedNumberRule = new InputRule(/^\d{1,3}\.\s$/, (state, _match, start, end) => {
  const { parent } = state.doc.resolve(start);
  const isNumbered = parent.type.name === "block" && blockShape(parent.attrs).kind === "numbered";
  return isNumbered ? state.tr.delete(start, end) : null;
});

/** Two hyphens have become a dash already; three mean the same dash. */
const thirdHyphen = new InputRule(/—-$/, "—");

/** A typed address becomes a link when a blank follows it. */
const addressRule = new InputRule(
  /(?:^|\s)(https?:\/\/[^\s<>"“”]+[^\s<>"“”.,;:!?'’)\]])(\s)$/,
  (state: EditorState, match, start, end) => {
    const address = match[1] ?? "";
    const from = start + match[0].indexOf(address);
    const link = markType(state.schema, "link");
    if (!isSafeAddress(address) || state.doc.rangeHasMark(from, end, link)) return null;
    return state.tr
      .insertText(match[2] ?? "", end)
      .addMark(from, from + address.length, link.create({ href: address }));
  },
);
