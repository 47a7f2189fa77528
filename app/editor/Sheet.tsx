import { forwardRef, memo, useState } from "react";
import type { LayoutProfile } from "~/domain/document";

interface SheetProps {
  /** The first paint: HTML of app/prose, which escapes everything. */
  readonly html: string;
  readonly layout: LayoutProfile;
}

/**
 * The sheet of paper. Its only child is the text: at first as the server drew it, then the editor,
 * which takes its place. React draws it once and leaves it alone.
 */
export const Sheet = memo(
  forwardRef<HTMLDivElement, SheetProps>(function Sheet({ html, layout }, frame) {
    const [first] = useState(() => ({ __html: `<div class="prose ProseMirror">${html}</div>` }));
    return (
      <div className="sheet" data-layout={layout}>
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
