import { withWrittenDays } from "#app/domain/dates.ts";
import type { AgencyRecordView } from "#server/services/index.ts";
import { InventedMark, InventedOnce } from "#app/ui/InventedMark.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Empty, Section } from "#app/ui/Page.tsx";
import { ClockChanges, RelyingPapers } from "./ClockChanges.tsx";
import { ClockDays } from "./ClockDays.tsx";
import { clockPoints } from "./clock-points.ts";
import { ClockSummary } from "./ClockSummary.tsx";
import { ClockTimeline } from "./ClockTimeline.tsx";
import { EventList, RetractedEvents } from "./EventList.tsx";
import { FeesDetails } from "./FeesDetails.tsx";
import { ItemMatrix } from "./ItemMatrix.tsx";
import { ProductionTable, RetractedProductions } from "./ProductionTable.tsx";
import { TrackingNumbers } from "./TrackingNumbers.tsx";
import { HelpLink } from "#app/features/help/HelpLink.tsx";
import { ButtonLink } from "#app/ui/Button.tsx";
import { Link } from "react-router";

/** The record of a request: clock, events, outcomes, productions. */
export function RecordSections({ record }: { readonly record: AgencyRecordView }) {
  const { clock, problem, today, events, retracted, items, changes } = record;
  const productions = events.flatMap((current) => current.productions);
  const asserted = events.findLast(({ event }) => event.kind === "exhaustionAsserted")?.event;
  const closed = events.findLast(({ event }) => event.kind === "closed")?.event;
  return (
    <div className="grid gap-10">
      <div>
        <RelyingPapers papers={record.relying} />
        {record.isInvented ? (
          <Notice kind="word" className="mb-6">
            <p>
              Some of what is recorded here was made up for this demonstration, and so are the dates
              that follow from it. Each such event says so.
            </p>
          </Notice>
        ) : null}
        {problem === null ? null : (
          <Notice kind="problem" className="mb-6">
            <p>
              What is recorded can’t be, so no date was computed: {withWrittenDays(problem)} Correct
              one of the events below.
            </p>
          </Notice>
        )}
        {clock ? (
          <Section
            title="Where it stands"
            actions={record.isInvented ? <InventedMark /> : undefined}
          >
            <ClockSummary
              clock={clock}
              today={today}
              closed={
                closed?.kind === "closed"
                  ? { dated: closed.dated, reason: closed.details.reason }
                  : null
              }
              expeditionOwedBy={record.expeditionOwedBy}
              estimates={record.estimates}
              asserted={asserted?.kind === "exhaustionAsserted" ? asserted.details.reason : null}
            />
            <ClockDays clock={clock} />
          </Section>
        ) : null}
      </div>
      <Section title="Timeline">
        <ClockTimeline points={clockPoints(record)} today={today} />
      </Section>
      <Section title="What is on record">
        <TrackingNumbers numbers={record.trackingNumbers} owed={record.numbersOwed} />
        {events.length === 0 ? (
          <Empty
            action={
              record.may.record ? (
                <ButtonLink to={`/documents/${record.document.id}/record/new`}>
                  Record what came first
                </ButtonLink>
              ) : (
                <HelpLink about="people#roles">Who may record it</HelpLink>
              )
            }
          >
            Nothing yet. The clock starts with the day on which the agency received the request.
          </Empty>
        ) : (
          <InventedOnce entries={events.map(({ event }) => event)}>
            <EventList
              documentId={record.document.id}
              events={events}
              mayRecord={record.may.record || record.may.recordProduction}
            />
          </InventedOnce>
        )}
        {retracted.length > 0 ? (
          <div className="mt-3">
            <RetractedEvents events={retracted} />
          </div>
        ) : null}
      </Section>
      {items.length > 0 ? (
        <Section title="Items of the request" id="items">
          <InventedOnce entries={items}>
            <ItemMatrix items={items} />
          </InventedOnce>
        </Section>
      ) : null}
      <Section title="Released records" id="productions">
        {productions.length === 0 ? (
          <Empty
            action={
              record.may.record ? (
                <Link to={`/documents/${record.document.id}/record/new`} className="link">
                  Record what was released
                </Link>
              ) : (
                <HelpLink about="agency#releases">How releases are recorded</HelpLink>
              )
            }
          >
            No release is recorded.
          </Empty>
        ) : (
          <InventedOnce entries={productions}>
            <ProductionTable productions={productions} items={items} totals={record.totals} />
          </InventedOnce>
        )}
        <RetractedProductions productions={record.retractedProductions} />
      </Section>
      <Section title="Fees">
        <FeesDetails fees={record.fees} />
      </Section>
      {changes.length > 0 ? (
        <Section title="How the clock’s answer changed">
          <ClockChanges changes={changes} />
        </Section>
      ) : null}
    </div>
  );
}
