import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { clock, isRefused, type ClockEvent, type ClockRecord } from "#app/domain/foia-clock.ts";
import { ClockSummary } from "#app/features/agency-record/ClockSummary.tsx";

function shown(
  record: ClockRecord,
  expeditionOwedBy: readonly (string | null)[] = [],
  today = "2021-10-20",
): string {
  const found = clock(record, { closures: [], inaugurationDay: false }, today);
  if (isRefused(found)) throw new Error(found.sentence);
  return renderToStaticMarkup(
    <ClockSummary
      clock={found}
      today={today}
      asserted={null}
      closed={null}
      expeditionOwedBy={expeditionOwedBy}
      estimates={[]}
    />,
  );
}

describe("the clock's main results", () => {
  it("[L8] [L51] say of each component that owes it until when it decides on expedited processing", () => {
    const components = [
      { name: "ICE", received: "2021-09-28" },
      { name: "CBP", received: "2021-10-12" },
    ];
    const owed = (...by: string[]) => shown({ components, events: [] }, by);
    expect(owed("ICE")).toContain("October 8, 2021 from receipt");
    expect(owed("CBP")).toContain("October 22, 2021 from receipt");
    expect(owed("CBP")).not.toContain("October 8, 2021 from receipt");
    expect(owed()).not.toContain("from receipt");
  });

  it("[L53] tell our day where a question that we dispute stops the clock for suing", () => {
    const asked = { kind: "informationAsked", dated: "2021-10-08", isDisputed: true } as const;
    const markup = shown({ receivedProper: "2021-10-01", events: [asked] });
    expect(markup).toContain("Stopped until the agency has an answer");
    expect(markup).toContain("Ours is November 1, 2021 all the same.");
  });

  it("[L12] [L5] say of the decision on an appeal how many days an extension added", () => {
    const events: ClockEvent[] = [
      { kind: "determined", dated: "2021-11-01" },
      { kind: "appealed", sent: "2021-12-01", received: "2021-12-03" },
    ];
    const of = (...more: ClockEvent[]) =>
      shown({ receivedProper: "2021-10-01", events: [...events, ...more] }, [], "2021-12-21");
    expect(of()).toContain("20 working days from receipt by the appeals office. DHS");
    expect(of({ kind: "appealExtended", dated: "2021-12-20", workingDays: 5 })).toContain(
      "20 working days from receipt by the appeals office, and 5 more for the extension. DHS",
    );
  });
});
