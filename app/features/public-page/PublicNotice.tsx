import { dateIn } from "#app/domain/dates.ts";
import type { PageLanguage } from "#app/domain/public-page/content.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import { inLanguage, publicPath } from "./addresses.ts";
import { PublicDocument } from "./PublicDocument.tsx";

interface NoticeProps {
  readonly language: PageLanguage;
  readonly origin: string;
}

/** At the address of a withdrawn page: when and why it was withdrawn (L40). */
export function WithdrawnPage({
  slug,
  withdrawnAt,
  reason,
  language,
  origin,
}: NoticeProps & {
  readonly slug: string;
  readonly withdrawnAt: string;
  readonly reason: string;
}) {
  const catalog = CATALOG[language];
  const day = dateIn(new Date(withdrawnAt), "America/New_York");
  const head = { title: catalog.withdrawnTitle, path: publicPath(slug), isListed: false };
  return (
    <PublicDocument head={head} language={language} origin={origin}>
      <h1>{catalog.withdrawnTitle}</h1>
      <p>{catalog.withdrawn(catalog.day(day))}</p>
      {reason === "" ? null : <p className="notice">{reason}</p>}
    </PublicDocument>
  );
}

/** At the address of a file that a published page no longer offers. */
export function WithdrawnFile({ slug, language, origin }: NoticeProps & { readonly slug: string }) {
  const catalog = CATALOG[language];
  const path = publicPath(slug);
  const head = { title: catalog.fileWithdrawn, path, isListed: false };
  return (
    <PublicDocument head={head} language={language} origin={origin}>
      <h1>{catalog.fileWithdrawn}</h1>
      <p>{catalog.fileWithdrawnLead}</p>
      <p>
        <a href={inLanguage(path, language)}>{catalog.toPage}</a>
      </p>
    </PublicDocument>
  );
}

/** For an address without a page: the same whether the matter is unpublished or doesn't exist. */
export function MissingPage({ language, origin }: NoticeProps) {
  const catalog = CATALOG[language];
  const head = { title: catalog.missingTitle, path: "/p", isListed: false };
  return (
    <PublicDocument head={head} language={language} origin={origin}>
      <h1>{catalog.missingTitle}</h1>
      <p>{catalog.missing}</p>
    </PublicDocument>
  );
}

/** For a page that can't be shown, with the reason. */
export function BrokenPage({
  sentence,
  language,
  origin,
}: NoticeProps & { readonly sentence: string }) {
  const catalog = CATALOG[language];
  const head = { title: catalog.brokenTitle, path: "/p", isListed: false };
  return (
    <PublicDocument head={head} language={language} origin={origin}>
      <h1>{catalog.brokenTitle}</h1>
      <p lang="en">{sentence}</p>
    </PublicDocument>
  );
}
