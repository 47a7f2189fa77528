import {
  sourceIn,
  textInLanguage,
  type CallToAction,
  type PageLanguage,
} from "#app/domain/public-page/content.ts";
import type { PublishedPage, PublishedSuit } from "#app/domain/public-page/published.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import { Written } from "./Written.tsx";

/** The lawsuits, with the parties as in the caption and nothing else entered by hand (L42). */
export function Suits({
  suits,
  language,
}: {
  readonly suits: readonly PublishedSuit[];
  readonly language: PageLanguage;
}) {
  if (suits.length === 0) return null;
  return (
    <section>
      <h2>{CATALOG[language].suits}</h2>
      {suits.map((suit) => (
        <Suit key={suit.docketId} suit={suit} language={language} />
      ))}
    </section>
  );
}

function Suit({
  suit,
  language,
}: {
  readonly suit: PublishedSuit;
  readonly language: PageLanguage;
}) {
  const catalog = CATALOG[language];
  const { label, title, summary, footnote, link, plaintiffs, defendants, filedOn } = suit;
  const mark = footnote ? <sup>*</sup> : null;
  return (
    <article className="card">
      {label ? (
        <p className="label">
          <Written words={label} language={language} />
        </p>
      ) : null}
      <h3>
        <Written words={title} language={language} />
        {mark}
      </h3>
      <p className="who">
        {plaintiffs.join(", ")} {catalog.versus} {defendants.join(", ")}
      </p>
      <dl>
        <dt>{catalog.court}</dt>
        <dd>{suit.district === "" ? suit.court : `${suit.court}, ${suit.district}`}</dd>
        <dt>{catalog.caseNumber}</dt>
        <dd>{suit.caseNumber ?? catalog.notRecorded}</dd>
        <dt>{catalog.filedOn}</dt>
        <dd>
          {filedOn === null ? (
            catalog.notRecorded
          ) : (
            <time dateTime={filedOn}>{catalog.day(filedOn)}</time>
          )}
        </dd>
      </dl>
      <p className="lines">
        <Written words={summary} language={language} />
        {mark}
      </p>
      {footnote ? (
        <p className="footnote">
          <sup>*</sup> {catalog.note}: <Written words={footnote} language={language} />
        </p>
      ) : null}
      {link === null ? null : (
        <p>
          <a href={link}>{catalog.readMore(textInLanguage(language, title))}</a>
        </p>
      )}
    </article>
  );
}

/** Related resources; every number with its source and date (L45). */
export function Resources({
  resources,
  language,
}: {
  readonly resources: PublishedPage["resources"];
  readonly language: PageLanguage;
}) {
  const catalog = CATALOG[language];
  if (resources.length === 0) return null;
  return (
    <section>
      <h2>{catalog.resources}</h2>
      {resources.map(({ label, title, text, link, statistic }) => (
        <article key={title.en} className="card">
          {label ? (
            <p className="label">
              <Written words={label} language={language} />
            </p>
          ) : null}
          <h3>
            <Written words={title} language={language} />
          </h3>
          <p className="lines">
            <Written words={text} language={language} />
          </p>
          {statistic ? (
            <>
              <p className="figure">{statistic.figure}</p>
              <p>
                <Written words={statistic.label} language={language} />
                <br />
                <small>
                  {catalog.sourceAsOf(sourceIn(language, statistic), catalog.day(statistic.asOf))}
                </small>
              </p>
            </>
          ) : null}
          {link === null ? null : (
            <p>
              <a href={link}>{catalog.visit(textInLanguage(language, title))}</a>
            </p>
          )}
        </article>
      ))}
    </section>
  );
}

/** The call to action at the top of the page, in short; all of it stands at the end. */
export function CallAtTop({
  call,
  language,
}: {
  readonly call: CallToAction;
  readonly language: PageLanguage;
}) {
  return (
    <div className="call at-top">
      <p>
        <Written words={call.title} language={language} />
      </p>
      <a className="go" href={call.link}>
        <Written words={call.button} language={language} />
      </a>
    </div>
  );
}

/** The call to action, apart from statements of fact (L45). */
export function Call({
  call,
  language,
}: {
  readonly call: CallToAction;
  readonly language: PageLanguage;
}) {
  return (
    <aside className="call">
      <h2>
        <Written words={call.title} language={language} />
      </h2>
      <p className="lines">
        <Written words={call.text} language={language} />
      </p>
      <p>
        <a className="go" href={call.link}>
          <Written words={call.button} language={language} />
        </a>
      </p>
    </aside>
  );
}
