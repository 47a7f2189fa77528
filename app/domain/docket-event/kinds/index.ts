import type { DocketKind } from "#app/domain/docket-event/kind.ts";
import { answer } from "./answer.ts";
import { appeal } from "./appeal.ts";
import { answerOrdered } from "./answer-ordered.ts";
import { briefDue } from "./brief-due.ts";
import { dismissal } from "./dismissal.ts";
import { feesDue } from "./fees-due.ts";
import { hearing } from "./hearing.ts";
import { judgment } from "./judgment.ts";
import { order } from "./order.ts";
import { other } from "./other.ts";
import { paper } from "./paper.ts";
import { productionSchedule } from "./production-schedule.ts";
import { related } from "./related.ts";
import { reopened } from "./reopened.ts";
import { service } from "./service.ts";
import { settlement } from "./settlement.ts";
import { statementDue } from "./statement-due.ts";
import { stay } from "./stay.ts";
import { stayLifted } from "./stay-lifted.ts";
import { transfer } from "./transfer.ts";

const registry = <T extends { readonly [K in keyof T]: { readonly kind: K } }>(kinds: T) => kinds;

/** All kinds of entries, under their stored names, in the usual order of a lawsuit. */
export const DOCKET_KINDS = registry({
  service,
  paper,
  answer,
  answerOrdered,
  order,
  productionSchedule,
  statementDue,
  briefDue,
  hearing,
  stay,
  stayLifted,
  related,
  transfer,
  settlement,
  dismissal,
  judgment,
  feesDue,
  appeal,
  reopened,
  other,
});

export type DocketEventKind = keyof typeof DOCKET_KINDS;

/** All that is known of a kind, whichever it is. */
export function docketKindOf(kind: DocketEventKind): DocketKind<DocketEventKind> {
  // An entry and its kind belong together; TypeScript can't follow that through a union.
  return DOCKET_KINDS[kind] as unknown as DocketKind<DocketEventKind>;
}

/**
 * Whether entries of that kind may set days, which hang under them as entries of their own: they
 * keep theirs (L73). Those that an entry sets set none.
 */
export const maySetDays = (kind: DocketEventKind): boolean =>
  !("under" in docketKindOf(kind).fields);
