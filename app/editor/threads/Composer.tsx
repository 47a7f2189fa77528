import { thousands } from "#app/domain/thousands.ts";
import { Lock, UsersRound } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useParams } from "react-router";
import { listed } from "#app/domain/listed.ts";
import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import { isApple } from "#app/ui/is-apple.ts";
import { Button } from "#app/ui/Button.tsx";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import { Listbox, Option } from "#app/ui/Listbox.tsx";
import { GiveChoice } from "./GivenTo.tsx";
import { matchingPeople, namedIn, namedPeople, openMention } from "./mention-text.ts";
import type { ThreadRights, UnsentComment } from "./thread-store.ts";

interface ComposerProps {
  readonly label: string;
  readonly rights: ThreadRights;
  readonly first: UnsentComment;
  /** The words of the comment that is changed; leaving them as they are loses nothing. */
  readonly stands?: string;
  /** Whether the scope may be chosen: of a new thread. */
  readonly choosesScope?: boolean;
  /** Whether it may be given to one of those whom it names. */
  readonly gives?: boolean;
  readonly send: string;
  /** Why it was not taken, with the words still here. */
  readonly error?: string | null;
  readonly focuses?: boolean;
  /** Whether nothing but the line to write in is shown until it is used. */
  readonly quiet?: boolean;
  readonly onChange: (unsent: UnsentComment) => void;
  readonly onSend: (unsent: UnsentComment) => void;
  readonly onCancel: () => void;
}

/** Writes a comment: with names after "@", and for whom it is. */
export function Composer({
  label,
  rights,
  first,
  stands = "",
  choosesScope = false,
  gives = false,
  send,
  error = null,
  focuses = false,
  quiet = false,
  onChange,
  onSend,
  onCancel,
}: ComposerProps) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [unsent, setUnsent] = useState(first);
  const [caret, setCaret] = useState(first.text.length);
  const [at, setAt] = useState(0);
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const [asks, setAsks] = useState(false);
  const [used, setUsed] = useState(!quiet || first.text !== "");
  const { text, organizationId } = unsent;

  const change = (part: Partial<UnsentComment>) => {
    const next = { ...unsent, ...part };
    setUnsent(next);
    onChange(next);
  };
  const people =
    organizationId === null
      ? rights.people
      : rights.people.filter(({ organizationIds }) => organizationIds.includes(organizationId));
  const mention = openMention(text, caret);
  const matching = mention ? matchingPeople(people, mention.typed) : [];
  const isListing = mention !== null && mention.from !== closedAt && matching.length > 0;
  const current = Math.min(at, matching.length - 1);

  useEffect(() => {
    if (!focuses || !box.current) return;
    // Whoever changes a comment goes on behind its words.
    const { value } = box.current;
    box.current.setSelectionRange(value.length, value.length);
    box.current.focus({ preventScroll: true });
  }, [focuses]);
  const wantedCaret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wantedCaret.current === null) return;
    box.current?.setSelectionRange(wantedCaret.current, wantedCaret.current);
    wantedCaret.current = null;
  });

  const pick = (index: number) => {
    const person = matching[index];
    if (!mention || !person) return;
    const name = `@${person.name} `;
    const next = text.slice(0, mention.from) + name + text.slice(mention.to);
    wantedCaret.current = mention.from + name.length;
    setCaret(wantedCaret.current);
    change({ text: next, mentions: [...new Set([...unsent.mentions, person.userId])] });
  };
  const words = text.trim();
  const tooLong = words.length > MARGIN_LIMITS.comment;
  const submit = () => {
    if (words === "" || tooLong) return;
    const mentions = namedIn(words, unsent.mentions, people);
    const isGiven = gives && mentions.includes(unsent.give?.userId ?? "");
    const give = isGiven ? unsent.give : null;
    onSend({ ...unsent, text: words, mentions, give });
    if (quiet) {
      setUnsent({ ...unsent, text: "", mentions: [], give: null });
      setUsed(false);
    }
  };
  const leave = () => (words === "" || words === stands.trim() ? onCancel() : setAsks(true));

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      return submit();
    }
    if (isListing) {
      const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
      const step = steps[event.key];
      if (step !== undefined) {
        event.preventDefault();
        return setAt((current + step + matching.length) % matching.length);
      }
      if (event.key === "Enter" || event.key === "Tab") {
        event.preventDefault();
        return pick(current);
      }
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        return setClosedAt(mention.from);
      }
    }
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      leave();
    }
  };

  const left = MARGIN_LIMITS.comment - words.length;
  const unheard = outsideOf(people, rights.people, words);
  const organization = rights.scopes.find((scope) => scope.id === organizationId);
  return (
    <div className="thread-composer" data-scope={organizationId === null ? undefined : "own"}>
      {choosesScope ? (
        <ScopeChoice
          scopes={rights.scopes}
          guests={rights.may.guests}
          chosen={organizationId}
          onChoose={(next) => change({ organizationId: next })}
        />
      ) : null}
      <div className="relative">
        <textarea
          ref={box}
          value={text}
          rows={quiet && !used ? 1 : 3}
          aria-label={label}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={isListing ? `${id}-people` : undefined}
          aria-activedescendant={isListing ? `${id}-${current}` : undefined}
          aria-invalid={tooLong || error !== null || undefined}
          aria-describedby={`${id}-hint`}
          placeholder={quiet ? "Reply…" : "Write a comment; @ names somebody"}
          className="thread-words-box"
          onFocus={() => setUsed(true)}
          onChange={({ currentTarget }) => {
            setCaret(currentTarget.selectionStart);
            setAt(0);
            change({ text: currentTarget.value });
          }}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
        />
        {isListing ? (
          <Listbox
            ref={flipUp}
            id={`${id}-people`}
            aria-label="People"
            className="thread-people"
            onMouseDown={(event) => event.preventDefault()}
          >
            {matching.map((person, index) => (
              <Option
                key={person.userId}
                id={`${id}-${index}`}
                selected={index === current}
                className="thread-person"
                onClick={() => pick(index)}
              >
                <span className="truncate">{person.name}</span>
                <span className="truncate text-sm text-ink-soft">{person.organization}</span>
              </Option>
            ))}
          </Listbox>
        ) : null}
      </div>
      <div id={`${id}-hint`}>
        {error === null ? null : (
          <p role="alert" className="mt-1 text-sm font-medium text-danger">
            {error}
          </p>
        )}
        {unheard.length > 0 ? (
          <p className="mt-1 text-sm">
            {listed(unheard)} can’t read this: only {organization?.shortName ?? "your organization"}{" "}
            does.
          </p>
        ) : null}
        {left < 500 ? (
          <p className={tooLong ? "mt-1 text-sm font-medium text-danger" : "mt-1 text-sm"}>
            {tooLong
              ? `${thousands(-left)} characters too many. Shorten it, or send it in two.`
              : `${thousands(left)} characters left`}
          </p>
        ) : null}
      </div>
      {gives && unsent.mentions.length > 0 ? (
        <GiveChoice
          named={namedPeople(text, unsent.mentions, people)}
          give={unsent.give ?? null}
          onGive={(give) => change({ give })}
        />
      ) : null}
      {used ? (
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <Button
            look="primary"
            className="thread-button"
            busy={words === "" || tooLong}
            onClick={submit}
          >
            {send}
          </Button>
          <Button look="quiet" className="thread-button" onClick={leave}>
            Cancel
          </Button>
          {choosesScope || organizationId === null ? null : (
            <span className="flex items-center gap-1 text-sm text-ink-soft">
              <Lock aria-hidden className="size-3.5" />
              Only {organization?.shortName ?? "your organization"}
            </span>
          )}
          <span className="sr-only">{isApple() ? "⌘" : "Ctrl+"}Enter sends it.</span>
        </div>
      ) : null}
      <ConfirmDialog
        open={asks}
        onClose={() => setAsks(false)}
        title="Drop what you wrote?"
        confirm="Drop it"
        look="final"
        onConfirm={() => {
          setAsks(false);
          onCancel();
        }}
      >
        Your words were not sent, and are gone then.
      </ConfirmDialog>
    </div>
  );
}

/** The names in a text of those who don't read it. */
function outsideOf(
  readers: ThreadRights["people"],
  all: ThreadRights["people"],
  text: string,
): string[] {
  if (readers.length === all.length || !text.includes("@")) return [];
  return all
    .filter((person) => !readers.includes(person) && text.includes(`@${person.name}`))
    .map(({ name }) => name);
}

/** Puts the list above the words where there is no room below them. */
function flipUp(list: HTMLElement | null): void {
  const box = list?.parentElement?.getBoundingClientRect();
  if (!list || !box) return;
  list.dataset.above = String(innerHeight - box.bottom < list.offsetHeight + 12);
}

/** For whom a new thread is: everybody of the matter, or one organization. */
function ScopeChoice({
  scopes,
  guests = [],
  chosen,
  onChoose,
}: {
  readonly scopes: ThreadRights["scopes"];
  readonly guests: ThreadRights["may"]["guests"];
  readonly chosen: string | null;
  readonly onChoose: (organizationId: string | null) => void;
}) {
  const name = useId();
  const { documentId } = useParams();
  return (
    <fieldset className="thread-scope">
      <legend className="sr-only">Who can read it</legend>
      {[null, ...scopes].map((scope) => (
        <label key={scope?.id ?? "all"}>
          <input
            type="radio"
            name={name}
            checked={chosen === (scope?.id ?? null)}
            onChange={() => onChoose(scope?.id ?? null)}
            className="size-4 shrink-0 accent-accent"
          />
          {scope ? (
            <Lock aria-hidden className="size-3.5 shrink-0" />
          ) : (
            <UsersRound aria-hidden className="size-3.5 shrink-0" />
          )}
          {scope
            ? `Only ${scope.shortName}`
            : listed(["Everybody of the matter", ...guests.map((guest) => `${guest} (guest)`)])}
        </label>
      ))}
      {documentId === undefined ? null : (
        // Beside the page, as somebody is about to write.
        <a href={`/documents/${documentId}/guests`} target="_blank" className="link w-full">
          Who can see this document
        </a>
      )}
    </fieldset>
  );
}
