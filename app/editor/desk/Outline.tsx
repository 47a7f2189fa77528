import { counted } from "#app/domain/counted.ts";
import { clsx } from "clsx";

interface Heading {
  readonly id: string | null;
  readonly level: number;
  readonly text: string;
}

interface OutlineProps {
  readonly headings: readonly Heading[];
  readonly words: number;
  /** Scrolls to the heading and highlights it; without it, the browser follows the link. */
  readonly onGoTo?: (id: string) => void;
}

const INDENT = ["pl-2", "pl-5", "pl-8", "pl-11"] as const;

/** The document's headings as links, and the length of the text. */
export function Outline({ headings, words, onGoTo }: OutlineProps) {
  return (
    <nav aria-label="Outline">
      {headings.length > 0 ? (
        <ol className="grid grid-cols-1">
          {headings.map(({ id, level, text }, index) => (
            <li key={id ?? `at-${index}`}>
              <a
                href={id ? `#${id}` : undefined}
                onClick={(event) => {
                  if (!id || !onGoTo) return;
                  event.preventDefault();
                  onGoTo(id);
                }}
                className={clsx(
                  INDENT[Math.min(level, INDENT.length) - 1],
                  "block rounded py-1 pr-2 text-sm leading-snug hover:bg-wash hover:text-ink",
                  level === 1 ? "font-medium text-ink" : "text-ink-soft",
                )}
              >
                {text}
              </a>
            </li>
          ))}
        </ol>
      ) : (
        <p className="px-2 text-sm text-ink-soft">
          Headings appear here. Press Ctrl+Alt+1 in a line to make it one.
        </p>
      )}
      <p className="mt-3 px-2 text-sm text-ink-soft tabular-nums">{counted(words, "word")}</p>
    </nav>
  );
}
