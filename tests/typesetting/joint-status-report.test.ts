import { expect, it } from "vitest";
import { detailsForLayout } from "#app/document/details/details-for-layout.ts";
import { sourcedValues } from "#app/document/details/sourced-values.ts";
import { courtOf } from "#app/domain/layout.ts";
import { firstTemplate } from "#app/document/templates/index.ts";
import { docketEvent, suitOnRecord } from "#tests/support/suit-on-record.ts";
import { SUIT_DETAILS } from "./details.ts";
import { letters, textOf } from "./reading.ts";
import { suitInput, typesetterForTests } from "./typesetter.ts";

const typesetter = typesetterForTests();
const CALENDAR = { closures: [], inaugurationDay: false };

it.each(["nd-cal", "cd-cal", "sdny", "ddc"] as const)(
  "[L66] a joint status report is set in the layout of %s, with the days of the docket and prompts for the rest",
  async (layoutProfile) => {
    const suit = suitOnRecord({
      filedOn: "2022-01-11",
      events: [
        docketEvent("a", "answer", "2022-03-22", {}, { number: "17" }),
        docketEvent("p", "productionSchedule", "2022-05-10", {
          orderNumber: "24",
          firstOn: "2022-06-01",
          pagesAMonth: 500,
        }),
      ],
      releases: [{ id: "r1", number: 1, dated: "2022-06-01", released: 440, withheld: 60 }],
    });
    let count = 0;
    const prose = firstTemplate("joint-status-report", () => `id-${(count += 1)}`, {
      parties: ["Council", "ILRC"],
      partyIds: ["council", "ilrc"],
      agency: "ICE",
      layoutProfile,
      requests: [],
      suit,
    });
    const sourced = [...sourcedValues([], suit, CALENDAR)].map(([name, value]) => ({
      name,
      value,
    }));
    const details = { ...detailsForLayout(SUIT_DETAILS, "nd-cal", layoutProfile), sourced };
    const { pdf, pages } = await typesetter.set(
      suitInput(prose, { facts: details, layoutProfile }),
    );
    expect(pages).toBeGreaterThan(1);
    const text = letters(await textOf(pdf));
    const district = courtOf(layoutProfile)?.name ?? "no court";
    for (const words of ["Joint Status Report", district, "March 22, 2022", "ECF No. 17", "440"]) {
      expect(text.toLowerCase(), words).toContain(letters(words).toLowerCase());
    }
  },
);
