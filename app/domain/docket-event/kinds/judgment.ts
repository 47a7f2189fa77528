import { writtenDay } from "#app/domain/dates.ts";
import { choice, ENTRY, EXTENT, needed, pastDay, tick } from "#app/domain/docket-event/fields.ts";
import { docketKind, entriesOf } from "#app/domain/docket-event/kind.ts";
import { appealDue } from "./appeal.ts";
import { feesDue } from "./fees-due.ts";
import { reopenedOn } from "./reopened.ts";

const FEE_DAYS = 14;

export const judgment = docketKind({
  kind: "judgment",
  label: "Judgment",
  spanish: "Sentencia",
  hint: "It ends the suit. A motion for fees is due 14 days after it, a notice of appeal 60.",
  isPublic: true,
  fields: {
    dated: needed(
      "Enter the day.",
      pastDay({
        label: "Entered",
        hint: "The day of entry on the docket, from which 14 and 60 days are counted.",
      }),
    ),
    extent: choice(EXTENT, {
      label: "What it decides",
      hint: "Left empty, it is the whole. A judgment on a part ends nothing (FRCP 54(b)).",
    }),
    ...ENTRY,
    noAppeal: tick("No notice of appeal will be filed"),
  },
  check: null,
  /**
   * The motion for fees (L39), 14 days after the judgment unless an order set another day, and the
   * notice of appeal (L55), which no order of this court moves.
   */
  due(judgments, docket) {
    const { lines, after } = docket;
    const since = reopenedOn(lines);
    const appeals = judgments.flatMap((line) => {
      const { dated, details } = line;
      if (dated === null) return [];
      const of = details.extent === "part" ? " on a part" : "";
      return appealDue(
        {
          line,
          from: dated,
          what: `Notice of appeal from the judgment${of}`,
          why: `60 days from the entry of judgment${of} on ${writtenDay(dated)}; a motion for fees does not extend them.`,
          source: `FRAP 4(a)(1)(B), 26(a)${of === "" ? "" : "; FRCP 54(b), check this rule"}`,
          isDecided: details.noAppeal,
        },
        docket,
      );
    });
    const judgment = judgments.findLast(({ dated }) => dated !== null && dated > since);
    const fees = entriesOf(lines, feesDue);
    if (!judgment?.dated || fees.some(({ details }) => details.until !== null)) return appeals;
    return [
      ...appeals,
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
  sentences: ({ details: { extent, noAppeal } }) => [
    ...(extent === "part" ? ["On a part of the suit."] : []),
    ...(noAppeal ? ["No notice of appeal will be filed."] : []),
  ],
  recognized: {
    by: (words) =>
      /\bjudgment\b/iu.test(words.slice(0, 80)) && !/^(?:motion|notice)\b/iu.test(words),
    asked: "the judgment",
    rank: 4,
    isPlain: false,
  },
  task: {
    label: "Motion for fees made",
    question: "Was the motion for fees made?",
    done: {
      kind: "feesDue",
      text: "Motion for attorney fees made",
      details: { until: null, orderNumber: null, orderedOn: null, isDone: true },
    },
    closes: "fees",
  },
  ends: ({ extent }) => extent !== "part",
  // A judgment is set out in a document of its own (FRCP 58(a)), after the order or agreement.
  completes: ({ kind, details }) =>
    kind === "settlement" || (kind === "dismissal" && String(details["how"]).startsWith("order")),
});
