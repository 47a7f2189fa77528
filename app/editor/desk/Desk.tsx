import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { DocumentView } from "#server/services/index.ts";
import { Banner } from "#app/ui/Banner.tsx";
import type { DeskPerson } from "#app/editor/presence/People.tsx";
import { Dialog } from "#app/ui/Dialog.tsx";
import { prefetchLazyParts } from "#app/ui/lazy/lazy-parts.ts";
import { nextAction } from "#app/features/document/next-action.ts";
import type { PasteNotice } from "#app/editor/paste/paste-notice.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { CaptionQuestion, useCaptionQuestion } from "./CaptionQuestion.tsx";
import { DeskBar } from "./DeskBar.tsx";
import { keepPageForOffline, keepPartsForOffline } from "#app/editor/session/desk-worker.ts";
import { sweepCopies } from "#app/editor/session/device-copies.ts";
import {
  BrokenBanner,
  EndingBanner,
  FindPanel,
  KeyboardHelp,
  LinkDialog,
  RecoveryPanel,
} from "./lazy-parts.ts";
import { LeftMargin, RightMargin, WrittenBy } from "./Margins.tsx";
import type { DocumentOutline } from "./outline.ts";
import { initials, type Person } from "#app/editor/presence/people.ts";
import { Announcer, LeaveGuard } from "#app/editor/session/SavingParts.tsx";
import { ReferenceDialog } from "#app/editor/references/ReferenceDialog.tsx";
import { PasteBanner } from "./PasteBanner.tsx";
import { PagesBeside, PagesOver } from "#app/editor/preview/PagesBeside.tsx";
import { Sheet } from "./Sheet.tsx";
import { Slash } from "#app/editor/insert/Slash.tsx";
import { showBlock } from "./show-block.ts";
import { Toolbar } from "#app/editor/toolbar/Toolbar.tsx";
import { useAuthors, useWriterOf } from "#app/editor/authors/use-authors.ts";
import { useBarsHeight } from "./use-bars-height.ts";
import { useLostReferences, useOutline } from "./use-caret.ts";
import { useDeskKeys } from "./use-desk-keys.ts";
import { useFinding } from "#app/editor/find/use-finding.ts";
import { useInserting } from "#app/editor/insert/use-inserting.ts";
import { useHashTarget } from "./use-hash-target.ts";
import { useLiveEditor } from "#app/editor/session/use-live-editor.ts";
import { usePageDetails } from "#app/editor/session/use-page-details.ts";
import { useStatusNews } from "#app/editor/session/use-status-news.ts";
import { usePeople } from "#app/editor/presence/use-people.ts";
import { useSaving } from "#app/editor/session/use-saving.ts";
import { useSession } from "#app/editor/session/use-session.ts";
import { useWide } from "./use-wide.ts";

interface DeskProps {
  readonly view: DocumentView;
  /** The committed text as HTML; null where the page that came from the server holds it. */
  readonly html: string | null;
  /** What the margins tell of it. */
  readonly textFacts: DocumentOutline;
  readonly you: Person;
  /** ISO date in UTC, when the page was made. */
  readonly today: string;
  /** Whether the server can tell who wrote what. */
  readonly tellsAuthors: boolean;
}

type Opened = "outline" | "people" | "link" | "keyboard" | null;

/** The drafting desk: one draft, live, with everyone who works on it. */
export function Desk({ view, html, textFacts: first, you, today, tellsAuthors }: DeskProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [bars, setBars] = useState<HTMLElement | null>(null);
  useBarsHeight(bars);
  const [opened, setOpened] = useState<Opened>(null);
  const [pasteNotice, setPasteNotice] = useState<PasteNotice | null>(null);
  const { session, facts } = useSession({
    documentId: view.id,
    title: view.title,
    userId: you.userId,
    generation: view.generation,
    schemaVersion: SCHEMA_VERSION,
    access: view.access,
    status: view.status,
    statusAt: view.statusAt,
  });
  const saving = useSaving(session, { ...view, today });
  const live = facts?.live ?? null;
  const ending = facts?.room.ending ?? null;
  const gone = ending === "no-such-draft";
  const takesWords = live !== null && facts?.access === "write" && ending === null;
  const inserting = useInserting(view.facts);
  const captionQuestion = useCaptionQuestion();
  const page = usePageDetails(view);
  const writerOf = useWriterOf(view.id, tellsAuthors, live?.awareness ?? null, you);
  const { editor, broken } = useLiveEditor({
    frame,
    live,
    editable: takesWords,
    settings: {
      label: `Text of ${view.title}`,
      onPasteNotice: setPasteNotice,
      onRemoveCaption: captionQuestion.ask,
      page,
      slash: inserting.slash,
      slashSource: inserting.source,
      onReference: inserting.changeReference,
      writerOf,
    },
  });
  const editable = takesWords && !broken;
  const people = usePeople(live?.awareness ?? null, you.userId);
  const authors = useAuthors({
    documentId: view.id,
    editor,
    awareness: live?.awareness ?? null,
    you,
  });
  const textFacts = useOutline(editor, first);
  const lost = useLostReferences(editor);
  const { finding, find, stopFinding } = useFinding();
  const close = useCallback(() => setOpened(null), []);
  const wide = useWide();
  const [pagesOpen, setPagesOpen] = useState(false);
  const showPages = useCallback(() => setPagesOpen((before) => !before), []);
  useDeskKeys({
    onFind: find,
    onLink: () => editor && editable && setOpened("link"),
    onKeyboard: () => setOpened("keyboard"),
    onPages: showPages,
    onReference: () => editor && editable && inserting.pickReference(),
  });

  const online = facts?.room.connection === "live";
  useEffect(() => {
    if (!online) return;
    void keepPageForOffline(you.userId, `/documents/${view.id}`);
    void sweepCopies(you.userId);
    return prefetchLazyParts(() => void keepPartsForOffline(`/documents/${view.id}`));
  }, [online, you.userId, view.id]);

  const goTo = (id: string) => {
    setOpened(null);
    if (!wide) setPagesOpen(false);
    if (frame.current) showBlock(frame.current, editor, id);
  };
  useHashTarget(editor, goTo);
  useStatusNews(view, facts);
  // Until the page has caught up with the room, what it offered may be over.
  const next = facts && facts.status !== view.status ? null : nextAction(view);
  const others = useMemo(() => people.map(withInitials), [people]);
  const left = <LeftMargin view={view} facts={textFacts} lost={lost} onGoTo={goTo} />;
  const right = (
    <RightMargin
      view={view}
      you={withInitials(you)}
      people={others}
      authors={authors.shown ? authors : null}
      next={next}
    />
  );
  const pages = {
    view,
    session,
    editor,
    online,
    onGoTo: goTo,
    onClose: () => setPagesOpen(false),
  };
  const beside = pagesOpen && wide && !gone;
  return (
    <div className="desk">
      <header ref={setBars} className="desk-bars">
        <DeskBar
          view={view}
          status={facts?.status ?? view.status}
          saving={saving}
          next={next}
          people={others}
          onOutline={() => setOpened("outline")}
          onPeople={() => setOpened("people")}
        />
        <Toolbar
          editor={editor}
          editable={editable}
          menuHome={bars}
          authors={tellsAuthors ? authors : null}
          factsPage={editable && view.may.edit ? `/documents/${view.id}/facts` : null}
          inserting={inserting}
          pages={pagesOpen}
          onPages={showPages}
          onFind={() => find(true)}
          onLink={() => setOpened("link")}
          onKeyboard={() => setOpened("keyboard")}
        />
        {ending ? (
          <EndingBanner
            ending={ending}
            documentId={view.id}
            onTryAgain={() => session?.tryAgain()}
          />
        ) : null}
        {broken && !gone ? <BrokenBanner editor={editor} /> : null}
        {facts && facts.offered.length > 0 ? (
          <RecoveryPanel
            offered={facts.offered}
            onlyHere={facts.offeredOnlyHere}
            editor={editable ? editor : null}
            onDone={(words) => void session?.drop(words)}
          />
        ) : null}
        {pasteNotice ? (
          <PasteBanner notice={pasteNotice} onClose={() => setPasteNotice(null)} />
        ) : null}
        {authors.trouble ? <Banner kind="word">{authors.trouble}</Banner> : null}
        {finding.open && editor ? (
          <div className="absolute inset-x-2 top-full mt-2 sm:right-4 sm:left-auto">
            <FindPanel
              editor={editor}
              asked={finding.asked}
              replacing={finding.replacing}
              mayReplace={editable}
              onReplacing={() => find(true)}
              onClose={stopFinding}
            />
          </div>
        ) : null}
      </header>

      <div className="desk-floor" data-beside={beside ? "pages" : undefined}>
        <aside className="desk-margin" data-side="left" aria-label="Outline and matter">
          {gone ? null : left}
        </aside>
        <main className="desk-paper">
          {gone ? null : <Sheet ref={frame} html={html} view={view} />}
          {editor ? <Slash state={inserting.slash} editor={editor} /> : null}
          {authors.shown ? (
            <output className="desk-written-by">
              <WrittenBy view={view} author={authors.atCaret} />
            </output>
          ) : null}
        </main>
        {beside ? (
          <aside className="desk-margin" data-side="pages" aria-label="Pages">
            <PagesBeside {...pages} />
          </aside>
        ) : (
          <aside className="desk-margin" data-side="right" aria-label="People and sign-off">
            {gone ? null : right}
          </aside>
        )}
      </div>

      <Dialog side="left" open={opened === "outline"} onClose={close} title="Outline and matter">
        {left}
      </Dialog>
      <Dialog side="right" open={opened === "people"} onClose={close} title="People and sign-off">
        {right}
      </Dialog>
      <PagesOver {...pages} open={pagesOpen && !wide && !gone} />
      {editor ? (
        <ReferenceDialog
          editor={editor}
          asked={inserting.asked}
          onGoTo={goTo}
          onClose={inserting.stopAsking}
        />
      ) : null}
      {editor ? <LinkDialog editor={editor} open={opened === "link"} onClose={close} /> : null}
      <CaptionQuestion asked={captionQuestion.asked} onClose={captionQuestion.stopAsking} />
      <KeyboardHelp open={opened === "keyboard"} onClose={close} />
      <Announcer saving={saving} people={people} />
      <LeaveGuard saving={saving} />
    </div>
  );
}

function withInitials(person: Person): DeskPerson {
  return { ...person, initials: initials(person.name) };
}
