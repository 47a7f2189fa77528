import type { Editor } from "#app/editor/editor.ts";
import { LinkLine } from "#app/editor/desk/lazy-parts.ts";
import { useLinkAtCaret } from "./use-link-at-caret.ts";

/** Shows the address of the link at the caret. */
export function LinkAtCaret({
  editor,
  editable,
  onEdit,
}: {
  readonly editor: Editor;
  readonly editable: boolean;
  readonly onEdit: () => void;
}) {
  const link = useLinkAtCaret(editor);
  return link ? <LinkLine editor={editor} link={link} onEdit={editable ? onEdit : null} /> : null;
}
