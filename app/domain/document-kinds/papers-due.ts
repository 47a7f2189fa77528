import {
  docketSheet,
  type DocketEvent,
  type DocketEventOf,
} from "#app/domain/docket-event/event.ts";
import { reopenedOn } from "#app/domain/docket-event/kinds/reopened.ts";
import { DOCUMENT_KINDS, type DocumentKind } from "./index.ts";

/** A deadline of a docket that asks for a paper which can be drafted. */
interface PaperDue {
  /** The key of the deadline (`deadline.ts`). */
  readonly deadline: string;
  readonly kind: DocumentKind;
}

/** The papers of ours that the entries of a docket ask for and that are not done. */
export function papersDue(events: readonly DocketEvent[]): PaperDue[] {
  const lines = docketSheet(events);
  const since = reopenedOn(lines);
  const areFeesMade = lines.some((line) => line.kind === "feesDue" && line.details.isDone);
  return lines.flatMap((line): PaperDue[] => {
    switch (line.kind) {
      case "statementDue": {
        const kind = DOCUMENT_KINDS.find((known) => known === line.details.what);
        const { by, isDone } = line.details;
        return kind === undefined || isDone || by === "them" ? [] : [{ deadline: line.id, kind }];
      }
      case "briefDue":
        return isOurMotion(line) ? [{ deadline: line.id, kind: "motion" }] : [];
      case "feesDue":
        return line.details.isDone ? [] : [{ deadline: line.id, kind: "motion" }];
      case "judgment":
        return areFeesMade || line.dated === null || line.dated <= since
          ? []
          : [{ deadline: `${line.id}-fees`, kind: "motion" }];
      default:
        return [];
    }
  });
}

/** Whether the entry asks for a motion of the plaintiffs that is still to be made. */
export function isOurMotion(line: DocketEvent): line is DocketEventOf<"briefDue"> {
  if (line.kind !== "briefDue") return false;
  const { what, by, isDone } = line.details;
  return by === "us" && !isDone && isMotion(what);
}

/** Whether words name a motion itself, and no paper about one. */
export function isMotion(words: string): boolean {
  return (
    /\bmotion\b/iu.test(words) &&
    !/\b(?:opposition|response|reply|order|declaration)\b/iu.test(words)
  );
}
