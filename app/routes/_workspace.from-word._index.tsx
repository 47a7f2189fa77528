import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { arriving, wordUploadGuard } from "#app/features/word-return/arriving.ts";
import { SendWordFile } from "#app/features/word-return/SendWordFile.tsx";
import { WaitingFiles } from "#app/features/word-return/WaitingFiles.tsx";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { guardedUploads } from "#app/framework/guarded-upload.ts";
import { wordPlaceQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { done } from "#app/domain/refusal.ts";
import { Page } from "#app/ui/Page.tsx";

export const meta: MetaFunction = () => [{ title: "Bring in a Word file · Coalition Desk" }];

export const loader = guardedLoader({
  need: "signed in",
  async load({ actor, context, url }) {
    const asked = readQuery(wordPlaceQuery, url);
    if (!asked.ok) return asked;
    const { document, matter } = asked.value;
    const { wordFiles } = context.services;
    const may = await wordFiles.mayBeSent(actor, { documentId: document, slug: matter });
    if (!may.ok) return may;
    const waiting = await wordFiles.waiting(actor);
    if (!waiting.ok) return waiting;
    return done({ document: document ?? null, matter: matter ?? null, waiting: waiting.value });
  },
});

export const action = guardedUploads(wordUploadGuard, (handle) => ({ arrive: handle(arriving) }));

export default function FromWord() {
  const { document, matter, waiting } = useLoaderData<typeof loader>();
  const back = document
    ? { to: `/documents/${document}`, label: "The draft" }
    : matter
      ? { to: `/matters/${matter}`, label: "The matter" }
      : null;
  return (
    <Page
      title="Bring in a Word file"
      crumbs={[{ to: "/", label: "Home" }, ...(back ? [back] : [])]}
      lead="A draft that comes back from Word, or a text that somebody wrote there. You first see what is in it; nothing is written before you say so."
      narrow
    >
      <div className="grid gap-10">
        <SendWordFile back={back?.to ?? "/"} answer={useActionData<typeof action>()} />
        <WaitingFiles files={waiting} />
      </div>
    </Page>
  );
}
