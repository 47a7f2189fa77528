import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { watchListForm } from "#app/domain/forms/watch-list.ts";
import { WATCH_LIMITS } from "#app/domain/private-data/watch-limits.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams } from "#app/framework/params.ts";
import { ParagraphsField } from "#app/ui/Field.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Page } from "#app/ui/Page.tsx";
import { TickField } from "#app/ui/PickField.tsx";
import { FormBase, SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Names to watch for · Coalition Desk" }];

export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  load: ({ actor, params, context }) => context.services.matters.watchList(actor, params.slug),
});

export const action = guardedAction({
  params: matterParams,
  need: "signed in",
  form: watchListForm,
  run: ({ actor, params, context, input }) =>
    context.services.matters.editWatchList(actor, params.slug, input),
  next: () => ({ said: "The list is saved. From now on its names are looked for." }),
});

export default function WatchListPage() {
  const { matter, names, revision } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  // Shown anew once it is saved: the list in order, with its new revision.
  return (
    <Page
      title="Names to watch for"
      crumbs={[
        { to: "/", label: "Home" },
        { to: `/matters/${matter.slug}`, label: matter.title },
      ]}
      lead="Clients, their relatives, and whoever else must not be named. They are looked for wherever private data is: in drafts and their exhibits, before a paper is submitted, handed out or filed, in files that are attached, and before the public page is published."
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      {names === null ? (
        <Notice kind="problem">
          The list can’t be read with this server’s key, so nobody can look for its names, and
          nothing of this matter is handed out, filed or published. Write the list anew here, or ask
          whoever runs the server to put its key back.
        </Notice>
      ) : null}
      <WatchForm key={revision} slug={matter.slug} names={names} revision={revision} />
      <div className="mt-8 grid gap-3 text-[0.9375rem] text-ink-soft">
        <p>
          A name is found where two of its words follow each other, also with an initial or one more
          name between; one word of it alone only behind a title, such as “Ms. Reyes”, but a name of
          a single word wherever that stands with a capital letter. Accents, hyphens and “Surname,
          Given” make no difference. Nor do capitals, except where a word of the name is an everyday
          one, such as “Will” or “May”: that is found in small letters only in file names and
          addresses.
        </p>
        <p>
          The list is encrypted, and read by staff and drafters of this matter alone. Others see
          where such a name stands in a text that they can read, and no list. Files that were
          attached before a name came onto it are looked through again when the page that offers
          them is published.
        </p>
      </div>
    </Page>
  );
}

function WatchForm({
  slug,
  names,
  revision,
}: {
  slug: string;
  names: readonly string[] | null;
  revision: number;
}) {
  const answer = useActionData<typeof action>();
  const [form, fields] = useSentForm({
    id: "names",
    schema: watchListForm,
    answer,
    defaultValue: { names: (names ?? []).join("\n"), revision: String(revision) },
  });
  return (
    <SentForm
      form={form}
      submit="Save the list"
      submitting="Saving…"
      beside={
        <Link to={`/matters/${slug}`} className="link">
          Back to the matter
        </Link>
      }
    >
      <FormBase field={fields.revision} />
      <ParagraphsField
        field={fields.names}
        label="Names"
        hint={`One a line, as whole as you know it, such as “María Gómez Reyes” or “Gómez Reyes, María”. Paste a list if you have one; up to ${WATCH_LIMITS.names} names.`}
        rows={12}
        optional={names !== null}
      />
      {names === null ? (
        <TickField
          field={fields.replaces}
          label="Replace the list that can’t be read"
          hint="Its names are lost then, also if the key is put back later. The record says that it was replaced unread."
        />
      ) : null}
    </SentForm>
  );
}
