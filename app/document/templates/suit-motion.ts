import { docketSheet, type DocketEvent } from "#app/domain/docket-event/event.ts";
import { isMotion, isOurMotion, papersDue } from "#app/domain/document-kinds/papers-due.ts";
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
  const events = suit?.events ?? [];
  const brief = docketSheet(events).find(isOurMotion);
  if (!brief) return papersDue(events).some(({ kind }) => kind === "motion") ? FEES : PLAIN;
  const { what } = brief.details;
  return {
    title: inTitleCase(what.replace(/^(?:our|plaintiffs?[’']s?)\s+/iu, "")),
    about: READS["summary judgment"].test(what)
      ? "summary judgment"
      : READS.fees.test(what)
        ? "fees"
        : "other",
  };
}

/** The words that name what a motion is about. */
const READS = { "summary judgment": /\bsummary judgment\b/iu, fees: /\bfees\b/iu } as const;

interface MotionOnDocket {
  readonly motion: DocketEvent;
  /** Whether others of the plaintiffs are on the docket, any of which the order may be on. */
  readonly isOneOfSeveral: boolean;
}

/**
 * The last motion or stipulation of the plaintiffs on the docket, one about counsel or time alone only
 * where there is no other; null for none, or where the docket asks for a motion that is none of these.
 */
export function motionOnDocket(suit: SuitOnRecord | null): MotionOnDocket | null {
  const asked = motionAskedFor(suit);
  const isAsked = (text: string) =>
    asked === PLAIN || (asked.about !== "other" && READS[asked.about].test(text));
  const all = docketSheet(suit?.events ?? []).filter(
    ({ kind, details, text, dated }) =>
      kind === "paper" &&
      dated !== null &&
      "by" in details &&
      details.by !== "them" &&
      (isMotion(text) || /\bstipulation\b/iu.test(text)) &&
      isAsked(text),
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
