import { CircleDashed, Search, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { SignOutForm } from "#app/features/account/SignOutForm.tsx";
import { SIGN_OUT } from "#app/domain/search/act-ids.ts";
import { MOST_LETTERS, searchPath } from "#app/domain/search/asked.ts";
import { Listbox, Option } from "#app/ui/Listbox.tsx";
import { useStore } from "#app/ui/store.ts";
import { FoundIcon, FoundText } from "./FoundLine.tsx";
import {
  quotedQuery,
  BUILDING_SENTENCE,
  countLabel,
  GROUP_LABELS,
  NOTHING_SENTENCE,
  WHAT_IS_SEARCHED,
} from "./found-labels.ts";
import { optionGroups, type PaletteOption } from "./options.ts";
import { SearchBox, type BoxState } from "./search-box.ts";
import "./search.css";

export interface PaletteProps {
  readonly open: boolean;
  /** Has the keys again when it closes. */
  readonly opener: Element | null;
  readonly userId: string;
  readonly onClose: () => void;
}

/** The box that finds everything. What was typed last stays in it. */
export default function Palette({ open, opener, userId, onClose }: PaletteProps) {
  const [box] = useState(() => new SearchBox({ fetch: (...asked) => fetch(...asked), userId }));
  /** The last one, also while it closes. */
  const from = useRef(opener);
  /** Whether it closes because something was opened, which takes the focus. */
  const hasLeft = useRef(false);
  const signOut = useRef<HTMLFormElement>(null);
  const navigate = useNavigate();

  useEffect(() => {
    if (!open) return box.stop();
    hasLeft.current = false;
    from.current = opener;
    // Things may have changed since it was open last.
    void box.ask();
  }, [open, opener, box]);

  const go = async (path: string) => {
    hasLeft.current = true;
    onClose();
    const { pathname } = location;
    await navigate(path);
    // The router tells nobody of another fragment; the desk and its comments listen to the browser's own event.
    if (location.pathname === pathname) dispatchEvent(new HashChangeEvent("hashchange"));
  };

  return (
    <>
      <SignOutForm ref={signOut} />
      <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 bg-black/50" />
          <Dialog.Content
            aria-describedby={undefined}
            className="search-palette fixed z-50 bg-raised shadow-raised"
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              if (hasLeft.current) return;
              const { current } = from;
              // Nothing had the keys while Find was on its way; it waits for them now.
              const isNone = current === document.body;
              const to = isNone ? document.querySelector("search input") : current;
              // Of a text the browser would show the start, where it puts its caret for a moment.
              if (to instanceof HTMLElement) to.focus({ preventScroll: true });
            }}
          >
            <Dialog.Title className="sr-only">Search</Dialog.Title>
            <PaletteBody
              box={box}
              onGo={(path) => void go(path)}
              onSignOut={() => {
                hasLeft.current = true;
                onClose();
                signOut.current?.requestSubmit();
              }}
            />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </>
  );
}

interface PaletteBodyProps {
  readonly box: SearchBox;
  readonly onGo: (path: string) => void;
  readonly onSignOut: () => void;
}

function PaletteBody({ box, onGo, onSignOut }: PaletteBodyProps) {
  const id = useId();
  const state = useStore(box.state);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<{ readonly of: BoxState["view"]; readonly at: number }>({
    of: null,
    at: 0,
  });
  const groups = state.view ? optionGroups(state.view) : [];
  const options = groups.flatMap((group) => group.options);
  // Another answer begins with its first line.
  const at = chosen.of === state.view ? Math.min(chosen.at, options.length - 1) : 0;
  const current = options[at];
  const optionId = (option: PaletteOption) => `${id}-${options.indexOf(option)}`;

  // The last query can be typed over.
  useEffect(() => field.current?.select(), []);
  useEffect(() => {
    list.current?.querySelector("[data-at]")?.scrollIntoView({ block: "nearest" });
  });

  const move = (by: number) => {
    const count = options.length;
    if (count > 0) setChosen({ of: state.view, at: (at + by + count) % count });
  };
  const choose = (option: PaletteOption, isApart = false) => {
    if (option.what === "meant") {
      box.type(option.query);
      field.current?.focus();
    } else if (option.id === `act:${SIGN_OUT}`) onSignOut();
    else if (isApart) window.open(option.path, "_blank", "noopener");
    else onGo(option.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (state.failure !== null) void box.ask();
      // The list still shows what was asked before: everything that these words find, on its page.
      else if (!state.isCurrent) onGo(searchPath(state.typed));
      else if (current) choose(current, event.ctrlKey || event.metaKey);
    }
  };

  return (
    <>
      <div className="search-field">
        <Search aria-hidden className="size-5 shrink-0 text-ink-soft" />
        <input
          ref={field}
          role="combobox"
          aria-label={WHAT_IS_SEARCHED}
          aria-expanded={options.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={current && state.isCurrent ? optionId(current) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={MOST_LETTERS}
          placeholder="Search, or say what to do"
          value={state.typed}
          onChange={(event) => box.type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {state.isCurrent || state.failure !== null ? null : (
          <CircleDashed aria-hidden className="search-waits size-4 shrink-0 text-ink-soft" />
        )}
        <Dialog.Close
          aria-label="Close"
          className="grid size-9 shrink-0 cursor-pointer place-items-center rounded-md text-ink-soft hover:bg-wash hover:text-ink"
        >
          <X aria-hidden className="size-5" />
        </Dialog.Close>
      </div>
      {state.failure === null ? null : (
        <p role="alert" className="search-says text-danger">
          {state.failure}
        </p>
      )}
      {state.view?.isBuilding ? (
        <p className="search-says text-ink-soft">{BUILDING_SENTENCE}</p>
      ) : null}
      <Listbox
        ref={list}
        id={`${id}-list`}
        aria-label={state.typed.trim() === "" ? "What you opened last" : "What is found"}
        aria-busy={!state.isCurrent}
        className="search-list"
        // A press keeps the keys in the field.
        onMouseDown={(event) => event.preventDefault()}
      >
        {groups.map((group, index) => (
          <GroupOfOptions
            key={group.kind ?? `rest-${index}`}
            kind={group.kind}
            id={`${id}-g${index}`}
          >
            {group.options.map((option) => (
              <Option
                key={option.id}
                id={optionId(option)}
                selected={option === current}
                data-at={option === current ? "" : undefined}
                className="search-option"
                onMouseMove={() => {
                  if (option !== current)
                    setChosen({ of: state.view, at: options.indexOf(option) });
                }}
                onClick={(event) => choose(option, event.ctrlKey || event.metaKey)}
              >
                <OptionLine option={option} typed={state.view?.query ?? ""} />
              </Option>
            ))}
          </GroupOfOptions>
        ))}
      </Listbox>
      {state.isCurrent && state.view?.groups.length === 0 ? (
        <p className="search-says text-ink-soft">
          {state.view.query === "" ? (
            "Type what you look for: words of a text, a case number, a name."
          ) : (
            <>
              Nothing found for {quotedQuery(state.view.query)}. {NOTHING_SENTENCE}
            </>
          )}
        </p>
      ) : null}
      <div className="search-foot">
        <output>
          {state.isCurrent && state.view && state.view.query !== "" ? countLabel(state.view) : ""}
        </output>
        <span aria-hidden className="search-hint">
          ↑ ↓ choose · Enter opens · Esc closes
        </span>
      </div>
    </>
  );
}

function GroupOfOptions({
  kind,
  id,
  children,
}: {
  readonly kind: keyof typeof GROUP_LABELS | null;
  readonly id: string;
  readonly children: React.ReactNode;
}) {
  if (kind === null) return <Fragment>{children}</Fragment>;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- <optgroup> is only allowed in a <select>
    <div role="group" aria-labelledby={id}>
      <div id={id} className="search-group">
        {GROUP_LABELS[kind]}
      </div>
      {children}
    </div>
  );
}

function OptionLine({ option, typed }: { readonly option: PaletteOption; readonly typed: string }) {
  switch (option.what) {
    case "meant":
      return <span>Did you mean {quotedQuery(option.query)}?</span>;
    case "all":
      return (
        <span className="text-accent">
          {option.kind === null
            ? `All that ${quotedQuery(typed)} finds`
            : `More: ${GROUP_LABELS[option.kind].toLowerCase()}`}
        </span>
      );
    case "item": {
      const { item } = option;
      return (
        <>
          <FoundIcon kind={item.kind} />
          <span className="min-w-0">
            <span className="found-title">{item.title}</span>
            <FoundText {...item} />
          </span>
        </>
      );
    }
  }
}
