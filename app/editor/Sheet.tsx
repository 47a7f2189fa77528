import { forwardRef, memo, useState } from "react";
import type { DocumentView } from "../../server/services/views";
import { Letterhead } from "./Letterhead";

interface SheetProps {
  /** The first paint: HTML of app/prose, which escapes everything. */
  readonly html: string;
  readonly view: DocumentView;
}

/**
 * The sheet of paper: what the page says beside its text, then the text; at first as the server drew
 * it, then the editor, which takes its place. React draws the text once and leaves it alone.
 */
export const Sheet = memo(
  forwardRef<HTMLDivElement, SheetProps>(function Sheet({ html, view }, frame) {
    const [first] = useState(() => ({ __html: `<div class="prose ProseMirror">${html}</div>` }));
    return (
      <div className="sheet" data-layout={view.layoutProfile}>
        <Letterhead view={view} />
        <div
          ref={frame}
          suppressHydrationWarning
          // oxlint-disable-next-line react/no-danger -- proseToHtml is the escaping
          dangerouslySetInnerHTML={first}
        />
      </div>
    );
  }),
);
