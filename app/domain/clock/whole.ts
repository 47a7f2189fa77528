/** Joins the clocks of several components to that of the request as a whole (L51). */
import type { Warning } from "./count.ts";
import type { AppealUntil, Exhaustion, ExhaustionAnswer, ExhaustionState } from "./exhaustion.ts";
import type { Clock, ComponentClock } from "./request-clock.ts";

/** The states from the one that stands most in the way of a suit. */
const LEAST_FIRST: readonly ExhaustionState[] = [
  "must appeal",
  "appeal pending",
  "open",
  "constructively exhausted",
  "exhausted",
];

/** The answer that stands most in the way; of those alike the one that came last. */
function least<T>(all: readonly [T, ...T[]], answerOf: (one: T) => ExhaustionAnswer): T {
  return all.reduce((found, next) => {
    const [one, other] = [answerOf(found), answerOf(next)];
    const order = LEAST_FIRST.indexOf(one.state) - LEAST_FIRST.indexOf(other.state);
    if (order !== 0) return order < 0 ? found : next;
    return (other.since ?? "") > (one.since ?? "") ? next : found;
  });
}

type Some = readonly [ComponentClock, ...ComponentClock[]];

/** The clock of the request as a whole, with the warnings that are of no component alone. */
export function wholeOf(components: Some, warnings: readonly Warning[]): Clock {
  const clocks = components.map(({ clock }) => clock);
  const slowest = least(components, ({ clock }) => clock.exhaustion).clock;
  // One whose clock is stopped has no last day, and comes after all others.
  const lastDue = components.reduce((found, next) => {
    const [one, other] = [found.clock.due.latest, next.clock.due.latest];
    return one === null || (other !== null && other <= one) ? found : next;
  }).clock;
  const firstDue = components.reduce((found, next) =>
    (next.clock.due.earliest ?? "9") < (found.clock.due.earliest ?? "9") ? next : found,
  ).clock;
  const exhaustion = exhaustionOf(components);
  const firstToAppeal = firstAppeal(clocks);
  const isDetermined = clocks.every(({ whole }) => whole.appealUntil !== null);
  const missed = clocks.flatMap(({ limitations }) => limitations ?? []);
  const agreed = clocks.flatMap(({ agreedUntil }) => agreedUntil ?? []).toSorted();
  return {
    ...slowest,
    appealUntil: firstToAppeal ?? slowest.appealUntil,
    due: {
      ...lastDue.due,
      earliest: firstDue.due.earliest,
      beforeExtension: {
        earliest: firstDue.due.beforeExtension.earliest,
        latest: lastDue.due.beforeExtension.latest,
      },
      start: { earliest: firstDue.due.start.earliest, latest: lastDue.due.start.latest },
    },
    estimate: null,
    exhaustion,
    parts: clocks.flatMap(({ parts }) => parts),
    whole: {
      ...slowest.whole,
      appealUntil: isDetermined ? (firstToAppeal ?? slowest.whole.appealUntil) : null,
      exhaustion,
    },
    openQuestions: sameOnce(clocks.map(({ openQuestions }) => openQuestions)),
    agreedUntil: agreed.at(-1) ?? null,
    limitations: missed.toSorted()[0] ?? null,
    stops: sameOnce(clocks.map(({ stops }) => stops)),
    switches: lastDue.switches,
    warnings: [...warnings, ...warningsOf(components)],
    rangeWhy: firstDue === lastDue ? lastDue.rangeWhy : "Each component has a time of its own.",
    days: lastDue.days,
    daysToEarliest: firstDue.daysToEarliest,
    stoppedToEarliest: firstDue.stoppedToEarliest,
    components,
  };
}

/** The first last day of an appeal that is needed, of those that can still be sent where any can. */
function firstAppeal(clocks: readonly Clock[]): AppealUntil | null {
  const needed = clocks.flatMap(({ whole: { appealUntil, exhaustion, isAppealTimeOver } }) =>
    appealUntil && exhaustion.state === "must appeal" ? [{ appealUntil, isAppealTimeOver }] : [],
  );
  const open = needed.filter(({ isAppealTimeOver }) => !isAppealTimeOver);
  const days = (open.length > 0 ? open : needed).map(({ appealUntil }) => appealUntil);
  return days.toSorted((one, other) => (one.date < other.date ? -1 : 1))[0] ?? null;
}

/** Exhausted once it is at each; the other answer takes that of each component that has one (L47). */
function exhaustionOf(components: Some): Exhaustion {
  const state = least(components, ({ clock }) => clock.exhaustion).clock.exhaustion;
  const otherOf = ({ clock: { exhaustion } }: ComponentClock) =>
    exhaustion.alternative ?? exhaustion;
  const other = otherOf(least(components, otherOf));
  const why = `${whereItStands(components)}.`;
  const inOthers = components
    .flatMap(({ component, clock: { exhaustion } }) =>
      exhaustion.alternative ? [`At ${component}: ${exhaustion.alternative.why}`] : [],
    )
    .join(" ");
  return {
    state: state.state,
    since: state.since,
    why: `${why.charAt(0).toUpperCase()}${why.slice(1)}`,
    alternative:
      other.state === state.state
        ? null
        : { state: other.state, since: other.since, why: inOthers },
  };
}

/** "open at CBP until 2021-11-09; constructively exhausted at ICE since 2021-10-28". */
function whereItStands(components: readonly ComponentClock[]): string {
  return components
    .toSorted(
      (one, other) =>
        LEAST_FIRST.indexOf(one.clock.exhaustion.state) -
        LEAST_FIRST.indexOf(other.clock.exhaustion.state),
    )
    .map(standing)
    .join("; ");
}

function standing({ component, clock }: ComponentClock): string {
  const { state, since } = clock.exhaustion;
  const { remand, isAppealTimeOver, appealUntil } = clock.whole;
  switch (state) {
    case "must appeal":
      return isAppealTimeOver
        ? `the time to appeal is over at ${component}`
        : `an appeal is needed at ${component}${appealUntil ? `, by ${appealUntil.date}` : ""}`;
    case "appeal pending":
      return `the appeal is pending at ${component}`;
    case "open": {
      const until = remand?.due ?? clock.due.latest;
      return `open at ${component}${until === null ? ", where the clock is stopped" : ` until ${until}`}`;
    }
    case "constructively exhausted":
    case "exhausted":
      return `${state} at ${component}${since === null ? "" : ` since ${since}`}`;
  }
}

/** The warnings of each, once: with the component's name unless all of them have it. */
function warningsOf(components: readonly ComponentClock[]): Warning[] {
  const having = new Map<string, Set<string>>();
  for (const { component, clock } of components) {
    for (const { sentence } of clock.warnings) {
      having.set(sentence, (having.get(sentence) ?? new Set()).add(component));
    }
  }
  const found = new Map<string, Warning>();
  for (const { component, clock } of components) {
    for (const warning of clock.warnings) {
      const isOfAll = having.get(warning.sentence)?.size === components.length;
      const sentence = isOfAll ? warning.sentence : `${component}: ${warning.sentence}`;
      if (!found.has(sentence)) found.set(sentence, { ...warning, sentence });
    }
  }
  return [...found.values()];
}

function sameOnce<T extends object>(lists: readonly (readonly T[])[]): T[] {
  const found = new Map(lists.flat().map((one) => [JSON.stringify(one), one]));
  return [...found.values()];
}
