import type { Editor } from "#app/editor/editor.ts";
import { CircleAlert } from "lucide-react";
import { useRef, useState } from "react";
import type { DocumentView } from "#server/services/index.ts";
import { Button } from "#app/ui/Button.tsx";
import { LAYOUTS } from "#app/domain/layout.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import type { DeskSession } from "#app/editor/session/session.ts";
import { LayoutChoice } from "./LayoutChoice.tsx";
import { PagePicture } from "./PagePicture.tsx";
import { caretPagesLabel } from "./caret-pages.ts";
import { useCaretPages } from "./use-caret-pages.ts";
import { usePageInSight } from "./use-page-in-sight.ts";
import { usePages } from "./use-pages.ts";

export interface PreviewPanelProps {
  readonly view: DocumentView;
  readonly session: DeskSession | null;
  readonly editor: Editor | null;
  readonly online: boolean;
  /** Scrolls to a block of the text. */
  readonly onGoTo: (id: string) => void;
}

/** The pages as they will be filed, beside the text; updated as people type. */
export default function PreviewPanel({ view, session, editor, online, onGoTo }: PreviewPanelProps) {
  const [chosen, setChosen] = useState(view.layoutProfile);
  const layouts = KINDS[view.kind].layouts;
  const isDraft = view.status === "draft";
  const layout = isDraft && layouts.includes(chosen) ? chosen : view.layoutProfile;
  const stamp = `${view.factsRevision} ${view.status} ${view.title}`;
  const {
    pages,
    current,
    problem: trouble,
  } = usePages({
    documentId: view.id,
    layout,
    stamp,
    session,
    editor,
    online,
  });
  const caret = useCaretPages(editor, pages?.starts);
  const list = useRef<HTMLElement>(null);
  usePageInSight(list, caret?.from ?? null);
  return (
    <div className="preview">
      <div className="grid gap-2 px-3 pb-3 text-[0.9375rem]">
        {isDraft && layouts.length > 1 ? (
          <LayoutChoice view={view} layouts={layouts} chosen={layout} onChoose={setChosen} />
        ) : (
          <p className="text-ink-soft">{LAYOUTS[layout].name}</p>
        )}
        <p className="text-sm text-ink-soft" data-preview-change={pages?.change ?? undefined}>
          {pages
            ? `${caretPagesLabel(caret, pages.pages)}${current ? "" : ", as last laid out"}`
            : "Laying out the pages…"}
        </p>
        {view.facts.exhibits.some(({ file }) => file !== null) ? (
          <p className="text-sm text-ink-soft">
            Of each exhibit you see its cover sheet here. Its own pages follow in the PDF.
          </p>
        ) : null}
        {pages && pages.leftOut > 0 ? (
          <p className="rounded-md bg-caution-soft px-3 py-2">
            {pages.leftOut === 1
              ? "1 thing in the draft can’t be shown and is left out of the pages. It is marked in the text, where it can be removed."
              : `${pages.leftOut} things in the draft can’t be shown and are left out of the pages. They are marked in the text, where they can be removed.`}
          </p>
        ) : null}
        <output className="block empty:hidden">
          {online ? null : (
            <span className="block rounded-md bg-caution-soft px-3 py-2">
              You are offline. These are the pages of the last change that was saved; they go on
              when you are connected again.
            </span>
          )}
          {trouble ? (
            <span className="block rounded-md border border-danger bg-danger-soft px-3 py-2">
              <CircleAlert
                aria-hidden
                className="mr-1.5 inline size-4 align-[-0.15em] text-danger"
              />
              {trouble.sentence}
            </span>
          ) : null}
        </output>
        {trouble?.block ? (
          <Button
            className="justify-self-start"
            onClick={() => trouble.block && onGoTo(trouble.block)}
          >
            Go to that place
          </Button>
        ) : null}
      </div>
      <section
        ref={list}
        className="preview-pages"
        data-pages=""
        aria-label="Pages of the document"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
        tabIndex={0}
      >
        <ol>
          {Array.from({ length: pages?.pages ?? 0 }, (_, index) => (
            <PagePicture
              key={index}
              documentId={view.id}
              layout={pages?.layoutProfile ?? layout}
              setting={pages?.setting ?? ""}
              page={index + 1}
              of={pages?.pages ?? 0}
            />
          ))}
        </ol>
      </section>
    </div>
  );
}
