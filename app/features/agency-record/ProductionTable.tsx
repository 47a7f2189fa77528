import { counted } from "#app/domain/counted.ts";
import { namedItems } from "#app/domain/agency-record/part.ts";
import { AttachmentList } from "#app/features/attachments/AttachmentList.tsx";
import type { AgencyRecordView, ItemView, ProductionView } from "#server/services/index.ts";
import { InventedMark } from "#app/ui/InventedMark.tsx";
import { Card } from "#app/ui/Page.tsx";
import { nameOfRelease, releasePagesText, totalText } from "./release-texts.ts";

/** The released records (L18) as the letters count them, with inconsistencies. */
export function ProductionTable({
  productions,
  items,
  totals,
}: {
  readonly items: readonly ItemView[];
  readonly productions: readonly ProductionView[];
  readonly totals: AgencyRecordView["totals"];
}) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {productions.map((production) => (
          <li
            key={production.id}
            id={`production-${production.id}`}
            className="scroll-mt-24 px-5 py-4 target:bg-accent-soft"
          >
            <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
              <p className="font-medium">{nameOfRelease(production)}</p>
              <p className="text-sm text-ink-soft tabular-nums">{bates(production)}</p>
            </div>
            <p className="mt-0.5 tabular-nums">
              {releasePagesText(production)}
              {itemsOf(production, items)}
            </p>
            {production.note === "" ? null : (
              <p className="mt-0.5 whitespace-pre-line text-ink-soft">{production.note}</p>
            )}
            {production.warnings.map((sentence) => (
              <p key={sentence} className="mt-1 text-[0.9375rem] text-danger">
                {sentence}
              </p>
            ))}
            <AttachmentList files={production.attachments} />
            {production.isInvented ? <InventedMark /> : null}
          </li>
        ))}
        <li className="bg-wash px-5 py-3 font-medium tabular-nums">
          In all:{" "}
          {[
            totalText(totals.full, "in full"),
            totalText(totals.part, "in part"),
            totalText(totals.withheld, "withheld"),
          ].join(", ")}
        </li>
      </ul>
    </Card>
  );
}

/** Releases that were taken back, by themselves or with their letter, with their files. */
export function RetractedProductions({
  productions,
}: {
  readonly productions: readonly ProductionView[];
}) {
  if (productions.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="link inline-block cursor-pointer py-1">
        {counted(productions.length, "release was taken back", "releases were taken back")}
      </summary>
      <ul className="mt-2 grid gap-3">
        {productions.map((production) => (
          <li
            key={production.id}
            id={`production-${production.id}`}
            className="scroll-mt-24 border-l-2 border-rule-strong pl-3 text-sm"
          >
            <s>
              {nameOfRelease(production)}, {releasePagesText(production)}
            </s>
            <AttachmentList files={production.attachments} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The items that a letter ties its pages to (L64). */
function itemsOf({ itemIds }: ProductionView, items: readonly ItemView[]): string {
  return itemIds.length === 0 ? "" : `, of ${namedItems(items, itemIds).part ?? "all items"}`;
}

function bates({ batesFrom, batesTo }: ProductionView): string {
  if (batesFrom === null && batesTo === null) return "Bates numbers not recorded";
  return `${batesFrom ?? "?"} to ${batesTo ?? "?"}`;
}
