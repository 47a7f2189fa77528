import { writtenDay } from "#app/domain/dates.ts";
import { beforeOrder } from "#app/domain/docket-event/deadline.ts";
import { day, ENTRY, HOUR, needed, ORDER } from "#app/domain/docket-event/fields.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";
import { serviceOn } from "#app/domain/docket-event/recipients.ts";

export const answerOrdered = docketKind({
  kind: "answerOrdered",
  label: "Day of the answer, by order",
  spanish: "Día de la contestación, por orden",
  hint: "An order or stipulation gives the agency another day for its answer.",
  isPublic: true,
  fields: {
    until: needed("Enter the day that the order sets.", day({ label: "The answer is due" })),
    ...HOUR,
    ...ENTRY,
    ...ORDER,
  },
  hasDayOfOrder: true,
  check({ details }, { lines }, say) {
    const { until } = details;
    say("until", beforeOrder(until, details));
    const attorney = serviceOn(lines, "usAttorney")?.dated;
    say(
      "until",
      attorney !== undefined &&
        until < attorney &&
        `The U.S. attorney was served on ${writtenDay(attorney)}; the answer is due after that (5 U.S.C. § 552(a)(4)(C)).`,
    );
  },
  due: null,
  sentences: null,
  text: ({ until }) => `Answer due ${writtenDay(until)}`,
});
