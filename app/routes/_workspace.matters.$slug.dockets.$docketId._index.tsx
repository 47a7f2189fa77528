import { Link, useLoaderData, type MetaFunction } from "@remix-run/react";
import type { DocketView } from "#server/services/index.ts";
import { ButtonLink } from "#app/ui/Button.tsx";
import { Papers } from "#app/features/docket/Papers.tsx";
import { Fact } from "#app/ui/Fact.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";
import { writtenDate } from "#app/domain/dates.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { docketParams } from "#app/framework/params.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.name ?? "Docket"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: docketParams,
  need: "signed in",
  load: ({ actor, params, context }) =>
    context.services.dockets.show(actor, params.slug, params.docketId),
});

export default function Docket() {
  const docket = useLoaderData<typeof loader>();
  const { id, name, matter, facts, documents, enforces, may } = docket;
  const edit = `/matters/${matter.slug}/dockets/${id}/edit`;
  return (
    <Page
      title={name}
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
      ]}
      lead="A lawsuit. The captions of its documents say what is recorded here."
      actions={
        may.edit ? (
          <ButtonLink to={edit} look="primary">
            Parties, signers and addresses
          </ButtonLink>
        ) : null
      }
    >
      <div className="grid items-start gap-x-8 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-10">
          <Section title="Court">
            <Card className="p-5">
              <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
                <Fact label="Court" value={facts.court} />
                <Fact label="District" value={facts.district} />
                <Fact label="Division" value={facts.division} />
                <Fact label="Case number" value={facts.caseNumber} />
                <Fact label="Judge" value={facts.judge} />
              </dl>
            </Card>
          </Section>
          <Section title="Documents">
            {documents.length > 0 ? (
              <Papers documents={documents} />
            ) : (
              <Empty>
                <p>
                  No document belongs to this lawsuit yet. A new complaint can, and so can one that
                  is a draft, on its page “Parties, signers and addresses”.
                </p>
              </Empty>
            )}
          </Section>
          <Section title="Filings that it enforces">
            {enforces.length > 0 ? (
              <Enforced enforces={enforces} />
            ) : (
              <Empty>
                <p>No request or appeal is recorded that this lawsuit enforces.</p>
              </Empty>
            )}
          </Section>
        </div>
        <aside className="grid gap-10" aria-label="Parties and days">
          <Section title="Parties">
            <Card className="px-5 py-4">
              <dl className="grid gap-4">
                <Side label="Plaintiffs" parties={facts.plaintiffs} />
                <Side label="Defendants" parties={facts.defendants} />
              </dl>
            </Card>
          </Section>
          <Section title="Days">
            <Card className="px-5 py-4">
              <dl className="grid gap-3">
                <Fact label="Filed" value={inWords(facts.filedOn)} />
                <Fact label="Served" value={inWords(facts.servedOn)} />
                <Fact label="Answer due" value={inWords(facts.answerDueOn)} />
              </dl>
            </Card>
          </Section>
        </aside>
      </div>
    </Page>
  );
}

function inWords(day: string | null): string | null {
  return day === null ? null : writtenDate(day);
}

function Side({ label, parties }: { label: string; parties: DocketView["facts"]["plaintiffs"] }) {
  if (parties.length === 0) return <Fact label={label} value={null} />;
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
