import { useState } from "react";
import type { Standing } from "#server/services/index.ts";
import { useHydrated } from "#app/ui/use-hydrated.ts";
import { returnedSentence } from "./returned-sentence.ts";

/**
 * Why a version is a draft again, beside the text while it is mended (M30): each line of the reason is ticked
 * off by itself. The ticks are this window's alone, and hold no word.
 */
export default function ReturnedPoints({
  documentId,
  standing,
}: {
  readonly documentId: string;
  readonly standing: Pick<Standing, "returned" | "decisions">;
}) {
  const { returned } = standing;
  const key = `returned/${documentId}/${returned?.at ?? ""}`;
  const [done, setDone] = useState<ReadonlySet<number> | null>(null);
  const hydrated = useHydrated();
  if (returned === null) return null;
  const points = pointsOf(returned.reason ?? "");
  const ticked = done ?? (hydrated ? ticksIn(key) : NONE);
  const tick = (index: number) => {
    const next = new Set(ticked);
    if (!next.delete(index)) next.add(index);
    setDone(next);
    keepTicks(key, next);
  };
  return (
    <div className="rounded-md bg-caution-soft px-3 py-2 text-sm">
      <p className="font-medium">
        {returnedSentence(standing)} version {returned.versionNumber}
      </p>
      {points.length > 0 ? (
        <ul className="mt-1 grid gap-1">
          {points.map((point, index) => (
            // Two lines may be the same.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>
              <label className="flex items-start gap-2">
                <input
                  type="checkbox"
                  className="mt-1"
                  checked={ticked.has(index)}
                  onChange={() => tick(index)}
                />
                <span className={ticked.has(index) ? "text-ink-soft line-through" : undefined}>
                  {point}
                </span>
              </label>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** The lines of a reason, each a thing to mend. */
function pointsOf(reason: string): string[] {
  return reason.split("\n").flatMap((line) => line.trim() || []);
}

const NONE: ReadonlySet<number> = new Set();

/** None where the browser keeps nothing. */
function ticksIn(key: string): ReadonlySet<number> {
  try {
    const kept = sessionStorage.getItem(key) ?? "";
    return new Set(kept === "" ? [] : kept.split(",").map(Number));
  } catch {
    return NONE;
  }
}

function keepTicks(key: string, ticked: ReadonlySet<number>): void {
  try {
    sessionStorage.setItem(key, [...ticked].join(","));
  } catch {
    // They are kept while the page is open.
  }
}
