import { writtenDay } from "#app/domain/dates.ts";
import { ENTRY, needed, pastDay } from "#app/domain/docket-event/fields.ts";
import { docketKind, entriesOf } from "#app/domain/docket-event/kind.ts";
import { feesDue } from "./fees-due.ts";

const FEE_DAYS = 14;

export const judgment = docketKind({
  kind: "judgment",
  label: "Judgment",
  spanish: "Sentencia",
  hint: "A motion for fees is due 14 days after it.",
  isPublic: true,
  fields: {
    dated: needed(
      "Enter the day.",
      pastDay({
        label: "Entered",
        hint: "The day of entry on the docket, from which 14 days are counted.",
      }),
    ),
    ...ENTRY,
  },
  check: null,
  /** The motion for fees (L39): 14 days after the judgment, unless an order set another day. */
  due(judgments, { lines, after }) {
    const judgment = judgments.at(-1);
    const fees = entriesOf(lines, feesDue);
    if (!judgment?.dated || fees.some(({ details }) => details.until !== null)) return [];
    return [
      {
        key: `${judgment.id}-fees`,
        kind: "fees",
        what: "Motion for attorney fees",
        due: after(judgment.dated, FEE_DAYS),
        orElse: null,
        by: "us",
        why: `14 days from the entry of judgment on ${writtenDay(judgment.dated)}, unless a statute or an order says otherwise.`,
        source: "FRCP 54(d)(2)(B)",
        eventId: judgment.id,
        isDone: fees.some(({ details }) => details.isDone),
        isInvented: judgment.isInvented,
      },
    ];
  },
  sentences: null,
  recognized: {
    by: (words) =>
      /\bjudgment\b/iu.test(words.slice(0, 80)) && !/^(?:motion|notice)\b/iu.test(words),
    asked: "the judgment",
  },
  task: {
    label: "Motion for fees made",
    question: "Was the motion for fees made?",
    done: {
      kind: "feesDue",
      text: "Motion for attorney fees made",
      details: { until: null, orderNumber: null, orderedOn: null, isDone: true },
    },
  },
});
