import { InputRule, ellipsis, emDash, inputRules, smartQuotes } from "@tiptap/pm/inputrules";
import type { Node } from "@tiptap/pm/model";
import type { EditorState, Plugin } from "@tiptap/pm/state";
import { isSafeAddress } from "./links";
import { blockShape, type BlockKind } from "./kinds";
import { markType } from "./schema";

/**
 * What is made of typed signs, as word processors do it; Backspace or undo right afterwards gives back
 * what was typed. Nothing is made of "(s)" or "(c)", which stand in legal text as they are.
 */
export function typingRules(): Plugin {
  return inputRules({
    rules: [
      structureRule(/^(#{1,4})\s$/, (match) => ["heading", (match[1] ?? "").length]),
      structureRule(/^[-*•]\s$/, () => ["bullet", 1]),
      structureRule(/^(\d{1,3})[.)]\s$/, (match, before) => {
        const goesOn = before !== null && blockShape(before.attrs).kind === "ordered";
        return match[1] === "1" || goesOn ? ["ordered", 1] : null;
      }),
      structureRule(/^>\s$/, () => ["quote", 1]),
      structureRule(/^¶\s$/, () => ["numbered", 1]),
      addressRule,
      ...smartQuotes,
      ellipsis,
      emDash,
    ],
  });
}

/** Turns the block that begins with the signs into another kind, and takes the signs away. */
function structureRule(
  pattern: RegExp,
  become: (match: RegExpMatchArray, before: Node | null) => readonly [BlockKind, number] | null,
): InputRule {
  return new InputRule(pattern, (state, match, start, end) => {
    const $start = state.doc.resolve(start);
    if (blockShape($start.parent.attrs).kind !== "body") return null;
    const index = $start.index(-1);
    const before = index > 0 ? $start.node(-1).child(index - 1) : null;
    const shape = become(match, before?.type.name === "block" ? before : null);
    if (shape === null) return null;
    const position = $start.before();
    return state.tr
      .delete(start, end)
      .setNodeAttribute(position, "kind", shape[0])
      .setNodeAttribute(position, "level", shape[1]);
  });
}

/** An address that was typed becomes a link when a blank follows it. */
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
