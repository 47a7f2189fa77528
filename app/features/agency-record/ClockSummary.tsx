import { clsx } from "clsx";
import { extensionClause } from "#app/domain/clock/count.ts";
import { withWrittenDays, writtenDay } from "#app/domain/dates.ts";
import type { Appeals, Clock, Exhaustion } from "#app/domain/foia-clock.ts";
import type { AgencyRecordView } from "#server/services/index.ts";
import { Card } from "#app/ui/Page.tsx";
import { ClockDate } from "./ClockDate.tsx";
import {
  EXHAUSTION_LABELS,
  exhaustionLabel,
  isExhausted,
  rangeText,
  warningSentences,
} from "./clock-labels.ts";

interface ClockSummaryProps {
  readonly clock: Clock;
  /** ISO date. */
  readonly today: string;
  /** Why somebody asserts exhaustion against the clock; null if nobody does. */
  readonly asserted: string | null;
  /** Since when and why we are done with the request; null while we are not. */
  readonly closed: { readonly dated: string | null; readonly reason: string } | null;
  /** The components that owe a decision on expedited processing; null is the only one. */
  readonly expeditionOwedBy: AgencyRecordView["expeditionOwedBy"];
  /** The days by which the agency says itself that it expects to be done. */
  readonly estimates: AgencyRecordView["estimates"];
}

/** The clock's main results: whether one may sue, what is due when, and by which rule. */
export function ClockSummary({
  clock,
  today,
  asserted,
  closed,
  expeditionOwedBy,
  estimates,
}: ClockSummaryProps) {
  const { exhaustion, whole, components } = clock;
  const mayRest = isExhausted(exhaustion.state);
  // Of several components nothing more may be counted for the request as a whole.
  const isBare =
    components.length > 0 &&
    estimates.length === 0 &&
    (clock.limitations === null || clock.isSuitPending);
  return (
    <Card className="divide-y divide-rule">
      <div className={clsx("border-l-4 px-5 py-4", mayRest ? "border-good" : "border-accent")}>
        <p className="text-lg font-semibold">{exhaustionLabel(whole)}</p>
        <p className="mt-1">{withWrittenDays(exhaustion.why)}</p>
        <OtherAnswer of={exhaustion} />
        {asserted === null ? null : (
          <p className="mt-2 text-danger">Asserted all the same: {asserted}</p>
        )}
        {closed === null ? null : (
          <p className="mt-2 whitespace-pre-line">
            Closed by us{closed.dated === null ? "" : ` on ${writtenDay(closed.dated)}`}, so nothing
            of it is due any more: {closed.reason}
          </p>
        )}
      </div>
      {components.map(({ component, clock: one }) => (
        <section key={component} aria-label={component} className="px-5 py-4">
          <h3 className="font-semibold">{component}</h3>
          <p className="mt-1">
            {exhaustionLabel(one.whole)}. {withWrittenDays(one.exhaustion.why)}
          </p>
          <OtherAnswer of={one.exhaustion} />
          <dl className="mt-4 grid gap-x-8 gap-y-5 sm:grid-cols-2">
            <CountDates
              clock={one}
              today={today}
              isExpeditionOwed={expeditionOwedBy.includes(component)}
            />
          </dl>
          <div className="-mx-5">
            <UnsettledParts parts={one.parts} />
          </div>
        </section>
      ))}
      {isBare ? null : (
        <dl className="grid gap-x-8 gap-y-5 px-5 py-4 sm:grid-cols-2">
          {components.length === 0 ? (
            <CountDates
              clock={clock}
              today={today}
              isExpeditionOwed={expeditionOwedBy.length > 0}
            />
          ) : null}
          {estimates.map(({ until, told, component }) => (
            <ClockDate
              key={`${until}-${component}`}
              label={`The agency’s own estimate${component === null ? "" : `, ${component}`}`}
              value={writtenDay(until)}
              source="5 U.S.C. 552(a)(7)(B)(ii)"
            >
              {`By then it expects to be done, as it said${told === null ? "" : ` on ${writtenDay(told)}`}. It is no deadline, and moves no date of the statute.`}
            </ClockDate>
          ))}
          {clock.limitations === null || clock.isSuitPending ? null : (
            <ClockDate
              label="Last day to sue"
              value={writtenDay(clock.limitations)}
              source="28 U.S.C. 2401(a)"
            >
              Six years from the first date that was missed.
            </ClockDate>
          )}
        </dl>
      )}
      {components.length === 0 ? <UnsettledParts parts={clock.parts} /> : null}
      {clock.warnings.length > 0 || clock.switches.length > 0 ? (
        <ul className="list-disc px-5 py-4 pl-10 text-[0.9375rem]">
          {warningSentences(clock.warnings.map((warning) => warning.sentence)).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {clock.switches.map(({ switch: name, latest }) => (
            <li key={name}>
              {name === "inaugurationDay"
                ? "With Inauguration Day switched the other way"
                : "Without the closures of this workspace’s calendar"}{" "}
              it would be {latest === null ? "stopped" : writtenDay(latest)}.
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

/** The dates of one clock: of the request, or of a component that has it (L51). */
function CountDates({
  clock,
  today,
  isExpeditionOwed,
}: {
  readonly clock: Clock;
  readonly today: string;
  readonly isExpeditionOwed: boolean;
}) {
  const { due, estimate, expedited, exhaustion, parts, whole, rangeWhy } = clock;
  const range = rangeText(due.earliest, due.latest);
  const isAwaited =
    (exhaustion.state === "open" || exhaustion.state === "constructively exhausted") &&
    whole.remand === null;
  return (
    <>
      <ClockDate
        label="Determination due"
        value={range}
        instead={
          due.isStopped
            ? "Stopped until the agency has an answer"
            : "Receipt is not recorded, so nothing is counted"
        }
        source={due.source}
        isOver={isAwaited && due.latest !== null && due.latest < today}
      >
        {rangeWhy !== null && due.earliest !== null
          ? `${withWrittenDays(rangeWhy)} ${due.latest === null ? `Ours is ${writtenDay(due.earliest)} all the same.` : "Ours is the earlier day, for suing the later one counts."}`
          : null}
        {due.extendedBy > 0 && due.beforeExtension.latest !== null
          ? `Extended by ${due.extendedBy} working days; it was ${writtenDay(due.beforeExtension.latest)}.`
          : null}
        {estimate?.due
          ? `If it arrived on ${writtenDay(estimate.from)}, the day it was sent, it would be ${writtenDay(estimate.due)}: an estimate, and nothing to rest on.`
          : null}
      </ClockDate>
      {[...parts, whole].map((each) => (
        <AppealDates key={each.part ?? ""} of={each} today={today} />
      ))}
      {expedited.fromReceipt !== null && isExpeditionOwed ? (
        <ClockDate
          label="Decision on expedited processing"
          value={`${writtenDay(expedited.fromReceipt)} from receipt`}
          source={expedited.source}
          isOver={expedited.fromReceipt < today}
        >
          {expedited.fromRequest === null
            ? null
            : `${writtenDay(expedited.fromRequest)} from the date of the request, as the statute says. Ten calendar days, neither rolled forward.`}
        </ClockDate>
      ) : null}
      {clock.openQuestions.map(({ kind, asked, answerUntil }) => (
        <ClockDate
          key={`${kind}-${asked}`}
          label={kind === "fees" ? "Our answer about fees" : "Our answer to its question"}
          value={writtenDay(answerUntil)}
          source="6 C.F.R. 5.3(c), 5.11(e); check this rule"
          isOver={answerUntil < today}
        >
          {`Asked on ${writtenDay(asked)}; after 30 working days it may close the request.`}
        </ClockDate>
      ))}
      {clock.agreedUntil === null ? null : (
        <ClockDate label="Agreed date" value={writtenDay(clock.agreedUntil)} source="agreement">
          It moves no date of the statute.
        </ClockDate>
      )}
    </>
  );
}

/** Where the law or the record leaves it open, the other answer stands beside the cautious one. */
function OtherAnswer({ of: { alternative } }: { readonly of: Exhaustion }) {
  return alternative === null ? null : (
    <p className="mt-2">
      <b>Unsettled; the other answer: {EXHAUSTION_LABELS[alternative.state].toLowerCase()}.</b>{" "}
      {withWrittenDays(alternative.why)}
    </p>
  );
}

function AppealDates({
  of: { part, appealUntil, appealDecision, appeal, remand, exhaustion },
  today,
}: {
  readonly of: Omit<Appeals, "warnings">;
  readonly today: string;
}) {
  const about = part === null ? "" : ` (${part})`;
  return (
    <>
      {appealUntil === null ? null : (
        <ClockDate
          label={`Last day to appeal${about}`}
          value={writtenDay(appealUntil.date)}
          source={appealUntil.source}
          isOver={exhaustion.state === "must appeal" && appealUntil.date < today}
        >
          {withWrittenDays(appealUntil.why)}
        </ClockDate>
      )}
      {appealDecision === null ? null : (
        <ClockDate
          label={`Decision on the appeal due${about}`}
          value={writtenDay(appealDecision.due)}
          source={appealDecision.source}
          isOver={exhaustion.state === "appeal pending" && appealDecision.due < today}
        >
          {`20 working days from receipt by the appeals office${extensionClause(appealDecision.extendedBy)}. DHS won’t decide once the matter is in court (6 C.F.R. 5.8(b); check this rule).`}
        </ClockDate>
      )}
      {appeal && !appeal.isArrivalKnown && !appeal.isDecided ? (
        <ClockDate
          label={`Decision on the appeal due${about}`}
          value={null}
          instead="Its arrival is not recorded, so nothing is counted"
          source="5 U.S.C. 552(a)(6)(A)(ii)"
        >
          {`Sent on ${writtenDay(appeal.sent)}; find out when the appeals office had it.`}
        </ClockDate>
      ) : null}
      {remand === null ? null : (
        <ClockDate
          label={`New determination after the remand${about}`}
          value={writtenDay(remand.due)}
          source={remand.source}
          isOver={exhaustion.state === "constructively exhausted"}
        >
          {withWrittenDays(remand.why)}
        </ClockDate>
      )}
    </>
  );
}

/** Of each part whose answer is unsettled, both answers. */
function UnsettledParts({ parts }: Pick<Clock, "parts">) {
  return parts.map(({ part, exhaustion }) =>
    exhaustion.alternative === null ? null : (
      <div key={part} className="px-5 py-4">
        <p className="font-semibold">
          Of “{part}”: {EXHAUSTION_LABELS[exhaustion.state].toLowerCase()}
        </p>
        <p className="mt-1">{withWrittenDays(exhaustion.why)}</p>
        <OtherAnswer of={exhaustion} />
      </div>
    ),
  );
}
