import { thousands } from "#app/domain/thousands.ts";
import type { Fees } from "#app/domain/agency-record/fees.ts";
import { writtenDay } from "#app/domain/dates.ts";
import { LabeledValue } from "#app/ui/LabeledValue.tsx";
import { CATEGORY_LABELS } from "#app/domain/agency-record/event-sentences.ts";

const WAIVER_LABELS: Readonly<Record<Fees["waiver"], string>> = {
  "not-asked": "Not asked for",
  asked: "Asked for, not decided",
  granted: "Granted",
  "granted-in-part": "Granted in part",
  denied: "Denied",
};

/** The fees, which are independent of the determination (L19). */
export function FeesDetails({ fees }: { readonly fees: readonly Fees[] }) {
  return (
    <div className="grid gap-6">
      {fees.map((each) => (
        <FeesOfOne key={each.component ?? ""} fees={each} />
      ))}
    </div>
  );
}

function FeesOfOne({
  fees: { component, waiver, category, estimate, isQuestionOpen, barred },
}: {
  readonly fees: Fees;
}) {
  return (
    <div>
      {component === null ? null : <h3 className="mb-3 font-semibold">{component}</h3>}
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-3">
        <LabeledValue label="Fee waiver" value={WAIVER_LABELS[waiver]} />
        <LabeledValue label="Category" value={category && CATEGORY_LABELS[category]} />
        <LabeledValue
          label="Estimate"
          value={estimate === null ? null : `$${thousands(estimate)}`}
        />
      </dl>
      {isQuestionOpen ? <p className="mt-3">A question about fees waits for our answer.</p> : null}
      {barred ? (
        <p className="mt-3">
          The limit of {writtenDay(barred.since)} was missed: {component ?? "the agency"} may charge
          no search fees (5 U.S.C. 552(a)(4)(A)(viii)(I)). {barred.exceptions}
        </p>
      ) : null}
    </div>
  );
}
