import { writtenDate } from "#app/domain/dates.ts";
import type { CopyVoidCause } from "#app/domain/filing-copy.ts";
import { personLabel } from "#app/features/organization/person-label.ts";
import { LabeledValue } from "#app/ui/LabeledValue.tsx";
import { Card } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import type { FilingCopyView } from "#server/services/index.ts";
import { FILING_METHOD_LABELS, zoneLabel } from "./filing-labels.ts";

const EXHIBITS = { inside: "In the same PDF", separate: "As separate attachments" } as const;

/** A filing copy: its printed date, who made it, its hash. */
export function FilingCopySummary({ copy }: { readonly copy: FilingCopyView }) {
  return (
    <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      <LabeledValue label="Day of filing printed" value={writtenDate(copy.printedOn)} />
      <LabeledValue label="Counted in" value={zoneLabel(copy.zone)} />
      <LabeledValue label="How it is filed" value={FILING_METHOD_LABELS[copy.method]} />
      <LabeledValue label="Exhibits" value={EXHIBITS[copy.exhibits]} />
      {copy.certifier ? <LabeledValue label="Certified by" value={copy.certifier} /> : null}
      {copy.signatures.length > 0 ? (
        <LabeledValue
          label="Signatures set on consent"
          value={copy.signatures.map(({ name }) => `/s/ ${name}`).join(", ")}
        />
      ) : null}
      {copy.attestedBy ? <LabeledValue label="Attested by" value={copy.attestedBy} /> : null}
      {copy.letStand ? (
        <LabeledValue label="Why it may be filed as it is" value={copy.letStand.reason} />
      ) : null}
      <div>
        <dt className="text-sm text-ink-soft">Made by</dt>
        <dd className="mt-0.5">
          {personLabel(copy.by, "Somebody who has left")}, <Timestamp at={copy.at} />
        </dd>
      </div>
      <div>
        <dt className="text-sm text-ink-soft">First taken away</dt>
        <dd className="mt-0.5">
          {copy.takenAt ? <Timestamp at={copy.takenAt} /> : "Not yet, as of this page"}
        </dd>
      </div>
      <div className="min-w-0 sm:col-span-2">
        <dt className="text-sm text-ink-soft">SHA-256 of the PDF</dt>
        <dd className="mt-0.5">
          <code className="text-sm break-all">{copy.pdfHash}</code>
        </dd>
      </div>
    </dl>
  );
}

const VOID_LABELS: Readonly<Record<CopyVoidCause, string>> = {
  discarded: "Discarded",
  reopened: "Void since the document was reopened",
  "party-removed": "Void since a required organization stopped being a party",
};

/** Discarded and invalid filing copies with their reasons. */
export function VoidedCopies({ copies }: { readonly copies: readonly FilingCopyView[] }) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {copies.map(({ id, printedOn, versionNumber, voided, pdfHash }) => (
          <li key={id} className="px-5 py-4">
            <p className="font-medium">
              Copy of version {versionNumber}, printing {writtenDate(printedOn)}
            </p>
            {voided ? (
              <p className="mt-0.5 text-[0.9375rem]">
                {VOID_LABELS[voided.because]}, by {personLabel(voided.by, "somebody who has left")},{" "}
                <Timestamp at={voided.at} />
                {voided.reason ? (
                  <span className="whitespace-pre-line">: {voided.reason}</span>
                ) : null}
              </p>
            ) : null}
            <p className="mt-1 text-sm break-all text-ink-soft">
              <code>{pdfHash}</code>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
