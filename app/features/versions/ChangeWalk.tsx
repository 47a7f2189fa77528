import { counted } from "#app/domain/counted.ts";
import { Link } from "react-router";
import { ChevronDown, ChevronUp } from "lucide-react";
import type { TextChanges } from "#server/services/index.ts";
import { Button } from "#app/ui/Button.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { changeLabel, writersText } from "./change-labels.ts";
import type { ChangeWalking } from "./use-change-walk.ts";

/** Steps from change to change, with what each is and who made it. */
export function ChangeWalk({
  changes: { changes, sections, writers },
  walking: { current, go },
  putBack,
}: {
  readonly changes: Pick<TextChanges, "changes" | "sections" | "writers">;
  readonly walking: ChangeWalking;
  /** The address at which a block's old words are put back; null for who may not. */
  readonly putBack: ((block: string) => string) | null;
}) {
  const count = changes.length;
  const change = changes[current - 1];
  const title = change && sections[change.section]?.title;
  return (
    <section
      aria-label="Changes one by one"
      className="sticky top-2 z-10 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-rule-strong bg-paper px-3 py-2 shadow-sm"
    >
      <div className="flex gap-1">
        <Button
          onClick={() => go(Math.max(current, 1) - 1)}
          aria-keyshortcuts="Alt+Shift+PageUp"
          title="Alt+Shift+Page Up"
        >
          <ChevronUp aria-hidden className="size-4" />
          Previous
        </Button>
        <Button
          onClick={() => go(current + 1)}
          aria-keyshortcuts="Alt+Shift+PageDown"
          title="Alt+Shift+Page Down"
        >
          <ChevronDown aria-hidden className="size-4" />
          Next
        </Button>
      </div>
      <p aria-live="polite" className="min-w-0 flex-1 basis-64 text-[0.9375rem]">
        {change ? (
          <>
            <span className="font-medium">
              Change {current} of {count}
            </span>{" "}
            <span className="text-ink-soft">
              · {changeLabel(change)}
              {title ? <span className="max-sm:hidden"> in “{title}”</span> : null}
              {writers.length > 0 ? `, ${writersText(change.by, writers)}` : null}
              {change.by.at === null ? null : (
                <>
                  , <Timestamp at={new Date(change.by.at).toISOString()} />
                </>
              )}
            </span>
          </>
        ) : (
          <span className="text-ink-soft">{counted(count, "change")}</span>
        )}
      </p>
      {putBack && change?.block ? (
        <Link to={putBack(change.block)} className="link text-sm">
          Put this paragraph back as it was
        </Link>
      ) : null}
    </section>
  );
}

/** The headings of a text with how many changes each has, to jump to. */
export function ChangesBySection({
  sections,
  go,
}: {
  readonly sections: TextChanges["sections"];
  readonly go: (number: number) => void;
}) {
  return (
    <nav aria-label="Changes by section">
      <ol className="grid gap-0.5">
        {sections.map(({ title, label, level, isDeleted, changes, first }, index) => {
          const name = `${label ? `${label} ` : ""}${title ?? "Before the first heading"}`;
          const count = counted(changes, "change");
          return (
            <li
              // Headings can be the same.
              key={index}
              style={{ paddingInlineStart: `${(level - 1) * 0.9}rem` }}
              className="flex items-baseline justify-between gap-3"
            >
              <span className="min-w-0">
                {first === null ? (
                  <span className="text-ink-soft">{name}</span>
                ) : (
                  <a
                    href={`#change-${first}`}
                    className="link"
                    onClick={(event) => {
                      event.preventDefault();
                      go(first);
                    }}
                  >
                    {name}
                    <span className="sr-only">, {count}</span>
                  </a>
                )}
                {isDeleted ? <span className="text-sm text-ink-soft"> (deleted)</span> : null}
              </span>
              <span
                aria-hidden={first !== null}
                className="text-sm whitespace-nowrap text-ink-soft"
              >
                {changes === 0 ? "—" : changes}
                <span className="sr-only"> changes</span>
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
