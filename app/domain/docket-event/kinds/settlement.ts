import { writtenDay } from "#app/domain/dates.ts";
import { ENTRY, needed, pastDay } from "#app/domain/docket-event/fields.ts";
import { docketKind, entriesOf } from "#app/domain/docket-event/kind.ts";
import { dismissal } from "./dismissal.ts";
import { judgment } from "./judgment.ts";

export const settlement = docketKind({
  kind: "settlement",
  label: "Settlement",
  spanish: "Acuerdo de conciliación",
  hint: "The parties settled the whole suit. Days that were set before no longer count as due.",
  // A settlement may be confidential; the dismissal that follows is on the court's docket.
  isPublic: false,
  fields: {
    dated: needed("Enter the day.", pastDay({ label: "Agreed" })),
    ...ENTRY,
  },
  check: null,
  due: null,
  sentences: null,
  warnings(settlements, { lines }) {
    const settled = settlements.at(-1)?.dated ?? null;
    const followed = [...entriesOf(lines, dismissal), ...entriesOf(lines, judgment)].some(
      ({ dated }) => dated !== null && settled !== null && dated >= settled,
    );
    if (settled === null || followed) return [];
    return [
      `The settlement of ${writtenDay(settled)} closes no case by itself: a stipulation of dismissal (FRCP 41(a)(1)(A)(ii)) or an order does. Record it once it is filed; whether the settlement covers fees is to be checked.`,
    ];
  },
  ends: () => true,
});
