import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { DocumentView } from "#server/services/index.ts";
import { useAuthors, useWriterOf } from "#app/editor/authors/use-authors.ts";
import type { DeskActions } from "#app/editor/commands/registry.ts";
import { useFinding } from "#app/editor/find/use-finding.ts";
import { asksForLink } from "#app/editor/links/link-commands.ts";
import { slashState } from "#app/editor/insert/slash.ts";
import { useSlashSource } from "#app/editor/insert/use-slash-source.ts";
import type { PasteNotice } from "#app/editor/paste/paste-notice.ts";
import type { DeskPerson } from "#app/editor/presence/People.tsx";
import { initials, type Person } from "#app/editor/presence/people.ts";
import { usePeople } from "#app/editor/presence/use-people.ts";
import { usePagesShown } from "#app/editor/preview/use-pages-shown.ts";
import { useReferenceDialog } from "#app/editor/references/use-reference-dialog.ts";
import { useLiveEditor } from "#app/editor/session/use-live-editor.ts";
import { draftPageOf } from "#app/editor/session/draft-page.ts";
import { useOfflinePage } from "#app/editor/session/use-offline-page.ts";
import { usePageDetails } from "#app/editor/session/use-page-details.ts";
import { useSaving } from "#app/editor/session/use-saving.ts";
import { useSession } from "#app/editor/session/use-session.ts";
import {
  useChangeMessage,
  useReopening,
  useReloadOnChange,
} from "#app/editor/session/use-document-changes.ts";
import { useMargin } from "#app/editor/margin/use-margin.ts";
import { nextAction } from "#app/features/document/next-action.ts";
import { useCaptionQuestion } from "./use-caption-question.ts";
import type { NamedExhibit } from "#app/document/numbering/exhibits.ts";
import type { DocumentOutline } from "#app/document/rendering/outline.ts";
import { showBlock } from "./show-block.ts";
import { useLostReferences, useNamedExhibits, useOutline } from "./use-outline.ts";
import { useDeskKeys } from "./use-desk-keys.ts";
import { useHashTarget } from "./use-hash-target.ts";
import { modesOf } from "./modes.ts";

export interface DeskProps {
  readonly view: DocumentView;
  /** The committed text as HTML; null where the page from the server already contains it. */
  readonly html: string | null;
  /** The version that is shown in place of the draft, which is not what was agreed; null for none. */
  readonly insteadOfDraft: number | null;
  /** The outline of the text, for the margins. */
  readonly outline: DocumentOutline;
  /** The exhibits that the text names; null where that is not known. */
  readonly exhibits: readonly NamedExhibit[] | null;
  readonly you: Person;
  /** ISO date in UTC, when the page was rendered. */
  readonly today: string;
  /** Whether the server supports "Show authors". */
  readonly tellsAuthors: boolean;
}

/** A dialog of the desk itself. */
type DeskDialog = "outline" | "people" | "link" | "keyboard";

/**
 * The state of a desk: the session with its draft, the editor, and the state of each feature.
 * @param frame the element that contains the text.
 */
export function useDesk(
  { view, insteadOfDraft, outline: first, exhibits, you, today, tellsAuthors }: DeskProps,
  frame: RefObject<HTMLDivElement>,
) {
  const navigate = useNavigate();
  const dialog = useDialog();
  const finding = useFinding();
  const pages = usePagesShown();
  const reference = useReferenceDialog();
  const captionQuestion = useCaptionQuestion();
  const margin = useMargin();
  const [pasteNotice, setPasteNotice] = useState<PasteNotice | null>(null);

  const { session, state } = useSession(draftPageOf(view, you));
  const live = insteadOfDraft === null ? (state?.live ?? null) : null;
  const awareness = live?.awareness ?? null;
  const ending = state?.room.ending ?? null;
  const online = state?.room.connection === "live";
  const modes = modesOf(view, {
    writes: live ? state?.access === "write" && ending === null : view.access === "write",
    chosen: margin.chosen,
    suggests: margin.shown.suggest,
  });
  const saving = useSaving(session, { ...view, today, mode: modes.now });
  useOfflinePage(view, you, session, online);
  useReloadOnChange(view, state);
  useReopening(view, session, state?.isStale ?? false);
  const news = useChangeMessage(view);

  const latestActions = useRef<DeskActions | null>(null);
  const [slash] = useState(slashState);
  const takesWords =
    live !== null && state?.access === "write" && ending === null && modes.now !== "reading";
  const { editor, broken } = useLiveEditor({
    frame,
    live,
    editable: takesWords,
    onWordsCarried: news.tell,
    writerOf: useWriterOf(view.id, tellsAuthors, awareness, you),
    settings: {
      label: `Text of ${view.title}`,
      onPasteNotice: setPasteNotice,
      onRemoveCaption: captionQuestion.ask,
      page: usePageDetails(view),
      slash,
      slashSource: useSlashSource(view.facts, latestActions),
      onReference: reference.change,
    },
  });
  const editable = takesWords && !broken;
  // A suggestion takes what the draft itself does not.
  const takesEdits = editor && (editable || margin.shown.suggest);
  const others = usePeople(awareness, you.userId);
  const authors = useAuthors({ documentId: view.id, editor, awareness, you });

  const actions: DeskActions = {
    find: () => finding.find(false),
    replace: () => finding.find(true),
    link: () => takesEdits && dialog.show("link"),
    reference: () => takesEdits && reference.pick(),
    authors: () => tellsAuthors && editor && authors.toggle(),
    pages: pages.toggle,
    keyboard: () => dialog.show("keyboard"),
    history: () => void navigate(`/documents/${view.id}/history`),
    ...margin.actions,
  };
  useEffect(() => {
    latestActions.current = actions;
  });
  useDeskKeys(
    latestActions,
    (act) => act === "link" && !(takesEdits && asksForLink(margin.writing ?? editor)),
  );
  const goTo = (id: string, isFound = false) => {
    dialog.close();
    if (pages.over) pages.close();
    if (frame.current) showBlock(frame.current, editor, id, isFound);
    // The panel reads from the address which words (FindPanel).
    if (isFound) finding.find(false, true);
  };
  useHashTarget(editor, (id) => goTo(id, location.search.includes("find=")));

  return {
    view,
    insteadOfDraft,
    session,
    state,
    ending,
    /** The page's draft no longer exists. */
    gone: ending === "no-such-draft",
    online,
    saving,
    editor,
    broken,
    editable,
    slash,
    outline: useOutline(editor, first),
    lost: useLostReferences(editor),
    exhibits: useNamedExhibits(editor, exhibits),
    /** The next action; none until the page has caught up with the room. */
    next: state && state.status !== view.status ? null : nextAction(view),
    you: useMemo(() => withInitials(you), [you]),
    others,
    people: useMemo(() => others.map(withInitials), [others]),
    authors: { ...authors, told: tellsAuthors },
    finding,
    pages,
    reference,
    dialog,
    news,
    paste: { notice: pasteNotice, tell: setPasteNotice },
    captionQuestion,
    actions,
    margin,
    modes,
    goTo,
  };
}

export type DeskState = ReturnType<typeof useDesk>;

/** Which dialog of the desk is open. */
function useDialog() {
  const [open, setOpen] = useState<DeskDialog | null>(null);
  const close = useCallback(() => setOpen(null), []);
  return { open, show: setOpen as (dialog: DeskDialog) => void, close };
}

function withInitials(person: Person): DeskPerson {
  return { ...person, initials: initials(person.name) };
}
