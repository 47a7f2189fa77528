import {
  Link,
  useActionData,
  useLoaderData,
  useSearchParams,
  type MetaFunction,
} from "react-router";
import type { DocketSheetView, DocketView } from "#server/services/index.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { docketPaths } from "#app/features/docket/docket-paths.ts";
import { DocketSheet, RetractedLines } from "#app/features/docket/DocketSheet.tsx";
import { Papers, PapersToDraft, PapersToMove } from "#app/features/docket/Papers.tsx";
import { MissedReleases, Releases } from "#app/features/docket/Releases.tsx";
import { ServiceRows } from "#app/features/docket/ServiceRows.tsx";
import { SuitDeadlines } from "#app/features/docket/SuitDeadlines.tsx";
import { LabeledValue } from "#app/ui/LabeledValue.tsx";
import { InventedOnce } from "#app/ui/InventedMark.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { writtenDate } from "#app/domain/dates.ts";
import { finishDocketEventForm } from "#app/domain/docket-event/form.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { docketParams } from "#app/framework/params.ts";
import { HelpLink } from "#app/features/help/HelpLink.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.name ?? "Docket"} · Coalition Desk` },
];

const guard = { params: docketParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) =>
    context.services.dockets.sheet(actor, params.slug, params.docketId),
});

export const action = guardedActions(guard, (handle) => ({
  finish: handle({
    form: finishDocketEventForm,
    run: ({ actor, params, context, input }) =>
      context.services.dockets.finishEvent(actor, params.slug, params.docketId, input.eventId),
    next: () => ({ said: "It is recorded as done." }),
  }),
}));

export default function Docket() {
  const docket = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const moved = docket.documents.find((document) => document.id === search.get("moved"));
  const { id, name, matter, sheet, retracted, releases, warnings, may, mayRecord, today } = docket;
  const paths = docketPaths(matter, id);
  // Service has three rows of its own with its due date, and a missed release a notice above.
  const open = docket.deadlines.filter(
    ({ isDone, isMoot, kind, due }) =>
      !isDone && !isMoot && kind !== "service" && !(kind === "release" && due < today),
  );
  return (
    <Page
      title={name}
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
      ]}
      lead="A lawsuit. The captions of its documents say what is recorded here."
      actions={
        <>
          {mayRecord ? (
            <>
              <ButtonLink to={paths.record()} look="primary">
                Record an entry
              </ButtonLink>
              <ButtonLink to={paths.paste}>Paste a docket sheet</ButtonLink>
            </>
          ) : null}
          {may.edit ? (
            <ButtonLink to={paths.edit}>Parties, signers and addresses</ButtonLink>
          ) : null}
        </>
      }
    >
      <StatusMessage>
        {answer?.said ??
          (moved
            ? `“${moved.title}” was moved here.${moved.status === "draft" ? " Its caption says what this docket records." : ""}`
            : null)}
      </StatusMessage>
      <FormErrors answer={answer} intent="finish" />
      <MissedReleases releases={releases} />
      {warnings.length > 0 ? (
        <Notice kind="word" className="mb-8">
          {warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </Notice>
      ) : null}
      <div className="grid items-start gap-x-8 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-10">
          {open.length > 0 ? (
            <Section title="What is due">
              <InventedOnce entries={open}>
                <SuitDeadlines
                  deadlines={open}
                  today={today}
                  paths={mayRecord ? paths : null}
                  drafts={
                    new Map(
                      docket.drafts.map(({ deadline, kind }) => [deadline, paths.draft(kind)]),
                    )
                  }
                />
              </InventedOnce>
            </Section>
          ) : null}
          <Section title="Service">
            <ServiceRows rows={docket.service} paths={paths} mayRecord={mayRecord} today={today} />
          </Section>
          <Section title="Docket sheet">
            {sheet.length > 0 ? (
              <InventedOnce entries={sheet}>
                <DocketSheet lines={sheet} paths={paths} mayRecord={mayRecord} today={today} />
              </InventedOnce>
            ) : (
              <Empty
                action={
                  mayRecord ? (
                    <Link to={paths.record()} className="link">
                      Record the first entry
                    </Link>
                  ) : (
                    <HelpLink about="people#roles">Who may record one</HelpLink>
                  )
                }
              >
                <p>
                  Nothing is recorded yet. Entries can be recorded one by one, or a whole docket
                  sheet pasted as text, from PACER, ECF or CourtListener.
                </p>
              </Empty>
            )}
          </Section>
          {releases.length > 0 ? (
            <Section title="Releases by order">
              <InventedOnce entries={releases}>
                <Releases releases={releases} />
              </InventedOnce>
            </Section>
          ) : null}
          {retracted.length > 0 ? (
            <Section title="Entries taken back">
              <RetractedLines lines={retracted} />
            </Section>
          ) : null}
          <Section title="Documents">
            {docket.documents.length > 0 ? (
              <Papers documents={docket.documents} />
            ) : (
              <Empty
                action={
                  <HelpLink about="docket#papers-of-the-lawsuit">Papers of a lawsuit</HelpLink>
                }
              >
                <p>
                  No document belongs to this lawsuit yet. A new complaint can, and so can one that
                  is a draft, on its page “Parties, signers and addresses”.
                </p>
              </Empty>
            )}
            {may.draft ? <PapersToDraft paths={paths} /> : null}
            <PapersToMove moves={docket.moves} docketId={id} />
          </Section>
          <Section title="Filings that it enforces">
            {docket.enforces.length > 0 ? (
              <Enforced enforces={docket.enforces} />
            ) : (
              <Empty
                action={
                  may.edit ? (
                    <Link to={paths.edit} className="link">
                      Say which ones
                    </Link>
                  ) : (
                    <HelpLink about="docket#new-docket">Why that matters</HelpLink>
                  )
                }
              >
                <p>No request or appeal is recorded that this lawsuit enforces.</p>
              </Empty>
            )}
          </Section>
        </div>
        <Aside docket={docket} />
      </div>
    </Page>
  );
}

function Aside({
  docket: { facts, days },
}: {
  readonly docket: Pick<DocketSheetView, "facts" | "days">;
}) {
  return (
    <aside className="grid gap-10" aria-label="Court, parties and days">
      <Section title="Court">
        <Card className="px-5 py-4">
          <dl className="grid gap-3">
            <LabeledValue label="Court" value={facts.court} />
            <LabeledValue label="District" value={facts.district} />
            <LabeledValue label="Division" value={facts.division} />
            <LabeledValue label="Case number" value={facts.caseNumber} />
            <LabeledValue label="Judge" value={facts.judge} />
          </dl>
        </Card>
      </Section>
      <Section title="Days">
        <Card className="px-5 py-4">
          <dl className="grid gap-3">
            <LabeledValue label="Filed" value={dayText(facts.filedOn)} />
            <LabeledValue label="Served" value={days.served} />
            <LabeledValue label={days.answer.label} value={days.answer.day} />
          </dl>
        </Card>
      </Section>
      <Section title="Parties">
        <Card className="px-5 py-4">
          <dl className="grid gap-4">
            <Side label="Plaintiffs" parties={facts.plaintiffs} />
            <Side label="Defendants" parties={facts.defendants} />
          </dl>
        </Card>
      </Section>
    </aside>
  );
}

function dayText(day: string | null): string | null {
  return day === null ? null : writtenDate(day);
}

function Side({ label, parties }: { label: string; parties: DocketView["facts"]["plaintiffs"] }) {
  if (parties.length === 0) return <LabeledValue label={label} value={null} />;
  return (
    <div>
      <dt className="text-sm text-ink-soft">{label}</dt>
      {parties.map(({ name, address }, index) => (
        <dd key={`${name}${index}`} className="mt-1">
          {name}
          {address.map((line) => (
            <span key={line} className="block text-sm text-ink-soft">
              {line}
            </span>
          ))}
        </dd>
      ))}
    </div>
  );
}

function Enforced({ enforces }: Pick<DocketView, "enforces">) {
  return (
    <Card>
      <ul className="divide-y divide-rule">
        {enforces.map(({ id, title, filedOn }) => (
          <li key={id} className="relative px-5 py-4 hover:bg-wash">
            <Link
              to={`/documents/${id}/filed`}
              className="font-medium after:absolute after:inset-0 hover:underline"
            >
              {title}
            </Link>
            <p className="mt-0.5 text-sm text-ink-soft">Filed {writtenDate(filedOn)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
