import { counted } from "#app/domain/counted.ts";
import { insertCrossReference } from "#app/editor/commands/insert-commands.ts";
import { run } from "#app/editor/commands/run.ts";
import type { Editor } from "#app/editor/editor.ts";
import { Check } from "lucide-react";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { Button } from "#app/ui/Button.tsx";
import { Listbox, Option } from "#app/ui/Listbox.tsx";
import {
  MOST_TARGETS,
  partsOf,
  referenceOf,
  referenceToPart,
} from "#app/document/nodes/reference.ts";
import { referenceTo } from "#app/document/numbering/reference-ranges.ts";
import { citablePlaces, placesOf } from "#app/document/numbering/references.ts";
import { placesFor, spanOf, takenAtOnce } from "./choosing.ts";
import { wholeText } from "./whole-text.ts";
import { changeReference, type ReferenceAt } from "./reference-at.ts";

/** The most lines shown; the search finds the others. */
const SHOWN = 200;

interface ReferencePickerProps {
  readonly editor: Editor;
  /** The reference to change; null for a new one. */
  readonly reference: ReferenceAt | null;
  readonly onGoTo: (id: string) => void;
  readonly onClose: () => void;
}

/** Picks the targets of a cross-reference: one place, several, or a range. */
export default function ReferencePicker(props: ReferencePickerProps) {
  const { editor, reference, onGoTo, onClose } = props;
  const id = useId();
  const [query, setQuery] = useState("");
  // A snapshot: others keep typing while the picker is open.
  const [doc] = useState(() => wholeText(editor));
  const places = useMemo(() => citablePlaces(doc), [doc]);
  const named = useMemo(() => placesOf(doc), [doc]);
  const changed = reference ? referenceOf(reference.node.attrs) : null;
  /** The remaining targets of the reference to change. */
  const [before] = useState(() =>
    (changed ? partsOf(changed) : []).flatMap((part) => named.idsIn(referenceToPart(part))),
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(before));
  const found = placesFor(query, places);
  const shown = found.slice(0, SHOWN);
  const [refused, setRefused] = useState(false);
  const [at, setAt] = useState(0);
  const from = useRef<number | null>(null);
  const current = Math.min(at, shown.length - 1);

  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: "nearest" });
  }, [id, current]);

  const choose = (ids: readonly string[], on: boolean) => {
    setChosen((already) => {
      const next = new Set(already);
      for (const one of ids) {
        if (on) next.add(one);
        else next.delete(one);
      }
      return next;
    });
  };
  const toggle = (index: number) => {
    const place = shown[index];
    if (place) choose([place.id], !chosen.has(place.id));
  };
  const active = shown[current];
  // Without ticked places, Enter takes the typed numbers, or the line that the arrow keys selected.
  const atOnce = chosen.size > 0 ? null : takenAtOnce(query, found);
  const targets = atOnce ?? (chosen.size > 0 ? [...chosen] : active ? [active.id] : []);
  const asked = referenceTo(new Set(targets), places);
  const words = asked === null ? null : named.citationOf(asked);
  const isShortened = changed !== null && named.isShortened(changed);
  const isKept =
    isShortened && before.length === chosen.size && before.every((id) => chosen.has(id));
  const insert = () => {
    if (words === null || asked === null) return;
    const inserted = reference
      ? changeReference(editor, reference, asked)
      : run(editor, insertCrossReference(asked.targets, asked.ranges));
    if (inserted) onClose();
    else setRefused(true);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = current + (event.key === "ArrowDown" ? 1 : -1);
      if (next < 0 || next >= shown.length) return;
      if (event.shiftKey) {
        from.current ??= current;
        choose(spanOf(shown, from.current, next), true);
      } else from.current = null;
      setAt(next);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (event.shiftKey) toggle(current);
      else insert();
    }
  };

  return (
    <div className="grid gap-3">
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-query`} className="text-[0.9375rem] font-medium">
          Number or words
        </label>
        <input
          ref={field}
          id={`${id}-query`}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? `${id}-${current}` : undefined}
          aria-autocomplete="list"
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
            from.current = null;
          }}
          onKeyDown={onKeyDown}
          className="min-h-11 w-full rounded-md border border-rule-strong bg-paper px-3 py-2"
        />
        <p id={`${id}-hint`} className="text-sm text-ink-soft">
          Such as 12, 3-7 or “expedited”. Enter inserts, of 3-7 the whole range; Shift+Enter chooses
          several, Shift and an arrow a range. What is put in between later belongs to a range.
        </p>
      </div>
      <Listbox
        id={`${id}-list`}
        aria-label="Places of the text"
        aria-multiselectable="true"
        className="max-h-72 overflow-y-auto rounded-md border border-rule p-1"
      >
        {shown.map((place, index) => (
          <Option
            key={place.id}
            id={`${id}-${index}`}
            selected={chosen.has(place.id)}
            data-at={index === current ? "" : undefined}
            onClick={(event) => {
              if (event.shiftKey) choose(spanOf(shown, current, index), true);
              else toggle(index);
              setAt(index);
            }}
            onDoubleClick={insert}
            className="flex min-h-9 cursor-pointer items-baseline gap-2 rounded px-2 py-1.5 text-[0.9375rem] select-none data-at:bg-accent-soft"
          >
            <Check
              aria-hidden
              className={
                chosen.has(place.id) ? "size-4 shrink-0 self-center" : "invisible size-4 shrink-0"
              }
            />
            <span className="w-24 shrink-0 font-medium tabular-nums">{place.name}</span>
            <span className="line-clamp-2 min-w-0 text-ink-soft">{place.words}</span>
          </Option>
        ))}
        {shown.length === 0 ? (
          <Option selected={false} aria-disabled="true" className="px-2 py-3 text-ink-soft">
            {places.length === 0
              ? "Nothing in this text is numbered yet. A reference can name a numbered paragraph, a requested record or an exhibit."
              : "Nothing of the text has this number or these words."}
          </Option>
        ) : null}
      </Listbox>
      <output className="text-sm text-ink-soft">
        {refused
          ? "It can’t stand where the cursor is now. Nothing was changed; close this, click into a paragraph and try again."
          : isKept
            ? `The first or last place of a range in it is gone. It reads ${words ?? ""} now: keep it so, or choose again.`
            : summary(query, found.length, {
                asked: targets.length,
                words,
                isTooMuch: asked === null,
                isChosen: chosen.size > 0 || atOnce !== null,
              })}
      </output>
      <div className="flex flex-wrap justify-end gap-2">
        {query.trim() !== "" && found.length > 1 && found.length <= MOST_TARGETS ? (
          <Button
            look="quiet"
            className="mr-auto"
            onClick={() =>
              choose(
                found.map((place) => place.id),
                true,
              )
            }
          >
            Choose all {found.length}
          </Button>
        ) : null}
        {reference && before.length > 0 ? (
          <Button
            onClick={() => {
              const first = before[0];
              onClose();
              if (first) onGoTo(first);
            }}
          >
            Go there
          </Button>
        ) : null}
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" busy={words === null} onClick={insert}>
          {isKept ? "Keep as it reads" : reference ? "Change reference" : "Insert reference"}
        </Button>
      </div>
    </div>
  );
}

function summary(
  query: string,
  found: number,
  choice: {
    readonly asked: number;
    readonly words: string | null;
    readonly isTooMuch: boolean;
    readonly isChosen: boolean;
  },
): string {
  if (choice.asked > 0 && choice.isTooMuch) {
    return `A reference names at most ${MOST_TARGETS} places and ranges.`;
  }
  if (choice.asked > 0 && choice.words === null) {
    return "A reference names places of one kind: paragraphs, or requested records, or exhibits.";
  }
  if (choice.asked > 0 && choice.isChosen) return `It will read: ${choice.words ?? ""}`;
  const more = found > SHOWN ? ` The first ${SHOWN} are shown.` : "";
  return query.trim() === "" ? "" : `${counted(found, "place")} found.${more}`;
}
