import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import { docketKindOf, type DocketEventKind } from "#app/domain/docket-event/kinds/index.ts";
import type { OtherSuit } from "#app/document/details/other-suit.ts";
import type { SuitOnRecord } from "#app/document/details/suit-on-record.ts";

/** An entry from its kind, its day and the details that differ from the defaults. */
function entry(kind: DocketEventKind, dated: string, details: object, text = ""): DocketEvent {
  return {
    id: kind,
    kind,
    dated,
    number: null,
    text,
    correctsId: null,
    isRetracted: false,
    isInvented: false,
    recordedById: "",
    recordedAt: new Date(0),
    details: docketKindOf(kind).details.parse(details),
    // Kind and details belong together; TypeScript can't follow that through a union.
  } as DocketEvent;
}

const SCHEDULE = entry("productionSchedule", "2021-01-04", { firstOn: "2021-02-01" });

/** Lawsuits of which papers have all of their prompts: nothing came in time, and much of each end. */
export function sampleSuits(): SuitOnRecord[] {
  const late = {
    filedOn: null,
    servedOn: null,
    answerDueOn: "2021-02-01",
    plaintiffs: [],
    defendants: ["A", "B"],
    addresses: new Map(),
    events: [SCHEDULE],
    releases: [],
    missed: [{ eventId: SCHEDULE.id, due: "2021-02-01" }],
    today: "2021-03-01",
  };
  const answer = entry("answer", "2021-02-20", {});
  const of = (...events: DocketEvent[]): SuitOnRecord => ({ ...late, events, missed: [] });
  const brief = (what: string) => entry("briefDue", "2021-04-01", { what, by: "us" });
  const motion = entry("paper", "2021-02-01", { by: "us" }, "Motion for summary judgment");
  return [
    late,
    of({ ...motion, id: "first" }, motion),
    { ...late, answerDueOn: "2021-04-01" },
    of(answer, brief("Motion for summary judgment")),
    { ...of(answer), today: "2021-06-01" },
    of(entry("paper", "2021-02-01", { by: "them" }, "Motion for summary judgment")),
    of(entry("other", "2021-02-01", {}, "Answer to complaint")),
    of(entry("settlement", "2021-02-01", {})),
    of(SCHEDULE, entry("judgment", "2021-02-01", {})),
  ];
}

/** Another suit about the same request, which its plaintiffs dismissed. */
export const SAMPLE_OTHER_SUIT: OtherSuit = {
  name: "A v. B",
  court: "",
  district: "",
  caseNumber: null,
  judge: null,
  filedOn: null,
  isInSameCourt: true,
  sharesRequest: true,
  sharesDefendant: true,
  hasEnded: true,
  isWithdrawn: true,
};
