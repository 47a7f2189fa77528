import { counted } from "#app/domain/counted.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { DOCUMENT_KINDS, DOCUMENT_STATUSES } from "#app/domain/document.ts";
import { sizeText } from "#app/domain/exhibit.ts";
import type { BroughtArchiveView } from "#server/services/index.ts";
import { STATUS_LABELS } from "#app/features/document/status-labels.ts";
import { Card, Section } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

type ShownReport = NonNullable<BroughtArchiveView["report"]>;
type ShownMatter = ShownReport["matters"][number];

/** Names that are shown one by one. */
const MOST_NAMES = 50;

/** An archive's own account of itself, and the parts of it that are different here. */
export function BroughtReportParts({ report }: { readonly report: ShownReport }) {
  const { matters, matterCount, leftOut, different } = report;
  return (
    <>
      <Section title="What is in it">
        <p className="mb-4 break-words text-ink-soft">
          An archive of {report.kind === "matter" ? "a matter" : "a workspace"}, made on{" "}
          <Timestamp at={report.madeAt} as="day" />
          {report.workspace === null ? "" : ` at ${report.workspace}`}, as it says. Its files, rows
          and lines agree with each other; that is no proof of who made it. SHA-256 of its manifest:{" "}
          <span className="break-all">{report.manifestSha256}</span>
        </p>
        <Card>
          <ul className="divide-y divide-rule">
            {matters.map((matter) => (
              <li key={matter.id} className="px-5 py-3">
                <MatterInArchive matter={matter} />
              </li>
            ))}
          </ul>
        </Card>
        <More count={matterCount - matters.length} of="matters" />
      </Section>
      <Section title="Whom it names">
        <People report={report} />
      </Section>
      <Section title="What is different here">
        <Sentences sentences={different} />
      </Section>
      {leftOut.length > 0 ? (
        <Section title="What it says that it leaves out">
          <Sentences sentences={leftOut} />
        </Section>
      ) : null}
    </>
  );
}

function MatterInArchive({
  matter: { title, documents, documentCount, versions, filings, files, fileBytes, threads, lines },
}: {
  readonly matter: ShownMatter;
}) {
  const parts = [
    documentCount === 0 ? "no papers" : counted(documentCount, "paper"),
    ...(versions > 0 ? [counted(versions, "version")] : []),
    ...(filings > 0 ? [counted(filings, "filing")] : []),
    ...(files > 0 ? [`${counted(files, "attached file")} of ${sizeText(fileBytes)}`] : []),
    ...(threads > 0 ? [counted(threads, "conversation")] : []),
    ...(lines > 0 ? [counted(lines, "line of the record", "lines of the record")] : []),
  ];
  return (
    <>
      <p className="font-medium break-words">{title}</p>
      <p className="text-sm text-ink-soft">{parts.join(", ")}.</p>
      {documents.length > 0 ? (
        <>
          <ul className="mt-2 grid gap-1">
            {documents.map((paper, index) => (
              // They have no ids here, and never change.
              <li key={index} className="text-sm break-words">
                {paper.title}{" "}
                <span className="text-ink-soft">
                  ({kindLabel(paper.kind)}, {statusLabel(paper.status)})
                </span>
              </li>
            ))}
          </ul>
          <More count={documentCount - documents.length} of="papers" />
        </>
      ) : null}
    </>
  );
}

function People({ report: { organizations, people, names } }: { readonly report: ShownReport }) {
  return (
    <div className="grid gap-3 break-words">
      <p>
        {organizations.length === 0
          ? "No organization"
          : counted(organizations.length, "organization")}
        {organizations.length > 0
          ? `: ${organizations
              .slice(0, MOST_NAMES)
              .map(({ name }) => name)
              .join(", ")}`
          : ""}
        {organizations.length > MOST_NAMES ? ` and ${organizations.length - MOST_NAMES} more` : ""}.
      </p>
      <p>
        {people === 0 ? "Nobody" : counted(people, "person", "people")}
        {names.length > 0 ? `: ${names.slice(0, MOST_NAMES).join(", ")}` : ""}
        {people > MOST_NAMES ? ` and ${people - Math.min(names.length, MOST_NAMES)} more` : ""}.
      </p>
    </div>
  );
}

function Sentences({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <ul className="grid gap-2 break-words">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function More({ count, of }: { readonly count: number; readonly of: string }) {
  return count > 0 ? (
    <p className="mt-2 text-sm text-ink-soft">
      And {count} more {of}.
    </p>
  ) : null;
}

function kindLabel(kind: string): string {
  const known = DOCUMENT_KINDS.find((each) => each === kind);
  return known ? KINDS[known].name : kind;
}

function statusLabel(status: string): string {
  const known = DOCUMENT_STATUSES.find((each) => each === status);
  return known ? STATUS_LABELS[known] : status;
}
