import { withWrittenDays } from "#app/domain/dates.ts";
import { DECIDED_BESIDE } from "#app/domain/clock/parts.ts";
import type { Clock, Exhaustion, ExhaustionState } from "#app/domain/foia-clock.ts";
import type { Finding } from "#app/domain/readiness.ts";

/** A filed request that a complaint enforces, with its clock. */
interface EnforcedRequest {
  readonly id: string;
  readonly title: string;
  /** Null where the recorded events can't be computed; see `problem`. */
  readonly clock: Clock | null;
  readonly problem: string | null;
  /**
   * Whether somebody recorded, with a reason, that exhaustion is asserted whatever the clock says.
   */
  readonly isAsserted: boolean;
}

/** Why a state is not exhaustion; null for the states on which a complaint may rest. */
const NOT_YET: Readonly<Record<ExhaustionState, string | null>> = {
  open: "is not exhausted",
  "must appeal": "has to be appealed first",
  "appeal pending": "is not exhausted while its appeal is pending",
  "constructively exhausted": null,
  exhausted: null,
};

/**
 * Finds requests that a complaint enforces before their remedies are exhausted (embarrassment 5,
 * L13), each with the clock's reason: open, stopped or extended, an appeal required, or an appeal
 * pending. A missing receipt, without which nothing can be computed, is its own finding.
 */
export function exhaustionFindings(requests: readonly EnforcedRequest[]): Finding[] {
  return requests.flatMap(({ id, title, clock, problem, isAsserted }): Finding[] => {
    if (isAsserted) return [];
    const place = { kind: "request", id } as const;
    const named = `the request “${title}”`;
    if (clock === null) {
      const why = problem === null ? "" : ` (${clause(problem)})`;
      const words = `what is recorded of ${named} can’t be counted${why}`;
      return [{ check: "exhaustion-uncounted", words, place }];
    }
    const { exhaustion, due, parts } = clock;
    const counts = exhaustion.state !== "open" || due.latest !== null || due.isStopped;
    if (!counts) {
      const words = `no receipt of ${named} is recorded, so its clock can’t say whether it is exhausted`;
      return [{ check: "exhaustion-uncounted", words, place }];
    }
    const isExtended = exhaustion.state === "open" && due.latest !== null && due.extendedBy > 0;
    const extended = isExtended ? `, with an extension of ${due.extendedBy} working days` : "";
    const whole = unreached(named, exhaustion, extended);
    const found =
      whole === null
        ? parts.flatMap((part) => {
            // Without a determination before suit, a part has no state of its own.
            if (part.exhaustion.state === "open" || part.part === null) return [];
            // A denial of expedited processing is reviewable as it is, 552(a)(6)(E)(iii) (L8).
            if (part.part === DECIDED_BESIDE.expedition) return [];
            return unreached(`“${part.part}” of ${named}`, part.exhaustion, "") ?? [];
          })
        : [whole];
    return found.map((words) => ({ check: "exhaustion-not-reached", words, place }));
  });
}

function unreached(named: string, { state, why }: Exhaustion, more: string): string | null {
  const lacks = NOT_YET[state];
  return lacks === null ? null : `${named} ${lacks}: ${clause(why)}${more}`;
}

/** Turns a sentence of the clock into a clause: days written out, no period. */
function clause(said: string): string {
  const words = withWrittenDays(said).replace(/\.$/u, "");
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
