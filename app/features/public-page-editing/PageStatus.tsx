import type { PageUpdate, PublicPageView } from "#server/services/index.ts";
import type { PageProblem } from "#app/domain/public-page/checks.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import { publicPath } from "#app/features/public-page/addresses.ts";
import { buttonClass } from "#app/ui/Button.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

/** Whether the page is public, where and since when, with a link to its preview. */
export function PageStatus({
  view,
  preview,
}: {
  readonly view: PublicPageView;
  readonly preview: string;
}) {
  return (
    <Card className="grid gap-4 p-5">
      <State view={view} />
      <p className="flex flex-wrap gap-2">
        <a href={preview} className={buttonClass("plain")}>
          Preview
        </a>
        <a href={`${preview}?lang=es`} className={buttonClass("plain")}>
          Preview in Spanish
        </a>
        {view.state === "published" ? (
          <a href={publicPath(view.slug)} className={buttonClass("plain")}>
            Open the public page
          </a>
        ) : null}
      </p>
    </Card>
  );
}

function State({ view }: { readonly view: PublicPageView }) {
  const { state, slug, publishedAt, updatedAt, withdrawnAt, withdrawalReason, changed } = view;
  switch (state) {
    case "draft":
      return (
        <p>
          Not public. Nobody outside this matter can see any of it; its address will be{" "}
          <code className="break-all">{publicPath(slug)}</code>.
        </p>
      );
    case "published":
      return (
        <div>
          <p>
            Public at <code className="break-all">{publicPath(slug)}</code> since{" "}
            {publishedAt === null ? "" : <Timestamp at={publishedAt} as="day" />}, last updated{" "}
            {updatedAt === null ? "" : <Timestamp at={updatedAt} as="spoken" ends />}
          </p>
          <p className="mt-1 text-ink-soft">
            {changed === null || changed.length === 0
              ? "The public page shows exactly what is saved here."
              : `Changed since, and not public yet: ${CATALOG.en.and(changed.map((part) => CATALOG.en.parts[part]))}.`}
          </p>
        </div>
      );
    case "withdrawn":
      if (!view.wasPublicHere) {
        return (
          <p>
            Not public. It came with an archive, and nobody outside this matter can see any of it;
            its address will be <code className="break-all">{publicPath(slug)}</code>.
          </p>
        );
      }
      return (
        <p>
          Withdrawn {withdrawnAt === null ? "" : <Timestamp at={withdrawnAt} as="spoken" ends />}{" "}
          <code className="break-all">{publicPath(slug)}</code> says so
          {withdrawalReason ? `: “${withdrawalReason}”` : "."}
        </p>
      );
  }
}

/** The differences between the page and the record. */
export function Problems({ problems }: { readonly problems: readonly PageProblem[] }) {
  if (problems.length === 0) return null;
  const blocking = problems.filter(({ severity }) => severity === "blocks");
  const asking = problems.filter(({ severity }) => severity === "asks");
  return (
    <Section title="Before it is published">
      <div className="grid gap-3">
        {blocking.length > 0 ? (
          <Notice kind="problem">
            <p className="font-medium">It can’t be published while:</p>
            <Sentences problems={blocking} />
          </Notice>
        ) : null}
        {asking.length > 0 ? (
          <Notice kind="word">
            <p className="font-medium">It differs from the record, and needs a reason:</p>
            <Sentences problems={asking} />
          </Notice>
        ) : null}
      </div>
    </Section>
  );
}

function Sentences({ problems }: { readonly problems: readonly PageProblem[] }) {
  const said = [...new Set(problems.map(({ sentence }) => sentence))];
  return (
    <ul className="mt-1 list-disc pl-5">
      {said.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** The updates of the page, as it lists them itself. */
export function PageHistory({ updates }: { readonly updates: readonly PageUpdate[] }) {
  if (updates.length === 0) return null;
  const catalog = CATALOG.en;
  return (
    <Section title={catalog.updates}>
      <Card>
        <ul className="divide-y divide-rule">
          {updates.map(({ id, at, kind, en, parts }) => (
            <li key={id} className="px-5 py-3">
              <p>
                <Timestamp at={at} />: {catalog.updateKinds[kind]}. {en}
              </p>
              {parts.length > 0 ? (
                <p className="text-sm text-ink-soft">
                  {catalog.changed(parts.map((part) => catalog.parts[part]))}
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  );
}
