import * as z from "zod";
import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import type { ArchiveView } from "#server/services/index.ts";
import { ArchivedNotice } from "#app/features/matter/ArchivedNotice.tsx";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { Papers } from "#app/features/docket/Papers.tsx";
import { InventedMark, InventedOnce } from "#app/ui/InventedMark.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Page, Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { archiveMatterForm } from "#app/domain/forms/matter.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams } from "#app/framework/params.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Archive ${data?.matter.title ?? "a matter"} · Coalition Desk` },
];

const guard = { params: matterParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, params, context }) => context.services.matters.showArchive(actor, params.slug),
});

export const action = guardedActions(guard, (handle) => ({
  archive: handle({
    form: archiveMatterForm,
    run: ({ actor, params, context, input }) =>
      context.services.matters.archive(actor, params.slug, input),
    next: () => ({
      said: "The matter is archived. Everybody of its parties can read it as before, and nobody writes, signs or files in it.",
    }),
  }),
  unarchive: handle({
    form: z.object({}),
    run: ({ actor, params, context }) => context.services.matters.unarchive(actor, params.slug),
    next: (_done, { params }) => ({ to: `/matters/${params.slug}?back` }),
  }),
}));

export default function Archive() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { matter, archived } = view;
  return (
    <Page
      title={archived ? "Archived matter" : "Archive this matter"}
      lead="An archived matter can be read as before, but nobody writes, signs or files in it until it is brought back."
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
      ]}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <FormErrors answer={answer} intent="archive" />
      <FormErrors answer={answer} intent="unarchive" />
      {archived ? <BringBack view={view} /> : <PutAway view={view} />}
    </Page>
  );
}

function BringBack({ view: { matter, archived, deadlines } }: { readonly view: ArchiveView }) {
  return (
    <div className="grid gap-10">
      {archived ? <ArchivedNotice archived={archived} /> : null}
      <Due deadlines={deadlines} title="Due, but nobody is reminded now" />
      <ConfirmForm
        intent="unarchive"
        label="Bring it back"
        look="primary"
        question={`Bring “${matter.title}” back?`}
        consequence="Its parties write in its drafts, sign and file as before. Its deadlines are on Home, in calendars and in e-mails again, and who works in it is told that you brought it back."
        confirm="Bring it back"
      />
    </div>
  );
}

function PutAway({ view }: { readonly view: ArchiveView }) {
  const { matter, deadlines, open, asked, isPublic, seen } = view;
  return (
    <div className="grid gap-10">
      <Due deadlines={deadlines} title="Due, but nobody is reminded once it is archived" />
      {open.length > 0 ? (
        <Section title="Papers that are not finished">
          <p className="mb-3 text-ink-soft">
            They stay as they are. Whoever has one open can read on; words of theirs that are not
            saved yet stay on their device.
          </p>
          <Papers documents={open} />
        </Section>
      ) : null}
      <Section title="What else follows">
        <ul className="grid gap-2">
          <li>
            It leaves Home, calendars and e-mails of all its parties, and stands under “Archived”
            below their matters.
          </li>
          <li>
            {isPublic
              ? "Its public page stays public. Staff of the lead can take it down, but not change it."
              : "It has no public page now, and can get none."}
          </li>
          {asked.length > 0 ? (
            <li>
              {asked.join(" and ")} can’t accept the invitation until the matter is brought back.
            </li>
          ) : null}
          <li>
            Whoever said something beside a text can still take their own words back. Any of its
            parties can leave it. An administrator of the lead can bring it back.
          </li>
        </ul>
      </Section>
      <div className="flex flex-wrap items-center gap-4">
        <ConfirmForm
          intent="archive"
          fields={{ seen }}
          label="Archive this matter"
          question={`Archive “${matter.title}”?`}
          consequence={`${
            deadlines.length === 0
              ? "Nothing is due in it."
              : deadlines.length === 1
                ? "One thing is due in it, of which nobody will be told any more."
                : `${deadlines.length} things are due in it, of which nobody will be told any more.`
          } Its parties can read it as before; nobody writes, signs or files in it. You can bring it back.`}
          confirm="Archive"
        />
        <Link to={`/matters/${matter.slug}`} className="link">
          Cancel
        </Link>
      </div>
    </div>
  );
}

function Due({ deadlines, title }: { readonly title: string } & Pick<ArchiveView, "deadlines">) {
  return (
    <Section title={title}>
      {deadlines.length === 0 ? (
        <p className="text-ink-soft">Nothing is due.</p>
      ) : (
        <InventedOnce entries={deadlines}>
          <Card>
            <ul className="divide-y divide-rule">
              {deadlines.map(({ key, what, about, path, due, isInvented }) => (
                <li key={key} className="px-5 py-3">
                  <Link to={path} className="font-medium hover:underline">
                    {what}
                  </Link>
                  <p className="text-sm text-ink-soft">
                    {about}
                    {due === null ? null : ` · ${due.words}, ${due.distance}`}{" "}
                    {isInvented ? <InventedMark /> : null}
                  </p>
                </li>
              ))}
            </ul>
          </Card>
        </InventedOnce>
      )}
    </Section>
  );
}
