import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { ClauseContent, ClauseLibraryView } from "#server/services/index.ts";
import { run } from "#app/editor/commands/run.ts";
import type { Editor } from "#app/editor/editor.ts";
import { Button } from "#app/ui/Button.tsx";
import { Listbox, Option } from "#app/ui/Listbox.tsx";
import { ClausePreview } from "./ClausePreview.tsx";
import { readClause, readLibrary } from "./clause-requests.ts";
import { insertClause } from "./insert-clause.ts";

interface ClauseLibraryProps {
  readonly documentId: string;
  readonly editor: Editor;
  /** The thing just done. */
  readonly said: string | null;
  readonly onKeep: (organizations: ClauseLibraryView["organizations"]) => void;
  /** Closes the dialog, and does what changes the text behind it. */
  readonly onInsert: (change: () => void) => void;
  readonly onClose: () => void;
}

/** Milliseconds after a key until the server is asked. */
const PAUSE_MS = 200;

/** Finds a clause of one's own organizations, shows it, and puts it in. */
export function ClauseLibrary(props: ClauseLibraryProps) {
  const { documentId, editor, said, onKeep, onInsert, onClose } = props;
  const id = useId();
  const [query, setQuery] = useState("");
  const [library, setLibrary] = useState<ClauseLibraryView | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const [shown, setShown] = useState<{ readonly of: string; readonly is: ClauseContent } | null>(
    null,
  );
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  useEffect(() => {
    const left = new AbortController();
    const look = async () => {
      const answer = await readLibrary(documentId, query, left.signal);
      if (left.signal.aborted) return;
      if ("sentence" in answer) {
        setWrong(answer.sentence);
        return;
      }
      setWrong(null);
      setLibrary(answer.value);
      setAt(0);
    };
    const timer = setTimeout(() => void look(), query === "" ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [documentId, query]);

  const clauses = library?.clauses ?? [];
  const active = clauses[Math.min(at, clauses.length - 1)];
  const activeId = active?.id;
  useEffect(() => {
    if (activeId === undefined) return;
    document.getElementById(`${id}-${activeId}`)?.scrollIntoView({ block: "nearest" });
    const left = new AbortController();
    const show = async () => {
      const answer = await readClause(documentId, activeId, left.signal);
      if (left.signal.aborted) return;
      if ("sentence" in answer) setWrong(answer.sentence);
      else setShown({ of: activeId, is: answer.value });
    };
    void show();
    return () => left.abort();
  }, [documentId, activeId, id]);

  const content = active && shown?.of === active.id ? shown.is : null;
  const insert = () => {
    if (!active || !content) return;
    const command = insertClause(content.prose.content, active.name);
    if (!editor.view.editable) return setWrong(CLOSED);
    if (!command(editor.state)) return setWrong(NOT_HERE);
    onInsert(() => run(editor, command));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (next >= 0 && next < clauses.length) setAt(next);
    } else if (event.key === "Enter") {
      event.preventDefault();
      insert();
    }
  };
  const keepers = library?.organizations.filter(({ mayKeep }) => mayKeep) ?? [];
  const several = (library?.organizations.length ?? 0) > 1;
  const nameOf = (organizationId: string) =>
    library?.organizations.find((one) => one.id === organizationId)?.shortName;

  return (
    <div className="grid gap-3">
      {said ? <output className="text-sm text-ink-soft">{said}</output> : null}
      {wrong ? (
        <p role="alert" className="text-sm text-danger">
          {wrong}
        </p>
      ) : null}
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-query`} className="text-[0.9375rem] font-medium">
          Words in the name, the note or the text
        </label>
        <input
          ref={field}
          id={`${id}-query`}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? `${id}-${active.id}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onKeyDown}
          className="min-h-11 w-full rounded-md border border-rule-strong bg-paper px-3 py-2"
        />
      </div>
      <Listbox
        id={`${id}-list`}
        aria-label="Clauses"
        className="max-h-72 overflow-y-auto rounded-md border border-rule p-1"
      >
        {clauses.map((clause, index) => (
          <Option
            key={clause.id}
            id={`${id}-${clause.id}`}
            selected={clause.id === activeId}
            data-at={clause.id === activeId ? "" : undefined}
            onClick={() => setAt(index)}
            onDoubleClick={insert}
            className="flex min-h-9 cursor-pointer items-baseline gap-2 rounded px-2 py-1.5 text-[0.9375rem] select-none data-at:bg-accent-soft"
          >
            <span className="min-w-0 flex-1">
              <span className="font-medium">{clause.name}</span>
              {clause.note ? <span className="text-ink-soft"> · {clause.note}</span> : null}
            </span>
            {several ? (
              <span className="text-sm text-ink-soft">{nameOf(clause.organizationId)}</span>
            ) : null}
          </Option>
        ))}
        {clauses.length === 0 ? (
          <Option selected={false} aria-disabled="true" className="px-2 py-3 text-ink-soft">
            {emptySentence(library !== null, query, keepers.length > 0)}
          </Option>
        ) : null}
      </Listbox>
      {active && content ? (
        <ClausePreview html={content.html} label={`The text of ${active.name}`} />
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        {keepers.length > 0 ? (
          <Button look="quiet" className="mr-auto" onClick={() => onKeep(keepers)}>
            Keep the selected paragraphs
          </Button>
        ) : null}
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" busy={content === null} onClick={insert}>
          Put it in
        </Button>
      </div>
    </div>
  );
}

function emptySentence(isRead: boolean, query: string, mayKeep: boolean): string {
  if (!isRead) return "One moment…";
  if (query.trim() !== "") return "No clause of your organization holds all of these words.";
  return mayKeep
    ? "Your organization keeps no clause yet. Select paragraphs of the draft and keep them here: then they can be put into other drafts."
    : "Your organization keeps no clause yet. Its drafters, reviewers and staff keep them here.";
}

const CLOSED = "The draft does not take edits now. Nothing was changed.";
const NOT_HERE =
  "A clause can’t stand in a footnote or a table. Nothing was changed; close this, click into a paragraph of the text and try again.";
