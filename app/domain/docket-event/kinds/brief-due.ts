import * as z from "zod";
import { beforeOrder, ownDeadline } from "#app/domain/docket-event/deadline.ts";
import {
  day,
  DONE,
  ENTRY,
  HOUR,
  line,
  needed,
  ORDER,
  SIDE,
  SIDE_LABELS,
} from "#app/domain/docket-event/fields.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";

const { us, them } = SIDE_LABELS;

export const briefDue = docketKind({
  kind: "briefDue",
  label: "Brief due",
  spanish: "Vence un escrito",
  hint: "A day of the briefing schedule, ours or theirs.",
  isPublic: false,
  fields: {
    brief: {
      ...needed(
        "Enter which brief it is, such as “Opposition to summary judgment”.",
        line(200, { label: "Which brief", hint: "Such as “Opposition to summary judgment”." }),
      ),
      storedAs: "what" as const,
    },
    by: {
      ...SIDE,
      missing: "Choose one side.",
      choices: { us, them },
      stored: z.enum(["us", "them"]),
    },
    dated: needed("Enter the day.", day({ label: "Due" })),
    ...HOUR,
    ...ENTRY,
    ...ORDER,
    ...DONE,
  },
  check: ({ dated, details }, _docket, say) => say("dated", beforeOrder(dated, details)),
  due: (lines) =>
    lines.flatMap((line) => {
      const { what, by, isDone } = line.details;
      return ownDeadline(line, line.dated, { kind: "brief", what, by, isDone });
    }),
  sentences: ({ details }) => [`By ${SIDE_LABELS[details.by].toLowerCase()}.`],
  text: ({ what }) => what,
});
