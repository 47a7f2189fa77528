import { thousands } from "#app/domain/thousands.ts";
import { Form, Link } from "react-router";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { writtenDate, writtenDay } from "#app/domain/dates.ts";
import { recordAddress } from "#app/domain/audit-record/address.ts";
import type { RecordFilter } from "#app/domain/audit-record/filter.ts";
import { MOST_LINES } from "#app/domain/audit-record/limits.ts";
import { RECORD_KINDS, type SentencePart } from "#app/domain/audit-record/entry.ts";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { Button, ButtonLink } from "#app/ui/Button.tsx";
import { BOX } from "#app/ui/Field.tsx";
import { HelpLink } from "#app/features/help/HelpLink.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import type { RecordLineView, RecordPageView } from "#server/services/index.ts";

interface RecordPageProps {
  readonly record: RecordPageView;
  readonly title: string;
  readonly lead: string;
  readonly crumbs: readonly { readonly to: string; readonly label: string }[];
  /** Of this page, without what was chosen. */
  readonly path: string;
}

/** The record of a matter, or all of it that its reader may read: lines, choices, head. */
export function RecordPage({ record, title, lead, crumbs, path }: RecordPageProps) {
  const { lines, filter, page, isMore, until, matter } = record;
  const isFiltered = recordAddress(filter, { page: null, until: null }) !== "";
  const turned = (to: number) =>
    `${path}${recordAddress(filter, to === 1 ? { page: null, until: null } : { page: to, until })}`;
  return (
    <Page title={title} crumbs={crumbs} lead={lead}>
      <div className="grid items-start gap-x-8 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-8">
          <Choices record={record} path={path} isFiltered={isFiltered} />
          {lines.length === 0 ? (
            <Empty
              action={
                page > 1 ? (
                  <ButtonLink to={turned(1)}>The newest lines</ButtonLink>
                ) : isFiltered ? (
                  <ButtonLink to={path}>Show all lines</ButtonLink>
                ) : (
                  <HelpLink about="record#read-it">Who reads which lines</HelpLink>
                )
              }
            >
              <p>
                {page > 1
                  ? "There is no older line here that you may read: the oldest is on an earlier page."
                  : isFiltered
                    ? "No line that you may read fits what you chose. Choose less, or show all."
                    : "Nothing is recorded here yet that you may read."}
              </p>
            </Empty>
          ) : (
            <Card>
              <ol
                className="divide-y divide-rule"
                aria-label="Lines of the record, the newest first"
              >
                {lines.map((line, index) => (
                  // Lines have no number that could be shown, and are never reordered.
                  // oxlint-disable-next-line react/no-array-index-key
                  <li key={`${line.at}-${index}`} className="px-5 py-4">
                    <Line line={line} isOfMatter={matter !== null} />
                  </li>
                ))}
              </ol>
            </Card>
          )}
          {page > 1 || isMore ? (
            <nav aria-label="Pages of the record" className="flex flex-wrap items-center gap-3">
              {page > 1 ? <ButtonLink to={turned(page - 1)}>Newer</ButtonLink> : null}
              {isMore ? <ButtonLink to={turned(page + 1)}>Older</ButtonLink> : null}
              <span className="text-sm text-ink-soft">Page {page}</span>
            </nav>
          ) : null}
        </div>
        <aside className="grid gap-10" aria-label="About this record">
          <Section title="As a file">
            <Card className="grid gap-2 px-5 py-4 text-[0.9375rem]">
              <p>
                The same lines as JSON, one on each line of a file, for a program: up to{" "}
                {thousands(MOST_LINES)}, the newest first.
              </p>
              <a
                className="link"
                href={`${path}.jsonl${recordAddress(filter, { page: null, until: null })}`}
              >
                Download JSON lines
              </a>
            </Card>
          </Section>
          <Head head={record.head} />
        </aside>
      </div>
    </Page>
  );
}

function Line({ line, isOfMatter }: { line: RecordLineView; isOfMatter: boolean }) {
  const { at, parts, organization, matter } = line;
  return (
    <>
      <p className="wrap-anywhere">
        {parts.map((part, index) => (
          // Parts of a sentence, never reordered.
          // oxlint-disable-next-line react/no-array-index-key
          <Part key={index} part={part} />
        ))}
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
        <Timestamp at={at} />
        {organization ? <OrganizationChip organization={organization} /> : null}
        {matter && !isOfMatter ? (
          <Link to={`/matters/${matter.slug}/record`} className="link wrap-anywhere">
            {matter.title}
          </Link>
        ) : null}
      </p>
    </>
  );
}

function Part({ part }: { part: SentencePart }) {
  if (typeof part === "string") return part;
  return (
    <Link to={part.to} className="link">
      {part.text}
    </Link>
  );
}

interface ChoicesProps {
  readonly record: RecordPageView;
  readonly path: string;
  readonly isFiltered: boolean;
}

/** Folded above the lines, with what is chosen beside it: a phone has no room for both. */
function Choices({ record: { filter, choices }, path, isFiltered }: ChoicesProps) {
  const kinds = Object.entries(RECORD_KINDS).map(([id, name]) => ({ id, name }));
  return (
    <div className="grid gap-3">
      {/* Folded again once other lines are shown. */}
      <details key={recordAddress(filter, {})}>
        <summary className="link w-fit cursor-pointer py-1">Show only some of the lines</summary>
        <Card className="mt-3 p-5">
          <Form method="get" action={path} className="grid gap-4 sm:grid-cols-2">
            <Choice name="person" label="Done by" of={choices.people} value={filter.person} />
            <Choice
              name="organization"
              label="For or by the people of"
              of={choices.organizations}
              value={filter.organization}
            />
            {choices.matters.length > 0 ? (
              <Choice name="matter" label="Matter" of={choices.matters} value={filter.matter} />
            ) : null}
            <Choice
              name="document"
              label="Document"
              of={choices.documents}
              value={filter.document}
            />
            <Choice name="kind" label="Kind" of={kinds} value={filter.kind} />
            <Day name="from" label="From (day in UTC)" value={filter.from} />
            <Day name="to" label="To (day in UTC)" value={filter.to} />
            <div className="flex flex-wrap gap-2 self-end">
              <Button type="submit">Show these lines</Button>
            </div>
          </Form>
        </Card>
      </details>
      {isFiltered ? (
        <p className="text-[0.9375rem]">
          You see only lines {chosenSentence(filter, choices)}.{" "}
          <Link to={path} className="link">
            Show all
          </Link>
        </p>
      ) : null}
    </div>
  );
}

/** "of the kind “Filing”, from October 7, 2021 on". */
function chosenSentence(filter: RecordFilter, choices: RecordPageView["choices"]): string {
  const { person, organization, matter, document, kind, from, to } = filter;
  const named = (of: ChoiceProps["of"], id: string) =>
    of.find((one) => one.id === id)?.name ?? "whatever the address says";
  return [
    person === null ? "" : `done by ${named(choices.people, person)}`,
    organization === null
      ? ""
      : `for or by the people of ${named(choices.organizations, organization)}`,
    matter === null ? "" : `of the matter “${named(choices.matters, matter)}”`,
    document === null ? "" : `of the document “${named(choices.documents, document)}”`,
    kind === null ? "" : `of the kind “${RECORD_KINDS[kind]}”`,
    from === null ? "" : `from ${writtenDay(from)} on`,
    to === null ? "" : `up to ${writtenDay(to)}`,
  ]
    .filter((words) => words !== "")
    .join(", ");
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly of: readonly { readonly id: string; readonly name: string }[];
  readonly value: string | null;
}

function Choice({ name, label, of, value }: ChoiceProps) {
  const isListed = value === null || of.some(({ id }) => id === value);
  return (
    <Labeled label={label}>
      <select name={name} defaultValue={value ?? ""} className={clsx(BOX, "min-h-11")}>
        <option value="">All</option>
        {/* An address from elsewhere may ask for what no list has. */}
        {isListed ? null : <option value={value}>As the address says</option>}
        {of.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.name}
          </option>
        ))}
      </select>
    </Labeled>
  );
}

function Day({ name, label, value }: { name: string; label: string; value: string | null }) {
  return (
    <Labeled label={label}>
      <input type="date" name={name} defaultValue={value ?? ""} className={clsx(BOX, "min-h-11")} />
    </Labeled>
  );
}

function Labeled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="grid min-w-0 gap-1.5">
      <span className="font-medium">{label}</span>
      {children}
    </label>
  );
}

/** The head of the record: what it proves, and how one has it checked. */
function Head({ head }: { head: RecordPageView["head"] }) {
  return (
    <Section id="head" title="Head of the record">
      <Card className="grid gap-2 px-5 py-4 text-[0.9375rem]">
        <p>
          Each line of the record carries the hash of the line before, so that a line that was
          changed, left out, added or moved breaks the chain where it stands. The head is the hash
          of the last line.
        </p>
        {head ? (
          <>
            <p>At the end of {writtenDate(head.day)} (UTC), for the whole workspace:</p>
            <p className="text-sm break-all">
              <code>{head.hash}</code>
            </p>
            <p>
              Keep it where nobody who runs this workspace can write, in a letter or a file of your
              own. It proves that every line up to that day is as it was then, once whoever runs the
              server has had it compared: <code>npm run audit:verify -- --head</code> and the head.
              It does not prove that what a line says was true.
            </p>
          </>
        ) : (
          <p>
            It is shown here from tomorrow (UTC) on: each day’s last one, the same for everybody.
          </p>
        )}
      </Card>
    </Section>
  );
}
