import type { ReactNode } from "react";
import type { PageLanguage } from "#app/domain/public-page/content.ts";
import { PICTURE } from "#app/domain/public-page/picture.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import styles from "#app/styles/public-page.css?url";
import { inLanguage } from "./addresses.ts";

/** The metadata of a public page. */
export interface PageHead {
  readonly title: string;
  readonly description?: string;
  /** The address of the page without the language. */
  readonly path: string;
  /** Whether search engines may index it. */
  readonly isListed: boolean;
  /** The name of the lead organization. */
  readonly site?: string;
  readonly published?: string;
  readonly updated?: string;
  readonly feed?: string;
  /** The picture for sharing. */
  readonly picture?: { readonly path: string; readonly alt: string };
  /** JSON-LD as an object. */
  readonly data?: object;
}

interface PublicDocumentProps {
  readonly head: PageHead;
  readonly language: PageLanguage;
  /** The origin that browsers use. */
  readonly origin: string;
  readonly preview?: boolean;
  /** Whether the page says who published it; a notice does not. */
  readonly namesPublishers?: boolean;
  readonly children: ReactNode;
}

/** The HTML document of a public page: no scripts, one style sheet, texts in one language. */
export function PublicDocument({
  head,
  language,
  origin,
  preview = false,
  namesPublishers = false,
  children,
}: PublicDocumentProps) {
  const catalog = CATALOG[language];
  const other = language === "en" ? "es" : "en";
  const publisher =
    head.site === undefined ? catalog.publishedByLeads : catalog.publishedBy(head.site);
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{head.title}</title>
        <Head head={head} language={language} origin={origin} />
        <link rel="stylesheet" href={styles} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body>
        <a className="skip" href="#main">
          {catalog.skip}
        </a>
        {preview ? (
          <p className="preview" role="note">
            {catalog.preview}
          </p>
        ) : null}
        <header className="bar">
          <a href={inLanguage("/p", language)}>{catalog.allPages}</a>
          {/* A preview leads to a preview: its page may not be public yet. */}
          <a
            href={preview ? `?lang=${other}` : inLanguage(head.path, other)}
            lang={other}
            hrefLang={other}
          >
            {catalog.inOtherLanguage}
          </a>
        </header>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <footer>
          <p>
            {namesPublishers ? `${publisher} ` : null}
            <a href="/verify" className="screen">
              {catalog.check}
            </a>
          </p>
          <p className="paper">{catalog.printedFrom(origin + inLanguage(head.path, language))}</p>
        </footer>
      </body>
    </html>
  );
}

function Picture({
  path,
  alt,
  language,
  origin,
}: {
  readonly path: string;
  readonly alt: string;
  readonly language: PageLanguage;
  readonly origin: string;
}) {
  const address = new URL(inLanguage(path, language), origin).href;
  return (
    <>
      <meta property="og:image" content={address} />
      <meta property="og:image:type" content="image/png" />
      <meta property="og:image:width" content={String(PICTURE.width)} />
      <meta property="og:image:height" content={String(PICTURE.height)} />
      <meta property="og:image:alt" content={alt} />
      <meta name="twitter:image" content={address} />
      <meta name="twitter:image:alt" content={alt} />
    </>
  );
}

const LOCALE: Readonly<Record<PageLanguage, string>> = { en: "en_US", es: "es_US" };

function Head({
  head,
  language,
  origin,
}: Pick<PublicDocumentProps, "head" | "language" | "origin">) {
  const { title, description, path, isListed, site, published, updated, feed, picture, data } =
    head;
  const at = (own: PageLanguage) => new URL(inLanguage(path, own), origin).href;
  const other = language === "en" ? "es" : "en";
  if (!isListed) return <meta name="robots" content="noindex" />;
  return (
    <>
      {description ? <meta name="description" content={description} /> : null}
      <link rel="canonical" href={at(language)} />
      <link rel="alternate" hrefLang="en" href={at("en")} />
      <link rel="alternate" hrefLang="es" href={at("es")} />
      <link rel="alternate" hrefLang="x-default" href={at("en")} />
      {feed ? (
        <link
          rel="alternate"
          type="application/atom+xml"
          href={inLanguage(feed, language)}
          title={title}
        />
      ) : null}
      <meta property="og:type" content={published ? "article" : "website"} />
      <meta property="og:title" content={title} />
      {description ? <meta property="og:description" content={description} /> : null}
      <meta property="og:url" content={at(language)} />
      <meta property="og:locale" content={LOCALE[language]} />
      <meta property="og:locale:alternate" content={LOCALE[other]} />
      {site ? <meta property="og:site_name" content={site} /> : null}
      {published ? <meta property="article:published_time" content={published} /> : null}
      {updated ? <meta property="article:modified_time" content={updated} /> : null}
      <meta name="twitter:card" content={picture ? "summary_large_image" : "summary"} />
      {picture ? <Picture {...picture} language={language} origin={origin} /> : null}
      {data ? (
        // A data block, which browsers don't execute; no content can end it.
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: JSON.stringify(data).replaceAll("<", "\\u003c") }}
        />
      ) : null}
    </>
  );
}
