import type { ReactNode } from "react";
import { dateIn } from "#app/domain/dates.ts";
import type { PageLanguage } from "#app/domain/public-page/content.ts";
import type { PublishedPage } from "#app/domain/public-page/published.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import { Timeline } from "#app/features/timeline/Timeline.tsx";
import type { PageUpdate } from "#server/services/index.ts";
import { feedPath, inLanguage } from "./addresses.ts";
import { Exemptions, Filings } from "./Filings.tsx";
import { Files } from "./Files.tsx";
import { headOf } from "./page-head.ts";
import type { ShownPage } from "./shown-page.ts";
import { PublicDocument } from "./PublicDocument.tsx";
import { Resources, Call, CallAtTop, Suits } from "./Cards.tsx";
import { Day, isFallback, Written } from "./Written.tsx";

interface PublicPageProps {
  readonly shown: ShownPage;
  readonly language: PageLanguage;
  readonly origin: string;
  readonly preview?: boolean;
}

/** The time zone of publication dates. */
const ZONE = "America/New_York";

/** The public page of a matter as HTML that needs no scripts. */
export function PublicPage({ shown, language, origin, preview = false }: PublicPageProps) {
  const { slug, page, updates } = shown;
  const catalog = CATALOG[language];
  return (
    <PublicDocument
      head={headOf(shown, { language, origin, isListed: !preview })}
      language={language}
      origin={origin}
      namesPublishers
      preview={preview}
    >
      <h1>
        <Written words={page.title} language={language} />
      </h1>
      <Dates shown={shown} language={language} />
      {page.notice ? (
        <p className="notice" role="note">
          <Written words={page.notice} language={language} />
        </p>
      ) : null}
      {page.callToAction ? <CallAtTop call={page.callToAction} language={language} /> : null}
      <Narrative page={page} language={language} />
      <Organizations page={page} language={language} />
      <Filings page={page} language={language} />
      <Exemptions page={page} language={language} />
      <Files
        slug={slug}
        files={page.documents}
        withdrawn={shown.withdrawnFiles}
        language={language}
      />
      {page.timeline && page.timeline.length > 0 ? (
        <Part title={catalog.timeline}>
          <p className="meta">{catalog.timelineLead}</p>
          <Timeline
            entries={page.timeline}
            today={page.asOf}
            todayIs="asOfLine"
            language={language}
          />
        </Part>
      ) : null}
      <Suits suits={page.suits} language={language} />
      <p className="meta">{catalog.asOf(catalog.day(page.asOf))}</p>
      <Resources resources={page.resources} language={language} />
      <Updates slug={slug} updates={updates} language={language} />
      {page.callToAction ? <Call call={page.callToAction} language={language} /> : null}
    </PublicDocument>
  );
}

/** A section of the page with its heading. */
function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Dates({
  shown,
  language,
}: {
  readonly shown: ShownPage;
  readonly language: PageLanguage;
}) {
  const catalog = CATALOG[language];
  const { page, publishedAt, updatedAt } = shown;
  const day = (instant: string) => dateIn(new Date(instant), ZONE);
  const said: { readonly iso: string; readonly sentence: string }[] = [];
  const first = page.firstPublishedOn;
  if (first !== null)
    said.push({ iso: first, sentence: catalog.firstPublished(catalog.day(first)) });
  if (publishedAt !== null) {
    const iso = day(publishedAt);
    const here = first === null ? catalog.published : catalog.publishedHere;
    said.push({ iso, sentence: here(catalog.day(iso)) });
  }
  if (updatedAt !== null && updatedAt !== publishedAt) {
    const iso = day(updatedAt);
    said.push({ iso, sentence: catalog.updated(catalog.day(iso)) });
  }
  if (said.length === 0) return null;
  return (
    <p className="meta">
      {said.map(({ iso, sentence }, at) => (
        <span key={sentence}>
          {at > 0 ? " · " : ""}
          <Day iso={iso}>{sentence}</Day>
        </span>
      ))}
    </p>
  );
}

function Narrative({
  page,
  language,
}: {
  readonly page: PublishedPage;
  readonly language: PageLanguage;
}) {
  const own = page.narrative[language];
  const isMissing = language === "es" && own.length === 0;
  const paragraphs = own.length > 0 ? own : page.narrative.en;
  const catalog = CATALOG[language];
  const isPartly = isMissing || isFallback(page.title, language);
  return (
    <>
      {isPartly && catalog.notTranslated !== "" ? (
        <p className="meta">{catalog.notTranslated}</p>
      ) : null}
      <div lang={isMissing ? "en" : undefined}>
        {paragraphs.map((paragraph) => (
          <p key={paragraph} className="lines">
            {paragraph}
          </p>
        ))}
      </div>
    </>
  );
}

function Organizations({
  page,
  language,
}: {
  readonly page: PublishedPage;
  readonly language: PageLanguage;
}) {
  const catalog = CATALOG[language];
  return (
    <Part title={catalog.organizations}>
      <ul className="plain parties">
        {page.organizations.map(({ name, city, isLead, website, pressName, pressEmail }) => (
          <li key={name}>
            {website === null ? (
              name
            ) : (
              <a href={website} rel="noopener">
                {name}
              </a>
            )}
            <span className="meta">
              {city === null ? "" : `, ${city}`}
              {isLead ? ` (${catalog.leads})` : ""}
            </span>
            {pressName === null && pressEmail === null ? null : (
              <span className="meta press">
                {catalog.press}: {pressName}
                {pressName !== null && pressEmail !== null ? ", " : ""}
                {pressEmail === null ? null : <a href={`mailto:${pressEmail}`}>{pressEmail}</a>}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Updates({
  slug,
  updates,
  language,
}: {
  readonly slug: string;
  readonly updates: readonly PageUpdate[];
  readonly language: PageLanguage;
}) {
  const catalog = CATALOG[language];
  if (updates.length === 0) return null;
  return (
    <Part title={catalog.updates}>
      <ul className="plain">
        {updates.map(({ id, at, kind, en, es, parts }) => {
          const iso = dateIn(new Date(at), ZONE);
          const note = en === null ? null : { en, es };
          return (
            <li key={id} id={`update-${id}`}>
              <p>
                <Day iso={iso}>{catalog.day(iso)}</Day>
                {`: ${catalog.updateKinds[kind]}. `}
                {note ? <Written words={note} language={language} /> : null}
                {parts.length > 0 ? (
                  <small> {catalog.changed(parts.map((part) => catalog.parts[part]))}</small>
                ) : null}
              </p>
            </li>
          );
        })}
      </ul>
      <p className="meta screen">
        {catalog.subscribe}: <a href={inLanguage(feedPath(slug), language)}>Atom</a>,{" "}
        <a href={inLanguage(`${feedPath(slug)}?as=rss`, language)}>RSS</a>,{" "}
        <a href={inLanguage(`${feedPath(slug)}?as=json`, language)}>JSON</a>
      </p>
    </Part>
  );
}
