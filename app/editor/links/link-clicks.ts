import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { openAddress } from "./link-commands.ts";

/**
 * Ctrl-click, on a Mac Cmd-click, opens a link; in a read-only text, every click does. The
 * browser's own handling is prevented, since it would leave the desk.
 */
export function linkClicks(): Plugin {
  return new Plugin({
    props: {
      // ProseMirror would select the node under a Ctrl-click.
      handleClick: (view, _position, event) =>
        wantsToOpen(view, event) && linkUnder(event) !== null,
      handleDOMEvents: {
        click: (view, event) => {
          const link = linkUnder(event);
          if (!link) return false;
          event.preventDefault();
          if (wantsToOpen(view, event)) openAddress(link.href);
          return false;
        },
      },
    },
  });
}

function wantsToOpen(view: EditorView, { ctrlKey, metaKey }: MouseEvent): boolean {
  return ctrlKey || metaKey || !view.editable;
}

function linkUnder({ target }: MouseEvent): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
}
