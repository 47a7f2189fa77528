import { writtenDay } from "#app/domain/dates.ts";
import type { SuitDeadlineKind } from "#app/domain/docket-event/deadline.ts";
import { choice, day, ENTRY, line, needed, pastDay } from "#app/domain/docket-event/fields.ts";
import { docketKind } from "#app/domain/docket-event/kind.ts";

const COVERS = {
  all: "The whole suit",
  answer: "The answer alone",
  productions: "The releases alone",
  briefing: "The briefs and hearings alone",
  part: "Something else, in words: nothing is suspended here",
} as const;

const STAYED_LABELS = {
  all: "The suit is",
  answer: "The answer is",
  productions: "The releases are",
  briefing: "Briefs and hearings are",
} as const;

/** The deadlines that a stay suspends: never service, fees or the time to appeal. */
export const STAYED: Readonly<Record<keyof typeof COVERS, ReadonlySet<SuitDeadlineKind>>> = {
  all: new Set(["answer", "release", "hearing", "statement", "brief"]),
  answer: new Set(["answer"]),
  productions: new Set(["release"]),
  briefing: new Set(["brief", "hearing"]),
  part: new Set(),
};

export const stay = docketKind({
  kind: "stay",
  label: "Stay",
  spanish: "Suspensión del proceso",
  hint: "The suit, or a part of it, stands still: meanwhile, nothing that it covers counts as due.",
  isPublic: true,
  fields: {
    covers: needed("Choose what is stayed.", choice(COVERS, { label: "What is stayed" })),
    part: line(300, {
      label: "Which claims or defendants",
      hint: "Of a part alone, such as “all claims against DHS”.",
    }),
    dated: needed("Enter the day.", pastDay({ label: "Entered" })),
    until: day({
      label: "Stayed until",
      hint: "Left empty where it lasts until it is lifted.",
    }),
    ...ENTRY,
  },
  check({ dated, details: { covers, part, until } }, _docket, say) {
    say("part", covers === "part" && part === null && "Enter what is stayed.");
    say(
      "part",
      covers !== "part" && part !== null && "What is stayed is chosen above: leave this empty.",
    );
    say(
      "until",
      dated !== null && until !== null && until <= dated && "A stay ends after the day it began.",
    );
  },
  due: null,
  sentences: ({ details: { covers, part, until } }) => [
    covers === "part" ? `${part ?? "Not recorded which"}.` : `${COVERS[covers]}.`,
    ...(until === null ? [] : [`Until ${writtenDay(until)}.`]),
  ],
  warnings: (stays, { lines }) =>
    stays.flatMap(({ dated, details: { covers, until } }) => {
      const isLifted = lines.some(
        (line) => line.kind === "stayLifted" && (line.dated ?? "") >= (dated ?? "9"),
      );
      if (dated === null || isLifted || covers === "part") return [];
      const span =
        until === null
          ? `since ${writtenDay(dated)}`
          : `from ${writtenDay(dated)} to ${writtenDay(until)}`;
      return `${STAYED_LABELS[covers]} stayed ${span}: what was set before and falls within is not asked meanwhile. Service, a motion for fees and a notice of appeal are.`;
    }),
});
