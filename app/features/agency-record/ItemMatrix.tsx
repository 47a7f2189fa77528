import { clsx } from "clsx";
import { outcomeLabel, OUTCOME_TEXTS, OUTCOMES } from "#app/domain/agency-record/outcome.ts";
import { itemsLabel, namedItems } from "#app/domain/agency-record/part.ts";
import { shortDate } from "#app/domain/dates.ts";
import type { ItemView } from "#server/services/index.ts";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { Card } from "#app/ui/Page.tsx";
import { nameOfRelease, releasePagesText } from "./release-texts.ts";

/** All that the pages of each release answer, by its id: named once, and not anew at each of its items. */
function answeredBy(items: readonly ItemView[]): ReadonlyMap<string, string> {
  const releases = new Map(items.flatMap((item) => item.releases).map((one) => [one.id, one]));
  return new Map(
    [...releases.values()].map(({ id, itemIds }) => [
      id,
      namedItems(items, itemIds).part ?? "all items",
    ]),
  );
}

/** The outcome of each item of the request (L17), exactly as the letters state it. */
export function ItemMatrix({ items }: { readonly items: readonly ItemView[] }) {
  const counts = OUTCOMES.map((outcome) => ({
    outcome,
    count: items.filter(({ inForce }) =>
      outcome === "pending" ? inForce.length === 0 : inForce.some((one) => one.outcome === outcome),
    ).length,
  })).filter(({ count }) => count > 0);
  const answered = answeredBy(items);
  return (
    <>
      <p className="mb-3 text-ink-soft">
        {counts.map(({ outcome, count }) => `${OUTCOME_TEXTS[outcome].name}: ${count}`).join(" · ")}{" "}
        of {items.length}. An item with several outcomes counts for each.
      </p>
      <Card>
        <ul className="divide-y divide-rule">
          {items.map(({ id, label, level, words, outcomes, inForce, releases, isInvented }) => (
            <li
              key={id}
              className="grid gap-x-6 gap-y-2 px-5 py-3.5 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
            >
              <p
                className={clsx(
                  "flex min-w-0 gap-3",
                  level === 2 && "md:pl-6",
                  level > 2 && "md:pl-12",
                )}
              >
                <span className="shrink-0 font-medium tabular-nums">{label}</span>
                <span className="line-clamp-3 min-w-0" title={words}>
                  {words}
                </span>
              </p>
              <div className="min-w-0">
                {inForce.length === 0 ? (
                  <p className="text-ink-soft">{OUTCOME_TEXTS.pending.name}</p>
                ) : (
                  <ul className="grid gap-1">
                    {inForce.map((outcome) => (
                      <li key={outcome.id}>
                        {outcomeLabel(outcome)}
                        {outcome.dated === null ? null : (
                          <span className="text-sm text-ink-soft">
                            {" "}
                            <a href={`#event-${outcome.eventId}`} className="link">
                              letter of {shortDate(outcome.dated)}
                            </a>
                          </span>
                        )}
                      </li>
                    ))}
                  </ul>
                )}
                {outcomes.length > inForce.length && inForce.length > 0 ? (
                  <p className="mt-1 text-sm text-ink-soft">
                    Before:{" "}
                    {outcomes
                      .filter((outcome) => !inForce.includes(outcome))
                      .map((outcome) => outcomeLabel(outcome))
                      .join("; ")}
                  </p>
                ) : null}
                {releases.map((release) => (
                  <p key={release.id} className="mt-1 text-sm text-ink-soft tabular-nums">
                    <a href={`#production-${release.id}`} className="link">
                      {nameOfRelease(release)}
                    </a>
                    : {releasePagesText(release)}
                    {/* Where that is more than the item: no page is counted twice. */}
                    {answered.get(release.id) === itemsLabel([label]).en
                      ? null
                      : `, of ${answered.get(release.id)} together`}
                  </p>
                ))}
                {isInvented ? <InventedMark /> : null}
              </div>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
