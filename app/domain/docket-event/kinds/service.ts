import {
  isServiceOn,
  recipientsOf,
  servedLabel,
  SERVED_LABELS,
} from "#app/domain/docket-event/recipients.ts";
import { writtenDay } from "#app/domain/dates.ts";
import {
  choice,
  defendant,
  ENTRY,
  line,
  needed,
  pastDay,
} from "#app/domain/docket-event/fields.ts";
import { docketKind, entriesOf } from "#app/domain/docket-event/kind.ts";
import { answerOrdered } from "./answer-ordered.ts";

const SERVICE_DAYS = 90;

export const SERVICE_METHOD_LABELS = {
  "certified-mail": "Certified mail",
  hand: "By hand",
  "email-by-consent": "E-mail, by consent",
  other: "Another way",
} as const;

export const service = docketKind({
  kind: "service",
  label: "Service",
  spanish: "Notificación",
  hint: "On the U.S. attorney, the Attorney General or an agency. The answer is counted from service on the U.S. attorney, unless an order sets its day.",
  isPublic: false,
  fields: {
    on: needed(
      "Choose who was served: the United States attorney, the Attorney General, or an agency that is sued (FRCP 4(i)(1), (2)).",
      choice(SERVED_LABELS, { label: "Who was served" }),
    ),
    agency: defendant({
      label: "Which agency",
      hint: "Of an agency alone; each that is sued is served (FRCP 4(i)(2)).",
    }),
    method: needed("Choose how it was served.", choice(SERVICE_METHOD_LABELS, { label: "How" })),
    article: line(80, {
      label: "Article number",
      hint: "Of certified mail, as on the receipt.",
      isShort: true,
    }),
    sentOn: pastDay({
      label: "Sent",
      past: "this is recorded once it is sent",
      mayPrecede: true,
    }),
    dated: pastDay({
      label: "Delivered",
      hint: "Left empty while delivery is not known; nothing is counted from it.",
      mayPrecede: true,
    }),
    ...ENTRY,
  },
  check({ dated, details }, { filedOn, defendants, lines }, say) {
    const { on, agency, sentOn } = details;
    const recipients = recipientsOf(defendants);
    const recipient = recipients.find((one) => isServiceOn(details, one));
    if (on !== "agency") {
      say("agency", agency !== null && "This is of an agency alone: leave it empty.");
    } else if (!recipient) {
      const each = "each that is sued is served by itself (FRCP 4(i)(2))";
      say(
        "agency",
        agency === null
          ? `Choose which agency was served: ${each}.`
          : `“${agency}” is no defendant on this docket, and ${each}. Choose one of them, or add it to the parties of this docket.`,
      );
    }
    if (filedOn !== null) {
      const rule = `The suit was filed on ${writtenDay(filedOn)}; a complaint is served after it was filed (FRCP 4(c)).`;
      say("dated", dated !== null && dated < filedOn && rule);
      say("sentOn", sentOn !== null && sentOn < filedOn && rule);
    }
    say(
      "dated",
      dated !== null &&
        sentOn !== null &&
        dated < sentOn &&
        `It was sent on ${writtenDay(sentOn)}; it is delivered on that day or after it.`,
    );
    const known = recipient
      ? entriesOf(lines, service).find((line) => isServiceOn(line.details, recipient))
      : undefined;
    if (known) {
      const day = known.dated === null ? "" : `, on ${writtenDay(known.dated)}`;
      say(
        "on",
        `Service on ${servedLabel(details)} is on this docket already${day}. Correct that entry: the U.S. attorney, the Attorney General and each agency have one each (FRCP 4(i)).`,
      );
    }
    const due = entriesOf(lines, answerOrdered)[0]?.details.until;
    if (on === "usAttorney" && dated !== null && due !== undefined) {
      say(
        "dated",
        dated > due &&
          `By order the answer is due on ${writtenDay(due)}; service on the U.S. attorney comes before it.`,
      );
    }
  },
  due(lines, { filedOn, defendants, after }) {
    if (filedOn === null) return [];
    return recipientsOf(defendants).map((recipient) => {
      const served = lines.find(
        ({ details, dated }) => dated !== null && isServiceOn(details, recipient),
      );
      return {
        key: `service-${recipient.key}`,
        kind: "service",
        what: `Serve ${servedLabel(recipient)}`,
        due: after(filedOn, SERVICE_DAYS),
        orElse: null,
        by: "us",
        why: `90 days from the filing of the complaint on ${writtenDay(filedOn)}.`,
        source: "FRCP 4(m), 4(i)",
        eventId: served?.id ?? null,
        isDone: served !== undefined,
        isInvented: served?.isInvented ?? false,
      };
    });
  },
  sentences({ dated, details: { method, article, sentOn } }) {
    const sent = sentOn === null ? "" : `, sent ${writtenDay(sentOn)}`;
    const number = article === null ? "" : `, article No. ${article}`;
    return [
      `${SERVICE_METHOD_LABELS[method]}${number}${sent}.`,
      ...(dated === null ? ["Delivery is not recorded."] : []),
    ];
  },
  text: (details) => `Service on ${servedLabel(details)}`,
  warnings: (lines, { defendants }) =>
    lines
      .filter(({ details }) => !recipientsOf(defendants).some((one) => isServiceOn(details, one)))
      .map(({ details: { agency } }) =>
        agency === null
          ? "Service on an agency is recorded, and not on which of those that are sued (FRCP 4(i)(2)). Correct that entry."
          : `Service on ${agency} is recorded, which is no defendant on this docket (FRCP 4(i)(2)). Correct that entry, or the parties of this docket.`,
      ),
  recognized: {
    by: (words) => /summons returned|(?:proof|certificate) of service/iu.test(words),
    asked: "service",
    rank: 5,
    isPlain: true,
  },
});
