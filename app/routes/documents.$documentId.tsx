import { redirect, useLoaderData, type LinksFunction, type MetaFunction } from "react-router";
import { standingIn } from "#app/domain/permissions.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { shownName } from "#app/domain/shown-name.ts";
import { Desk } from "#app/editor/desk/Desk.tsx";
import styles from "#app/editor/desk/desk.css?url";
import { draftPageOf } from "#app/editor/session/draft-page.ts";
import { earlyDeskScript } from "#app/editor/session/early-desk.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { draftAuthorsOf } from "#app/editor/authors/draft-authors.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { useLookedAt } from "#app/editor/session/use-looked-at.ts";
import type { PageHandle } from "#app/framework/page-handle.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import tinos from "@fontsource/tinos/files/tinos-latin-400-normal.woff2?url";
import tinosBold from "@fontsource/tinos/files/tinos-latin-700-normal.woff2?url";

export const links: LinksFunction = () => [
  // The fonts of the text and its headings, so that no line moves when they load.
  ...[tinos, tinosBold].map((href) => ({
    rel: "preload",
    href,
    as: "font" as const,
    type: "font/woff2",
    crossOrigin: "anonymous" as const,
  })),
  { rel: "stylesheet", href: styles },
];

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.view.title ?? "Not found"} · Coalition Desk` },
];

export const loader = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params, context }) {
    const shown = await context.services.documents.show(actor, params.documentId);
    if (!shown.ok) return shown;
    const view = shown.value;
    // A paper that was brought in has no text here (L59).
    if (view.standing.isBroughtIn) throw redirect(`/documents/${view.id}/filed`);
    if (view.schemaVersion !== SCHEMA_VERSION) return refuse("draft-unreadable");
    const { facts, layoutProfile } = view;
    const paint = () => context.draft(view.id, { facts, layoutProfile });
    const { version } = view.standing;
    const text = version
      ? await context.services.versions.pinned(actor, view.id, version.number, paint)
      : await paint();
    if (!text.ok) return text;
    const { html, rest, outline, exhibits } = text.value;
    const isDraft = !("isDraft" in text.value) || text.value.isDraft;
    const standing = standingIn(actor, {
      matterId: view.matter.id,
      leadOrganizationId: view.matter.lead.id,
      partyIds: new Set(view.matter.parties.map(({ id }) => id)),
      isArchived: view.matter.isArchived,
    });
    const { ssrHtml } = context;
    if (ssrHtml) ssrHtml.text = { html, rest };
    return done({
      view,
      html: ssrHtml ? null : html,
      insteadOfDraft: isDraft ? null : (version?.number ?? null),
      outline,
      exhibits,
      tellsAuthors: draftAuthorsOf(context) !== null,
      today: context.clock().toISOString().slice(0, 10),
      you: {
        userId: actor.userId,
        name: shownName(actor),
        organization: standing?.organizationShortName ?? "",
        colour: standing?.organizationColor ?? 0,
      },
    });
  },
});

/** The page's head opens the draft's room at once. */
export const handle: PageHandle<typeof loader> = {
  headScript: ({ view, you }) =>
    import.meta.env.SSR ? earlyDeskScript(draftPageOf(view, you)) : "",
};

export default function DocumentDesk() {
  const shown = useLoaderData<typeof loader>();
  useLookedAt(shown.view.id, shown.view.sequence);
  return <Desk key={shown.view.id} {...shown} />;
}
