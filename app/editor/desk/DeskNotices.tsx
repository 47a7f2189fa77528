import { Button } from "#app/ui/Button.tsx";
import { Banner } from "#app/ui/Banner.tsx";
import { useAskedRestore } from "#app/editor/recovery/asked-restore.ts";
import {
  BrokenBanner,
  EndingBanner,
  PasteBanner,
  RecoveryPanel,
  RestoreVersion,
  WordFiles,
} from "./lazy-parts.ts";
import type { DeskState } from "./use-desk.ts";

/** Notices above the text: read-only states, edits to restore, refused edits. */
export function DeskNotices({ desk }: { readonly desk: DeskState }) {
  const { view, session, state, ending, editor, paste, authors, news } = desk;
  const restore = useAskedRestore();
  return (
    <>
      {ending ? (
        <EndingBanner
          ending={ending}
          documentId={view.id}
          state={state}
          onTryAgain={() => session?.tryAgain()}
        />
      ) : null}
      {desk.insteadOfDraft === null ? null : (
        <Banner kind="stopped">
          The draft that is stored here is not the text that was agreed. This is version{" "}
          {desk.insteadOfDraft}, which was; tell whoever runs this workspace.
        </Banner>
      )}
      {news.words === null || ending ? null : (
        <Banner
          kind="word"
          action={
            <Button className="min-h-9 px-3 py-1.5" onClick={news.close}>
              Close
            </Button>
          }
        >
          <output>{news.words}</output>
        </Banner>
      )}
      {desk.broken && !desk.gone ? <BrokenBanner editor={editor} /> : null}
      {state && state.offered.length > 0 ? (
        <RecoveryPanel
          offered={state.offered}
          onlyHere={state.offeredOnlyHere}
          editor={desk.editable ? editor : null}
          onDone={(edits) => void session?.drop(edits)}
        />
      ) : null}
      {restore.asked ? (
        <RestoreVersion
          documentId={view.id}
          asked={restore.asked}
          editor={desk.editable ? editor : null}
          mayEdit={view.may.edit}
          onClose={restore.close}
        />
      ) : null}
      <WordFiles desk={desk} />
      {paste.notice ? <PasteBanner notice={paste.notice} onClose={() => paste.tell(null)} /> : null}
      {authors.error ? <Banner kind="word">{authors.error}</Banner> : null}
    </>
  );
}
