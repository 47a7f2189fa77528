/** Deadlines that the complaint starts (L37, L38). */
import { daysLater, rolledForward, type ClockCalendar } from "./calendar.ts";
import { eventsOf, type ClockRecord } from "./record.ts";

/** The agency's answer to a complaint (L38). */
export interface AnswerDue {
  /**
   * The day set by an order, else 30 days from service on the U.S. attorney; null where neither is
   * recorded.
   */
  readonly date: string | null;
  /** 30 days from service on the agency; it is unsettled which of the two dates counts. */
  readonly fromAgency: string | null;
  readonly why: string;
  readonly source: string;
}

const ANSWER_DAYS = 30;
const SERVICE_DAYS = 90;

/** When the answer is due; null before anything was served or ordered. */
export function answerDue(record: ClockRecord, calendar: ClockCalendar): AnswerDue | null {
  const served = eventsOf(record, "served");
  const order = eventsOf(record, "answerOrdered").at(-1);
  if (served.length === 0 && !order) return null;
  const from = (on: "usAttorney" | "agency"): string | null => {
    const service = served.find((it) => it.on === on);
    return service ? rolledForward(daysLater(service.received, ANSWER_DAYS), calendar) : null;
  };
  const fromAttorney = from("usAttorney");
  return {
    date: order?.until ?? fromAttorney,
    fromAgency: from("agency"),
    why: order
      ? orderSentence(order)
      : fromAttorney
        ? "30 days from service on the U.S. attorney, rolled forward off weekends and holidays."
        : "Service on the U.S. attorney is not recorded.",
    source: "5 U.S.C. 552(a)(4)(C); FRCP 6(a)(1)(C)",
  };
}

function orderSentence({ dated, number }: { dated?: string; number?: string }): string {
  if (dated === undefined) return number ? `By order No. ${number}.` : "As recorded on the docket.";
  return `By order of ${dated}${number ? `, No. ${number}` : ""}.`;
}

/** The last day for serving the complaint, FRCP 4(m); null before it was filed. */
export function serveUntil(record: ClockRecord, calendar: ClockCalendar): string | null {
  const [suit] = eventsOf(record, "suitFiled");
  return suit ? rolledForward(daysLater(suit.dated, SERVICE_DAYS), calendar) : null;
}
