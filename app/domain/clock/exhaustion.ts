/** Appeals and exhaustion of one request, or of a part of it that was determined (L11 to L13). */
import {
  appealed,
  isOnMerits,
  remandOf,
  untimely,
  withOther,
  type AppealSent,
  type DecidedAppeal,
  type Exhaustion,
  type ExhaustionAnswer,
  type Remand,
} from "./after-appeal.ts";
import {
  appealDecision,
  appealUntil,
  concerns,
  type AppealDecision,
  type AppealUntil,
  type Due,
} from "./appeal-time.ts";
import { daysLater, type ClockCalendar } from "./calendar.ts";
import type { Warning } from "./count.ts";
import { isDecidedBeside } from "./parts.ts";
import { communicated, eventsOf, type AgencyLetter, type ClockRecord } from "./record.ts";

export type { Exhaustion, ExhaustionAnswer, ExhaustionState, Remand } from "./after-appeal.ts";
export type { AppealDecision, AppealUntil } from "./appeal-time.ts";

/** An appeal of ours. */
interface SentAppeal {
  readonly sent: string;
  /** Whether it is recorded when the appeals office had it (L57). */
  readonly isArrivalKnown: boolean;
  readonly isDecided: boolean;
}

/** Whether and until when one determination can be appealed, and the appeal that was made. */
export interface Appeals {
  /** The part of the request that was determined; null for all of it. */
  readonly part: string | null;
  readonly appealUntil: AppealUntil | null;
  readonly appealDecision: AppealDecision | null;
  /** The appeal that was sent, of a letter or of silence (L50); null where none was. */
  readonly appeal: SentAppeal | null;
  /** Whether its last day has passed, and no appeal was sent in time (L48). */
  readonly isAppealTimeOver: boolean;
  /** Due since the appeal was remanded; null otherwise. */
  readonly remand: Remand | null;
  readonly exhaustion: Exhaustion;
  readonly warnings: readonly Warning[];
}

/**
 * The appeal and exhaustion state of the request, or of one part of it, on a day.
 * @param part the part; undefined for a determination of the whole and for a request without one
 */
export function appealsOf(
  record: ClockRecord,
  part: string | undefined,
  due: Due,
  calendar: ClockCalendar,
  today: string,
): Appeals {
  const warnings: Warning[] = [];
  const [suit] = eventsOf(record, "suitFiled");
  // Exhaustion is judged on the day of the complaint; later events don't change it.
  const asOf = suit?.dated ?? today;
  // A later letter about the whole request starts no second appeal of a part that was answered before.
  const ofPart = eventsOf(record, "determined").filter((it) => it.part === part);
  for (const { dated } of ofPart.filter((it) => it.statesReasonsAndAppeal === false)) {
    warnings.push({
      about: "determination",
      sentence: `The letter of ${dated} does not state its reasons and the right to appeal, so it is no determination (5 U.S.C. 552(a)(6)(A)(i); CREW v. FEC, 711 F.3d 180).`,
    });
  }
  const determinations = ofPart.filter((it) => it.statesReasonsAndAppeal !== false);
  const place: AppealPlace = { record, part, due, calendar, asOf };
  const standing = suit
    ? determinations.filter((it) => cameBefore(it, suit.dated))
    : determinations;
  if (suit && determinations.some((it) => communicated(it).day > suit.dated)) {
    warnings.push({
      about: "determination",
      sentence:
        "A determination that came after the complaint was filed revives no duty to appeal.",
    });
  }
  const decision = standing.at(-1);
  if (
    decision &&
    due.latest !== null &&
    communicated(decision).day > due.latest &&
    !isDecidedBeside(part)
  ) {
    warnings.push({
      about: "determination",
      sentence: `The determination of ${decision.dated} is late, but it came before suit: the duty to appeal is back (Oglesby v. Army, 920 F.2d 57; check Aguirre in the Ninth Circuit).`,
    });
  }
  const found = answerTo(decision, place);
  warnings.push(...found.warnings);
  const dispute = suit ? disputed(determinations, standing, suit.dated, place) : null;
  const shown = decision ?? determinations.at(-1);
  const { exhaustion, warnings: _, ...rest } = found;
  return {
    ...rest,
    part: part ?? null,
    appealUntil: shown ? appealUntil(shown, calendar) : null,
    exhaustion: dispute ? { ...exhaustion, alternative: dispute } : exhaustion,
    warnings,
  };
}

type Determination = ReturnType<typeof eventsOf<"determined">>[number];

/** Of what the answer is asked, and on which day. */
interface AppealPlace {
  readonly record: ClockRecord;
  readonly part: string | undefined;
  readonly due: Due;
  readonly calendar: ClockCalendar;
  readonly asOf: string;
}

/** Whether a letter was communicated before the complaint; one of which only its date is known, by that. */
function cameBefore(letter: AgencyLetter, filed: string): boolean {
  const { day, isKnown } = communicated(letter);
  return isKnown ? day < filed : day <= filed;
}

/**
 * The other answer where it can be disputed which side of the complaint a letter fell on (L47): dated
 * before it and communicated on its day or later; sent before it and received later; or known by its own
 * date alone.
 */
function disputed(
  determinations: readonly Determination[],
  standing: readonly Determination[],
  filed: string,
  place: AppealPlace,
): ExhaustionAnswer | null {
  const decision = standing.at(-1);
  const late = determinations.findLast((it) => it.dated < filed && !standing.includes(it));
  if (late && (!decision || late.dated > decision.dated)) {
    const { day } = communicated(late);
    const { state, since, why } = answerTo(late, place).exhaustion;
    const how = late.sent === undefined ? "arrived" : "was sent";
    if (state !== answerTo(decision, place).exhaustion.state) {
      return {
        state,
        since,
        why: `The determination of ${late.dated} ${how} on ${day}, not before the complaint of ${filed}. If its own date counted: ${clauseOf(why)}`,
      };
    }
  }
  if (!decision) return null;
  const { isKnown } = communicated(decision);
  const reached = decision.received ?? filed;
  if (isKnown && reached < filed) return null;
  const without = answerTo(standing.at(-2), place).exhaustion;
  const { appeal, exhaustion } = answerTo(decision, place);
  // An appeal of it before the complaint shows that it had come.
  if (without.state === exhaustion.state || (appeal && appeal.sent < filed)) return null;
  const doubt = isKnown
    ? decision.received === undefined
      ? null
      : `The determination of ${decision.dated} reached us on ${decision.received}, not before the complaint of ${filed}. If that day counted`
    : `Of the determination of ${decision.dated} its own date alone is recorded. If it was sent on ${filed}, the day of the complaint, or later`;
  if (doubt === null) return null;
  return { state: without.state, since: without.since, why: `${doubt}: ${clauseOf(without.why)}` };
}

function clauseOf(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

type AppealAnswer = Omit<Appeals, "part" | "appealUntil">;

/** The answer where that determination stands, and where none does. */
function answerTo(decision: Determination | undefined, place: AppealPlace): AppealAnswer {
  return decision ? determinedAnswer(decision, place) : undeterminedAnswer(place);
}

/** An appeal of silence is a fact, and takes nothing of constructive exhaustion away (L50). */
function undeterminedAnswer({ record, part, due, calendar, asOf }: AppealPlace): AppealAnswer {
  const warnings: Warning[] = [];
  const appeal = eventsOf(record, "appealed").findLast(
    (it) => concerns(record, it, part) && it.sent <= asOf,
  );
  const decided = appeal && decisionOn(appeal, { record, part });
  return {
    appealDecision: appeal?.received
      ? appealDecision(record, part, appeal.received, due, calendar, warnings)
      : null,
    appeal: appeal ? sentAppeal(appeal, decided) : null,
    isAppealTimeOver: false,
    remand: null,
    exhaustion: { ...undetermined(due, asOf), alternative: null },
    warnings,
  };
}

function determinedAnswer(decision: Determination, place: AppealPlace): AppealAnswer {
  const { record, part, due, calendar, asOf } = place;
  const warnings: Warning[] = [];
  const until = appealUntil(decision, calendar);
  if (until.isBelowFloor) {
    warnings.push({
      about: "appeal",
      sentence: `The letter’s last day for an appeal, ${until.byLetter}, is below the statute’s 90 days; the earlier day stays ours.`,
    });
  }
  const appeals = eventsOf(record, "appealed").filter(
    (it) => concerns(record, it, part) && it.sent >= decision.dated && it.sent <= asOf,
  );
  // An appeal of all of it, sent later, begins no second appeal of a part that had its own.
  const appeal = appeals.findLast((it) => it.part === part) ?? appeals.at(-1);
  const must = { state: "must appeal", since: decision.dated } as const;
  if (!appeal) {
    const isOver = asOf > until.date;
    const why = isOver
      ? `The time to appeal is over: a determination of ${decision.dated} stands, and an appeal could be sent until ${until.date}.`
      : `A determination of ${decision.dated} stands, and an appeal can be sent until ${until.date}.`;
    return {
      appealDecision: null,
      appeal: null,
      isAppealTimeOver: isOver,
      remand: null,
      exhaustion: { ...must, why, alternative: null },
      warnings,
    };
  }
  const isLate = appeal.sent > until.date;
  if (isLate) {
    warnings.push({
      about: "appeal",
      sentence: `The appeal was sent on ${appeal.sent}, after its last day, ${until.date}.`,
    });
  }
  const decisionDue = appeal.received
    ? appealDecision(record, part, appeal.received, due, calendar, warnings)
    : null;
  const decided = decisionOn(appeal, place);
  const remand = decided?.result === "remanded" ? remandOf(decided, calendar) : null;
  const timely = appealed(appeal, { decided, decisionDue, remand, asOf });
  return {
    appealDecision: decisionDue,
    appeal: sentAppeal(appeal, decided),
    isAppealTimeOver: isLate,
    remand,
    exhaustion: isLate
      ? { ...must, ...untimely(appeal.sent, until, decided, timely) }
      : (beyondSuit(appeal, decided, place, timely) ?? withOther(timely, decided, must)),
    warnings,
  };
}

function sentAppeal(
  { sent, received }: AppealSent,
  decided: DecidedAppeal | undefined,
): SentAppeal {
  return { sent, isArrivalKnown: received !== undefined, isDecided: decided !== undefined };
}

function undetermined({ latest, whyUnknown }: Due, asOf: string): ExhaustionAnswer {
  if (latest === null) return { state: "open", since: null, why: whyUnknown };
  if (asOf > latest) {
    return {
      state: "constructively exhausted",
      since: daysLater(latest, 1),
      why: `A determination was due by ${latest} at the latest, and none was made (5 U.S.C. 552(a)(6)(C)(i)).`,
    };
  }
  return { state: "open", since: null, why: `A determination is due by ${latest} at the latest.` };
}

type OfPart = Pick<AppealPlace, "record" | "part">;

/** The letters that decide an appeal, whenever they came. */
function decisionsOn(appeal: AppealSent, { record, part }: OfPart): DecidedAppeal[] {
  return eventsOf(record, "appealDecided").filter(
    (it) => concerns(record, it, part) && it.dated >= appeal.sent,
  );
}

/** The decision on an appeal; after a suit, only one that was communicated before it (L47). */
function decisionOn(appeal: AppealSent, place: OfPart): DecidedAppeal | undefined {
  const [suit] = eventsOf(place.record, "suitFiled");
  return decisionsOn(appeal, place).find((it) => !suit || cameBefore(it, suit.dated));
}

/**
 * The answers where a decision on the appeal is dated before the complaint and was communicated on its
 * day or later (L47); null where there is none such.
 */
function beyondSuit(
  appeal: AppealSent,
  decided: DecidedAppeal | undefined,
  place: AppealPlace,
  timely: ExhaustionAnswer,
): Exhaustion | null {
  const [suit] = eventsOf(place.record, "suitFiled");
  if (!suit || decided) return null;
  const late = decisionsOn(appeal, place).find((it) => it.dated < suit.dated);
  if (!late) return null;
  const atDate = { ...late, sent: late.dated };
  const remand = late.result === "remanded" ? remandOf(atDate, place.calendar) : null;
  const other = isOnMerits(late)
    ? appealed(appeal, { decided: atDate, decisionDue: null, remand, asOf: place.asOf })
    : timely;
  if (other.state === timely.state) return { ...timely, alternative: null };
  const how = late.sent === undefined ? "arrived" : "was sent";
  const why = `The decision of ${late.dated} on the appeal ${how} on ${communicated(late).day}, not before the complaint of ${suit.dated}. If its own date counted: ${clauseOf(other.why)}`;
  return { ...timely, alternative: { ...other, why } };
}
