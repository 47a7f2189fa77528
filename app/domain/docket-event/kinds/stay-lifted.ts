import { writtenDay } from "#app/domain/dates.ts";
import { ENTRY, needed, pastDay } from "#app/domain/docket-event/fields.ts";
import { docketKind, entriesOf } from "#app/domain/docket-event/kind.ts";
import { stay } from "./stay.ts";

export const stayLifted = docketKind({
  kind: "stayLifted",
  label: "Stay lifted",
  spanish: "Fin de la suspensión",
  hint: "All that was stayed goes on. Days that fell within the stay count again as they were set, except releases; record what the court sets anew.",
  isPublic: true,
  fields: { dated: needed("Enter the day.", pastDay({ label: "Entered" })), ...ENTRY },
  check({ dated }, { lines }, say) {
    if (dated === null) return;
    const stays = entriesOf(lines, stay).filter((one) => (one.dated ?? "9") <= dated);
    say(
      "dated",
      stays.length === 0 &&
        `No stay of ${writtenDay(dated)} or before is on this docket: what is lifted was ordered before. Record the stay first.`,
    );
  },
  due: null,
  sentences: null,
});
