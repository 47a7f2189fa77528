import type { Editor } from "@tiptap/core";
import { useEffect, useRef, useState, type RefObject } from "react";
import { createLiveEditor } from "./live-editor";
import type { LiveDraft } from "./session";

interface LiveEditorOptions {
  /** The element whose only child the editor takes the place of. */
  readonly frame: RefObject<HTMLElement>;
  readonly live: LiveDraft | null;
  readonly editable: boolean;
  readonly label: string;
  readonly onRefusedPaste: (sentence: string) => void;
}

/**
 * Puts an editor on the live document in the place of the first paint, in one step and without moving
 * what is on the screen. While there is no document (again), the last text stays, and takes no keys.
 */
export function useLiveEditor(options: LiveEditorOptions): Editor | null {
  const { frame, live, editable } = options;
  const [editor, setEditor] = useState<Editor | null>(null);
  const shown = useRef<Editor | null>(null);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    if (!live || !frame.current) return;
    const { label, onRefusedPaste } = latest.current;
    const before = shown.current;
    const next = createLiveEditor({ live, label, editable: false, onRefusedPaste });
    frame.current.replaceChildren(next.view.dom);
    next.setEditable(latest.current.editable, false);
    before?.destroy();
    shown.current = next;
    setEditor(next);
  }, [live, frame]);

  const takesKeys = editable && live !== null;
  useEffect(() => {
    if (editor && editor.isEditable !== takesKeys) editor.setEditable(takesKeys, false);
  }, [editor, takesKeys]);

  useEffect(
    () => () => {
      shown.current?.destroy();
      shown.current = null;
    },
    [],
  );
  return editor;
}
