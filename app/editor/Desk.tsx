import { AlertDialog, Tooltip } from "radix-ui";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { DocumentView } from "../../server/services/views";
import { useAwake } from "~/components/awake";
import { buttonClass } from "~/components/Button";
import { Banner } from "~/components/desk/Banner";
import type { DeskPerson } from "~/components/desk/People";
import { Window } from "~/components/desk/Window";
import { Question } from "~/components/Question";
import { dateIn } from "~/domain/dates";
import { SCHEMA_VERSION } from "~/prose/schema";
import { DeskBar } from "./DeskBar";
import { keepPageForOffline } from "./desk-worker";
import { sweepCopies } from "./device-copies";
import { EndingBanner } from "./EndingBanner";
import { FindPanel } from "./FindPanel";
import { KeyboardHelp } from "./KeyboardHelp";
import { LinkDialog } from "./LinkDialog";
import { LeftMargin, RightMargin } from "./Margins";
import { OfferedPanel } from "./OfferedPanel";
import { textFactsOfHtml } from "./outline";
import { placeWords } from "./place-words";
import { initials, type Person } from "./presence";
import { leavingLosesWords, saveState, type SaveFacts } from "./save-state";
import type { SessionFacts } from "./session";
import { Sheet } from "./Sheet";
import { Toolbar } from "./Toolbar";
import { useAnnouncements } from "./use-announcements";
import { useTextFacts } from "./use-caret";
import { useDeskKeys } from "./use-desk-keys";
import { useLeaveGuard } from "./use-leave-guard";
import { useLiveEditor } from "./use-live-editor";
import { usePeople } from "./use-people";
import { useSession } from "./use-session";
import type { OfferedWords } from "./words-store";

interface DeskProps {
  readonly view: DocumentView;
  /** The committed text as HTML. */
  readonly html: string;
  readonly you: Person;
  /** ISO date in UTC, when the page was made. */
  readonly today: string;
}

type Opened = "outline" | "people" | "link" | "keyboard" | null;

/** The drafting desk: one draft, live, with everyone who works on it. */
export function Desk({ view, html, you, today }: DeskProps) {
  const frame = useRef<HTMLDivElement>(null);
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
  const [opened, setOpened] = useState<Opened>(null);
  const [finding, setFinding] = useState({ open: false, replacing: false, asked: 0 });
  const [refusedPaste, setRefusedPaste] = useState<string | null>(null);

  const saved = useSaveFacts(view, facts);
  const editable = saved.access === "write" && saved.connection !== "ended";
  const live = facts?.live ?? null;
  const editor = useLiveEditor({
    frame,
    live,
    editable,
    label: `Text of ${view.title}`,
    onRefusedPaste: setRefusedPaste,
  });
  const people = usePeople(live?.awareness ?? null, you.userId);
  const firstFacts = useMemo(() => textFactsOfHtml(html), [html]);
  const textFacts = useTextFacts(editor, firstFacts);
  const save = saveState(saved, useToday(today));
  const sentence = useAnnouncements(facts ? save : null, people);
  const blocker = useLeaveGuard(leavingLosesWords(saved));
  const gone = saved.ending === "no-such-draft";

  const online = saved.connection === "live";
  useEffect(() => {
    if (!online) return;
    void keepPageForOffline(you.userId, `/documents/${view.id}`);
    void sweepCopies(you.userId);
  }, [online, you.userId, view.id]);

  const find = useCallback((replacing: boolean) => {
    setFinding(({ asked, ...before }) => ({
      open: true,
      replacing: replacing || (before.open && before.replacing),
      asked: asked + 1,
    }));
  }, []);
  const closeFind = useCallback(
    () => setFinding((before) => ({ ...before, open: false, replacing: false })),
    [],
  );
  useDeskKeys({
    onFind: find,
    onLink: () => editor && editable && setOpened("link"),
    onKeyboard: () => setOpened("keyboard"),
  });

  const goTo = (id: string) => {
    setOpened(null);
    const heading = frame.current?.querySelector(`[data-id="${CSS.escape(id)}"]`);
    if (!heading) return;
    heading.scrollIntoView({ block: "start" });
    const end = editor ? editor.view.posAtDOM(heading, heading.childNodes.length) : 0;
    editor?.commands.focus(end, { scrollIntoView: false });
  };
  const put = (words: OfferedWords) => {
    if (!editor) return;
    editor.view.dispatch(placeWords(editor.state, words.blocks));
    void session?.drop(words);
  };

  const bar = people.map(withInitials);
  const left = <LeftMargin view={view} facts={textFacts} onGoTo={goTo} />;
  const right = <RightMargin view={view} you={withInitials(you)} people={bar} />;
  return (
    <Tooltip.Provider delayDuration={500}>
      <div className="desk">
        <div className="desk-bars">
          <DeskBar
            view={view}
            status={saved.status}
            save={save}
            people={bar}
            onOutline={() => setOpened("outline")}
            onPeople={() => setOpened("people")}
          />
          <div className="border-t border-rule">
            <Toolbar
              editor={editor}
              editable={editable && live !== null}
              onFind={() => find(true)}
              onLink={() => setOpened("link")}
              onKeyboard={() => setOpened("keyboard")}
            />
          </div>
          {saved.ending ? (
            <EndingBanner
              ending={saved.ending}
              documentId={view.id}
              onTryAgain={() => session?.tryAgain()}
            />
          ) : null}
          <OfferedPanel
            offered={facts?.offered ?? []}
            open={editable && editor !== null}
            onPut={put}
            onDiscard={(words) => void session?.drop(words)}
          />
          {refusedPaste ? (
            <Banner
              kind="word"
              action={
                <button
                  type="button"
                  className={buttonClass("plain", "min-h-9 px-3 py-1.5")}
                  onClick={() => setRefusedPaste(null)}
                >
                  Close
                </button>
              }
            >
              {refusedPaste}
            </Banner>
          ) : null}
          {finding.open && editor ? (
            <div className="absolute inset-x-2 top-full mt-2 sm:right-4 sm:left-auto">
              <FindPanel
                editor={editor}
                asked={finding.asked}
                replacing={finding.replacing}
                mayReplace={editable}
                onReplacing={() => find(true)}
                onClose={closeFind}
              />
            </div>
          ) : null}
        </div>

        <div className="desk-floor">
          <aside className="desk-margin" data-side="left" aria-label="Outline and matter">
            {left}
          </aside>
          <main className="desk-paper">
            {gone ? null : <Sheet ref={frame} html={html} layout={view.layoutProfile} />}
          </main>
          <aside className="desk-margin" data-side="right" aria-label="People and sign-off">
            {right}
          </aside>
        </div>

        <output className="sr-only">{sentence}</output>
        <Window
          side="left"
          open={opened === "outline"}
          onClose={() => setOpened(null)}
          title="Outline and matter"
        >
          {left}
        </Window>
        <Window
          side="right"
          open={opened === "people"}
          onClose={() => setOpened(null)}
          title="People and sign-off"
        >
          {right}
        </Window>
        {editor ? (
          <LinkDialog editor={editor} open={opened === "link"} onClose={() => setOpened(null)} />
        ) : null}
        <KeyboardHelp open={opened === "keyboard"} onClose={() => setOpened(null)} />
        <Question
          open={blocker.state === "blocked"}
          onClose={() => blocker.reset?.()}
          title="Leave without your last words?"
          confirm={
            <AlertDialog.Action
              className={buttonClass("danger")}
              onClick={() => blocker.proceed?.()}
            >
              Leave and lose them
            </AlertDialog.Action>
          }
        >
          Your last changes are neither saved nor kept on this device. Stay until the page says
          “Saved”, or copy them first.
        </Question>
      </div>
    </Tooltip.Provider>
  );
}

/** What the bar says of saving; before the page is awake, that it connects. */
function useSaveFacts(view: DocumentView, facts: SessionFacts | null): SaveFacts {
  const awake = useAwake();
  const statusAt = facts?.statusAt ?? view.statusAt;
  const zone = awake ? new Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC";
  return {
    access: facts?.access ?? view.access,
    status: facts?.status ?? view.status,
    statusAt: dateIn(new Date(statusAt), zone),
    connection: facts?.room.connection ?? "connecting",
    ending: facts?.room.ending ?? null,
    unsaved: facts?.room.unsaved ?? 0,
    keptOnDevice: facts?.keptOnDevice ?? false,
    late: facts?.room.late ?? false,
    refused: facts?.room.refused ?? null,
  };
}

/** The reader's date once the page is awake. */
function useToday(made: string): string {
  return useSyncExternalStore(neverChanges, todayHere, () => made);
}

const neverChanges = () => () => undefined;
const todayHere = () => dateIn(new Date(), new Intl.DateTimeFormat().resolvedOptions().timeZone);

function withInitials(person: Person): DeskPerson {
  return { ...person, initials: initials(person.name) };
}
