import { ownDeadline, type EntryDeadline } from "#app/domain/docket-event/deadline.ts";
import { ENTRY, needed, pastDay } from "#app/domain/docket-event/fields.ts";
import { docketKind, entriesOf } from "#app/domain/docket-event/kind.ts";
import { serviceOn, type Served } from "#app/domain/docket-event/recipients.ts";
import { answerOrdered } from "./answer-ordered.ts";

const ANSWER_DAYS = 30;

export const answer = docketKind({
  kind: "answer",
  label: "Answer",
  spanish: "Contestación",
  hint: "The agency answered; its day is met.",
  isPublic: true,
  fields: { dated: needed("Enter the day.", pastDay({ label: "Filed" })), ...ENTRY },
  check: null,
  /** From the day on which the U.S. attorney was served, the agency's shown beside it (L38). */
  due([made], { lines, answerDueOn, after }): EntryDeadline[] {
    const common = {
      key: "answer",
      kind: "answer" as const,
      what: "The agency’s answer",
      by: "them" as const,
      orElse: null,
      eventId: null,
      isDone: made !== undefined,
      isInvented: false,
    };
    const order = entriesOf(lines, answerOrdered).at(-1);
    if (order) {
      const own = ownDeadline(order, order.details.until, common);
      return own.map((one) => ({ ...one, key: common.key }));
    }
    const from = (on: Served) => {
      const line = serviceOn(lines, on);
      return line && { line, due: after(line.dated, ANSWER_DAYS) };
    };
    const attorney = from("usAttorney");
    if (!attorney) {
      // A typed day is shown as it is, and nothing is computed from it.
      const why = "As recorded with the docket; service on the U.S. attorney is not recorded.";
      return answerDueOn === null ? [] : [{ ...common, due: answerDueOn, why, source: "Docket" }];
    }
    const { line, due } = attorney;
    const agency = from("agency");
    return [
      {
        ...common,
        due,
        orElse: agency && agency.due !== due ? agency.due : null,
        why: "30 days from service on the United States attorney; whether service on the agency counts instead is unsettled.",
        source: "5 U.S.C. § 552(a)(4)(C); FRCP 6(a)(1)(C)",
        eventId: line.id,
        isInvented: line.isInvented,
      },
    ];
  },
  sentences: null,
  recognized: {
    by: (words) => /^answer\b/iu.test(words),
    asked: "the answer",
    rank: 1,
    isPlain: false,
  },
});
