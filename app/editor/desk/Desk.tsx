import { useRef, useState } from "react";
import { Slash } from "#app/editor/insert/Slash.tsx";
import { LinkAtCaret } from "#app/editor/links/LinkAtCaret.tsx";
import { LeaveGuard } from "#app/editor/session/SavingParts.tsx";
import { Toolbar } from "#app/editor/toolbar/Toolbar.tsx";
import { Dialog } from "#app/ui/Dialog.tsx";
import { DeskBar } from "./DeskBar.tsx";
import { DeskNotices } from "./DeskNotices.tsx";
import {
  Announcer,
  CaptionQuestion,
  FindPanel,
  KeyboardHelp,
  LinkDialog,
  Margin,
  PagesBeside,
  PagesOver,
  ReferenceDialog,
} from "./lazy-parts.ts";
import { BesideChoice, LeftMargin, RightMargin, WrittenBy } from "./Margins.tsx";
import { Sheet } from "./Sheet.tsx";
import { useBarsHeight } from "./use-bars-height.ts";
import { type DeskProps, useDesk } from "./use-desk.ts";

/** The drafting desk: one draft, live, with everyone who works on it. */
export function Desk(props: DeskProps) {
  const frame = useRef<HTMLDivElement>(null);
  const desk = useDesk(props, frame);
  const { view, editor, editable, gone, people, authors, next, dialog, finding, pages, slash } =
    desk;
  const [bars, setBars] = useState<HTMLElement | null>(null);
  const [marginBars, setMarginBars] = useState<HTMLElement | null>(null);
  const [cards, setCards] = useState<HTMLElement | null>(null);
  useBarsHeight(bars);
  // Content is inserted where one writes: into a suggestion, while there is one.
  const writesIn = desk.margin.writing ?? editor;

  const left = (
    <LeftMargin view={view} outline={desk.outline} lost={desk.lost} onGoTo={desk.goTo} />
  );
  const right = (
    <RightMargin
      view={view}
      you={desk.you}
      people={people}
      authors={authors.shown ? authors : null}
      exhibits={desk.exhibits}
      next={next}
      editor={editable ? editor : null}
    />
  );
  const preview = {
    view,
    session: desk.session,
    editor,
    online: desk.online,
    onGoTo: desk.goTo,
    onClose: pages.close,
  };
  const beside = pages.beside && !gone;
  const besides = desk.margin.shown.threads ? "threads" : undefined;
  return (
    <div className="desk">
      <header ref={setBars} className="desk-bars">
        <DeskBar
          view={view}
          status={desk.state?.status ?? view.status}
          saving={desk.saving}
          next={next}
          people={people}
          onOutline={() => dialog.show("outline")}
          onPeople={() => dialog.show("people")}
        />
        <Toolbar
          editor={writesIn}
          editable={editable || desk.margin.writing !== null}
          actions={desk.actions}
          menuHome={bars}
          details={view.facts}
          detailsOf={editable && view.may.edit ? `/documents/${view.id}` : null}
          shown={{
            pages: pages.open,
            authors: authors.told ? authors.shown : null,
            ...desk.margin.shown,
          }}
          modes={desk.modes}
          onMode={desk.margin.choose}
          waiting={desk.margin.waiting}
        />
        <DeskNotices desk={desk} />
        <div ref={setMarginBars} />
        {finding.open && editor ? (
          <div className="desk-find absolute inset-x-2 top-full z-10 mt-2 sm:right-4 sm:left-auto">
            <FindPanel
              key={finding.spot}
              editor={editor}
              isSpot={finding.spot !== undefined}
              asked={finding.asked}
              replacing={finding.replacing}
              mayReplace={editable}
              onReplacing={desk.actions.replace}
              onClose={finding.close}
            />
          </div>
        ) : null}
      </header>

      <div className="desk-floor" data-beside={beside ? "pages" : besides}>
        <aside className="desk-margin" data-side="left" aria-label="Outline and matter">
          {gone ? null : left}
        </aside>
        <main id="main" tabIndex={-1} className="desk-paper outline-none">
          {gone ? null : <Sheet ref={frame} html={props.html} view={view} />}
          {editor ? (
            <>
              <Slash state={slash} editor={editor} />
              <LinkAtCaret editor={editor} editable={editable} onEdit={desk.actions.link} />
            </>
          ) : null}
          {authors.shown ? (
            <output className="desk-written-by">
              <WrittenBy view={view} author={authors.atCaret} />
            </output>
          ) : null}
        </main>
        {beside ? (
          <aside className="desk-margin" data-side="pages" aria-label="Pages">
            <PagesBeside {...preview} />
          </aside>
        ) : (
          <aside
            className="desk-margin"
            data-side="right"
            aria-label={besides ? "Comments and suggestions" : "People and sign-off"}
          >
            {gone ? null : (
              <BesideChoice showsThreads={besides !== undefined} onToggle={desk.actions.threads} />
            )}
            <div ref={setCards} className="desk-cards" />
            {gone || besides ? null : right}
          </aside>
        )}
      </div>

      <Dialog
        side="left"
        open={dialog.open === "outline"}
        onClose={dialog.close}
        title="Outline and matter"
      >
        {left}
      </Dialog>
      <Dialog
        side="right"
        open={dialog.open === "people"}
        onClose={dialog.close}
        title="People and sign-off"
      >
        {right}
      </Dialog>
      <PagesOver {...preview} open={pages.over && !gone} />
      {writesIn ? (
        <>
          <ReferenceDialog
            open={desk.reference.asked !== null}
            editor={writesIn}
            asked={desk.reference.asked}
            onGoTo={desk.goTo}
            onClose={desk.reference.close}
          />
          <LinkDialog editor={writesIn} open={dialog.open === "link"} onClose={dialog.close} />
        </>
      ) : null}
      {desk.margin.wanted && editor && !gone ? (
        <Margin desk={desk} editor={editor} bars={marginBars} cards={cards} />
      ) : null}
      <CaptionQuestion
        open={desk.captionQuestion.asked !== null}
        onConfirm={() => desk.captionQuestion.asked?.()}
        onClose={desk.captionQuestion.stopAsking}
      />
      <KeyboardHelp open={dialog.open === "keyboard"} onClose={dialog.close} />
      <Announcer saving={desk.saving} people={desk.others} />
      <LeaveGuard saving={desk.saving} />
    </div>
  );
}
