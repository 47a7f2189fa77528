import { Form, redirect, useLoaderData, type MetaFunction } from "react-router";
import { clsx } from "clsx";
import { Button } from "#app/ui/Button.tsx";
import { BOX } from "#app/ui/Field.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { LeavingForm } from "#app/features/word-leaving/LeavingForm.tsx";
import { leavingTextLabel } from "#app/features/word-leaving/leaving-texts.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { LeavingText } from "#app/domain/word-leaving.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { wordQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import type { LeavingView } from "#server/services/index.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `To Word: ${data?.document.title ?? "a document"} · Coalition Desk` },
];

/** Shows what is in a Word file before it leaves (W3): `?version=3`, `?from=1&to=draft`, or the current text. */
export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  load: async ({ actor, params, context, url }) => {
    const text = chosenText(url);
    if (!text.ok) return text;
    const { documentId } = params;
    const view = await context.services.word.leaving(actor, documentId, text.value);
    // A paper that was brought in has no text to take (L59).
    if (!view.ok && view.refusal.code === "wrong-status") {
      throw redirect(`/documents/${documentId}/filed`);
    }
    return view;
  },
});

function chosenText(url: URL): Outcome<LeavingText> {
  const query = readQuery(wordQuery, url);
  if (!query.ok) return query;
  const { version, from, to } = query.value;
  if (from !== undefined && to !== undefined) return done({ is: "redline", from, to });
  if (from !== undefined || to !== undefined) return refuse("not-found");
  return done(version === undefined ? { is: "current" } : { is: "version", number: version });
}

export default function ToWord() {
  const view = useLoaderData<typeof loader>();
  const { document, text, leftOut } = view;
  return (
    <DocumentPage document={document} title="To Word" lead={leavingTextLabel(text)} narrow>
      <div className="grid gap-10">
        {leftOut > 0 ? (
          <Notice kind="word">
            {leftOut === 1
              ? "Something in the draft can’t be shown and is left out of the file."
              : `${leftOut} things in the draft can’t be shown and are left out of the file.`}
          </Notice>
        ) : null}
        <LeavingForm key={leavingTextLabel(text)} view={view} />
        <OtherText view={view} />
      </div>
    </DocumentPage>
  );
}

/** Leads to the same page for another text. */
function OtherText({ view }: { readonly view: LeavingView }) {
  const { versions, hasDraft, text } = view;
  if (versions.length === 0) return null;
  const current = text.is === "version" ? text.version.number : undefined;
  return (
    <Section title="Another text">
      <Card className="p-5">
        <Form method="get" className="flex flex-wrap items-end gap-4">
          <label className="grid min-w-0 grow gap-1.5">
            <span className="font-medium">Version</span>
            <select
              name="version"
              defaultValue={current}
              className={clsx(BOX, "min-h-11 max-w-full")}
            >
              {versions.map(({ number, name }) => (
                <option key={number} value={number}>
                  Version {number}
                  {name ? ` · ${name}` : ""}
                </option>
              ))}
            </select>
          </label>
          <Button type="submit">Show what is in it</Button>
        </Form>
        {hasDraft && text.is !== "draft" ? (
          <p className="mt-4">
            <a className="link" href={`/documents/${view.document.id}/word`}>
              The draft as it is now
            </a>
          </p>
        ) : null}
      </Card>
    </Section>
  );
}
