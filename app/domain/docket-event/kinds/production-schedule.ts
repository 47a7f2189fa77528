import { thousands } from "#app/domain/thousands.ts";
import { writtenDay } from "#app/domain/dates.ts";
import { day, ENTRY, needed, ORDER, whole } from "#app/domain/docket-event/fields.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";

/** The releases that the agency must make, and how fast. */
export const productionSchedule = docketKind({
  kind: "productionSchedule",
  label: "Schedule of productions",
  spanish: "Calendario de entregas",
  hint: "Releases each month: missed ones are pointed out the day after.",
  isPublic: true,
  fields: {
    firstOn: needed("Enter the day of the first release.", day({ label: "First release" })),
    dayOfMonth: whole(31, "Enter a day of the month, 1 to 31.", {
      label: "Then on which day of the month",
      hint: "Such as 1 or 15; left empty, the day of the first release. In a shorter month, its last day.",
      isShort: true,
    }),
    lastOn: day({
      label: "Last release",
      hint: "Left empty, releases go on until all is produced.",
    }),
    pagesAMonth: whole(1_000_000, "Enter a number of pages, such as 500.", {
      label: "Pages a month",
      hint: "As many as the agency must look through, where the order says so.",
      isShort: true,
    }),
    ...ENTRY,
    ...ORDER,
  },
  hasDayOfOrder: true,
  check({ details: { firstOn, lastOn, orderedOn } }, _docket, say) {
    say("lastOn", lastOn !== null && lastOn < firstOn && "The last release comes after the first.");
    say(
      "firstOn",
      orderedOn !== null &&
        firstOn < orderedOn &&
        `The order is of ${writtenDay(orderedOn)}; its first release is due after it.`,
    );
  },
  due: (_lines, { releases }) =>
    releases
      .filter(({ state }) => state !== "unknown")
      .map(({ due, eventId, pages, came, missing, isInvented }) => {
        const are = missing === 1 ? "page is" : "pages are";
        const fewer = missing === 0 ? "" : `: ${thousands(missing)} ${are} missing`;
        const asked = pages === null ? "" : ` of ${thousands(pages)} pages`;
        return {
          key: `release-${eventId}-${due}`,
          kind: "release",
          what: `The agency’s release${asked}${fewer}`,
          due,
          orElse: null,
          by: "them",
          why: "By the schedule of productions on the docket.",
          source: "Order of the court",
          eventId,
          isDone: came !== null && missing === 0,
          isInvented,
        };
      }),
  sentences({ details: { pagesAMonth, firstOn, lastOn } }) {
    const days = `rom ${writtenDay(firstOn)} ${lastOn === null ? "until all is done" : `to ${writtenDay(lastOn)}`}.`;
    return pagesAMonth === null
      ? [`F${days}`]
      : [`${thousands(pagesAMonth)} pages a month, f${days}`];
  },
});
