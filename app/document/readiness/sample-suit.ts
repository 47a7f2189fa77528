import type { DocketEventOf } from "#app/domain/docket-event/event.ts";
import { DOCKET_KINDS } from "#app/domain/docket-event/kinds/index.ts";
import type { SuitOnRecord } from "#app/document/details/suit-on-record.ts";

const SCHEDULE: DocketEventOf<"productionSchedule"> = {
  id: "schedule",
  kind: "productionSchedule",
  dated: "2021-01-04",
  number: null,
  text: "",
  correctsId: null,
  isRetracted: false,
  isInvented: false,
  recordedById: "",
  recordedAt: new Date(0),
  details: DOCKET_KINDS.productionSchedule.details.parse({ firstOn: "2021-02-01" }),
};

/** A lawsuit of which a report has all of its prompts: nothing came in time. */
export function sampleSuit(): SuitOnRecord {
  return {
    filedOn: null,
    servedOn: null,
    answerDueOn: "2021-02-01",
    plaintiffs: [],
    defendants: [],
    addresses: new Map(),
    events: [SCHEDULE],
    releases: [],
    missed: [{ eventId: SCHEDULE.id, due: "2021-02-01" }],
    today: "2021-03-01",
  };
}
