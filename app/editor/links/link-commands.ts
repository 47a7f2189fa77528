import type { ResolvedPos } from "@tiptap/pm/model";
import type { Command, EditorState } from "@tiptap/pm/state";
import { isSafeAddress } from "#app/domain/links.ts";
import { markType } from "#app/document/schema.ts";
import type { Editor } from "#app/editor/editor.ts";

/** A link of the text, with its whole range. */
export interface LinkAt {
  readonly from: number;
  readonly to: number;
  readonly address: string;
}

/** The link that contains or touches a place, preferring the one before it; or null. */
function linkAt({ parent, pos, parentOffset }: ResolvedPos): LinkAt | null {
  if (!parent.inlineContent) return null;
  const links: LinkAt[] = [];
  parent.forEach((node, offset) => {
    const address: unknown = node.marks.find(({ type }) => type.name === "link")?.attrs.href;
    if (typeof address !== "string") return;
    const from = pos - parentOffset + offset;
    const to = from + node.nodeSize;
    const before = links.at(-1);
    // Text with different marks forms several nodes of one link.
    if (before?.address === address && before.to === from) {
      links.splice(-1, 1, { from: before.from, to, address });
    } else links.push({ from, to, address });
  });
  return links.find(({ from, to }) => from <= pos && pos <= to) ?? null;
}

/** The link that contains the whole selection; null where there is none. */
export function linkOf({ selection: { $from, to } }: EditorState): LinkAt | null {
  const link = linkAt($from);
  return link && to <= link.to ? link : null;
}

/** Whether the keys for a link mean one: with words selected, or in a link, in the text. Else they search. */
export function asksForLink({ state, view }: Editor): boolean {
  return view.hasFocus() && (!state.selection.empty || linkOf(state) !== null);
}

/**
 * Links the selection, or changes the link that contains it. With an empty selection, inserts the
 * address itself. Refuses unsafe addresses.
 */
export function setLink(address: string): Command {
  return (state, dispatch) => {
    if (!isSafeAddress(address) || !state.selection.$from.parent.inlineContent) return false;
    const type = markType(state.schema, "link");
    const link = type.create({ href: address });
    const { from, to } = linkOf(state) ?? state.selection;
    const transaction = state.tr;
    if (from === to) {
      transaction.insert(from, state.schema.text(address.replace(/^mailto:/u, ""), [link]));
    } else {
      transaction.removeMark(from, to, type).addMark(from, to, link);
    }
    dispatch?.(transaction.scrollIntoView());
    return true;
  };
}

/** Removes the link from the selection, or the link that contains it; the text stays. */
export const removeLink: Command = (state, dispatch) => {
  const { from, to } = linkOf(state) ?? state.selection;
  if (from === to) return false;
  dispatch?.(state.tr.removeMark(from, to, markType(state.schema, "link")));
  return true;
};

/** Opens the link at the caret (openAddress). */
export const openLinkAtCaret: Command = (state, dispatch) => {
  const link = linkOf(state);
  if (!link || !opens(link.address)) return false;
  if (dispatch) openAddress(link.address);
  return true;
};

/** Whether a click may open an address: web and mail only. */
export function opens(address: string): boolean {
  return isSafeAddress(address) && /^(?:https?|mailto):/iu.test(address);
}

/** Opens an address in a new window without access to this one. Unsafe addresses are ignored. */
export function openAddress(address: string): void {
  if (!opens(address)) return;
  const link = document.createElement("a");
  link.href = address;
  link.rel = "noopener noreferrer";
  // A mail address opens the mail program and needs no window.
  if (!/^mailto:/iu.test(address)) link.target = "_blank";
  link.click();
}
