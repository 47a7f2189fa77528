import type { FiledView } from "#server/services/index.ts";
import type { FilingDetails } from "#app/domain/filing.ts";
import { LabeledValue } from "#app/ui/LabeledValue.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { personLabel } from "#app/features/organization/person-label.ts";
import { Card } from "#app/ui/Page.tsx";
import { FILING_DETAIL_LABELS, filingDetailText } from "./filing-labels.ts";
import "#app/styles/redline.css";

const NAMES = Object.keys(FILING_DETAIL_LABELS) as (keyof FilingDetails)[];

/** The recorded details of a filing. */
export function FilingRecord({
  document,
  filing,
  broughtIn,
  exhibitsApart,
}: Pick<FiledView, "document" | "filing" | "broughtIn" | "exhibitsApart">) {
  return (
    <Card className="p-5">
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {NAMES.map((name) => (
          <LabeledValue
            key={name}
            label={FILING_DETAIL_LABELS[name]}
            value={filingDetailText(filing, name)}
          />
        ))}
        {broughtIn ? (
          <LabeledValue label="Filed for" value={broughtIn.organizations.join("; ")} />
        ) : null}
        {broughtIn && broughtIn.numbers.length > 0 ? (
          <LabeledValue label="Numbers" value={broughtIn.numbers.join(", ")} />
        ) : null}
        {filing.certifier ? <LabeledValue label="Certified by" value={filing.certifier} /> : null}
        {filing.caseNumber ? <LabeledValue label="Case number" value={filing.caseNumber} /> : null}
        {filing.signatures.length > 0 ? (
          <div className="sm:col-span-2">
            <dt className="text-sm text-ink-soft">Signatures set on consent</dt>
            {filing.signatures.map(({ name, organization, consent }) => (
              <dd key={`${name}${organization}`} className="mt-0.5">
                /s/ {name}
                {organization ? `, ${organization}` : ""}
                <span className="text-ink-soft">
                  {consent ? `. Consent: ${consent}` : ". Consent: not recorded"}
                </span>
              </dd>
            ))}
          </div>
        ) : null}
        <div>
          <dt className="text-sm text-ink-soft">{broughtIn ? "Brought in by" : "Recorded by"}</dt>
          <dd className="mt-0.5">
            {personLabel(filing.by, "Somebody who has left")}, <Timestamp at={filing.at} />
          </dd>
        </div>
        <div className="min-w-0 sm:col-span-2">
          <dt className="text-sm text-ink-soft">SHA-256 of the PDF</dt>
          <dd className="mt-0.5">
            <code className="text-sm break-all">{filing.pdfHash}</code>
          </dd>
        </div>
        {exhibitsApart.length > 0 ? (
          <div className="min-w-0 sm:col-span-2">
            <dt className="text-sm text-ink-soft">Exhibits filed as files of their own</dt>
            {exhibitsApart.map(({ id, letter, title, sha256 }) => (
              <dd key={id} className="mt-0.5">
                <a className="link" href={`/documents/${document.id}/exhibits/${id}.pdf`}>
                  Exhibit {letter}: {title}
                </a>
                <code className="block text-sm break-all">{sha256}</code>
              </dd>
            ))}
          </div>
        ) : null}
      </dl>
    </Card>
  );
}

/** The corrections of a filing's details: before and after. */
export function Corrections({ corrections }: Pick<FiledView, "corrections">) {
  return (
    <ol className="redline grid gap-4">
      {corrections.map(({ before, after, by, at }) => (
        <li key={at}>
          <p className="text-sm text-ink-soft">
            Corrected by {personLabel(by)}, <Timestamp at={at} />
          </p>
          <dl className="mt-1 grid gap-2">
            {NAMES.filter((name) => name in after).map((name) => (
              <div key={name}>
                <dt className="text-sm text-ink-soft">{FILING_DETAIL_LABELS[name]}</dt>
                <dd>
                  <del>
                    <span className="sr-only">was: </span>
                    {filingDetailText(before, name) ?? "not recorded"}
                  </del>{" "}
                  <ins>
                    <span className="sr-only">is: </span>
                    {filingDetailText(after, name) ?? "not recorded"}
                  </ins>
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ol>
  );
}
