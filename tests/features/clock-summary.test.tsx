import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { clock, isRefused } from "#app/domain/foia-clock.ts";
import { ClockSummary } from "#app/features/agency-record/ClockSummary.tsx";

const CALENDAR = { closures: [], inaugurationDay: false };

describe("[L8] [L51] the clock's main results", () => {
  it("say of each component that owes it until when it decides on expedited processing", () => {
    const components = [
      { name: "ICE", received: "2021-09-28" },
      { name: "CBP", received: "2021-10-12" },
    ];
    const found = clock({ components, events: [] }, CALENDAR, "2021-10-20");
    if (isRefused(found)) throw new Error(found.sentence);
    const markup = (expeditionOwedBy: readonly (string | null)[]) =>
      renderToStaticMarkup(
        <ClockSummary
          clock={found}
          today="2021-10-20"
          asserted={null}
          closed={null}
          expeditionOwedBy={expeditionOwedBy}
          estimates={[]}
        />,
      );
    expect(markup(["ICE"])).toContain("October 8, 2021 from receipt");
    expect(markup(["CBP"])).toContain("October 22, 2021 from receipt");
    expect(markup(["CBP"])).not.toContain("October 8, 2021 from receipt");
    expect(markup([])).not.toContain("from receipt");
  });
});
