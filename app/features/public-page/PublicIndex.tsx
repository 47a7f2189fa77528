import { dateIn } from "#app/domain/dates.ts";
import type { PageLanguage } from "#app/domain/public-page/content.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import type { PublicPageTag } from "#server/services/index.ts";
import { inLanguage, publicPath } from "./addresses.ts";
import { PublicDocument } from "./PublicDocument.tsx";
import { Written } from "./Written.tsx";

interface PublicIndexProps {
  readonly pages: readonly PublicPageTag[];
  readonly language: PageLanguage;
  readonly origin: string;
}

/** The list of all published matters. */
export function PublicIndex({ pages, language, origin }: PublicIndexProps) {
  const catalog = CATALOG[language];
  return (
    <PublicDocument
      head={{
        title: catalog.indexTitle,
        description: catalog.indexLead,
        path: "/p",
        isListed: pages.length > 0,
      }}
      language={language}
      origin={origin}
      namesPublishers={pages.length > 0}
    >
      <h1>{catalog.indexTitle}</h1>
      <p>{pages.length > 0 ? catalog.indexLead : catalog.indexEmpty}</p>
      <ul className="plain">
        {pages.map(({ slug, title, organizations, updatedAt }) => (
          <li key={slug} className="card">
            <h2 className="h3">
              <a href={inLanguage(publicPath(slug), language)}>
                <Written words={title} language={language} />
              </a>
            </h2>
            <p className="meta">{`${catalog.by} ${catalog.and(organizations)}`}</p>
            <p className="meta">
              <time dateTime={updatedAt}>
                {catalog.updated(catalog.day(dateIn(new Date(updatedAt), "America/New_York")))}
              </time>
            </p>
          </li>
        ))}
      </ul>
    </PublicDocument>
  );
}
