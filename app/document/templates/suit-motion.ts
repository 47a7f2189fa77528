import { docketSheet, type DocketEvent } from "#app/domain/docket-event/event.ts";
import { reopenedOn } from "#app/domain/docket-event/kinds/reopened.ts";
import { isMotion, isOurMotion } from "#app/domain/document-kinds/papers-due.ts";
import type { SuitOnRecord } from "#app/document/details/suit-on-record.ts";

/** The motion that the docket asks of the plaintiffs: its title, and what it is for. */
export interface AskedMotion {
  readonly title: string;
  readonly about: "summary judgment" | "fees" | "other";
}

/**
 * The earliest brief of ours on the docket that is a motion and is not made, else the one for fees
 * after a judgment; a plain motion where the docket asks for none.
 */
export function motionAskedFor(suit: SuitOnRecord | null): AskedMotion {
  const lines = docketSheet(suit?.events ?? []);
  for (const line of lines) {
    if (line.kind !== "briefDue" || !isOurMotion(line)) continue;
    const { what } = line.details;
    const isPartial = /summary judgment/iu.test(what);
    const about = isPartial ? "summary judgment" : /\bfees\b/iu.test(what) ? "fees" : "other";
    return { title: inTitleCase(what.replace(/^(?:our|plaintiffs?[’']s?)\s+/iu, "")), about };
  }
  const fees = lines.filter((line) => line.kind === "feesDue");
  const isMade = fees.some(({ details }) => details.isDone);
  const since = reopenedOn(lines);
  const isJudged = lines.some(
    ({ kind, dated }) => kind === "judgment" && dated !== null && dated > since,
  );
  return !isMade && (isJudged || fees.length > 0) ? FEES : PLAIN;
}

interface MotionOnDocket {
  readonly motion: DocketEvent;
  /** Whether others of the plaintiffs are on the docket, any of which the order may be on. */
  readonly isOneOfSeveral: boolean;
}

/**
 * The last motion or stipulation of the plaintiffs on the docket, one about counsel or time alone only
 * where there is no other; null for none.
 */
export function motionOnDocket(suit: SuitOnRecord | null): MotionOnDocket | null {
  const all = docketSheet(suit?.events ?? []).filter(
    ({ kind, details, text, dated }) =>
      kind === "paper" &&
      dated !== null &&
      "by" in details &&
      details.by !== "them" &&
      (isMotion(text) || /\bstipulation\b/iu.test(text)),
  );
  const motion = all.findLast(({ text }) => !INCIDENTAL.test(text)) ?? all.at(-1);
  return motion ? { motion, isOneOfSeveral: all.length > 1 } : null;
}

const INCIDENTAL =
  /\b(?:pro hac vice|administrative|extend|extension|enlarge|substitut\w*|withdraw\w*)\b/iu;

const FEES: AskedMotion = { title: "Motion for Attorney Fees and Costs", about: "fees" };
const PLAIN: AskedMotion = { title: "Motion", about: "other" };

const SMALL = new Set(["a", "and", "for", "in", "of", "on", "or", "the", "to", "under", "with"]);

function inTitleCase(words: string): string {
  return words
    .trim()
    .split(/\s+/u)
    .map((word, at) =>
      at > 0 && SMALL.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join(" ");
}
