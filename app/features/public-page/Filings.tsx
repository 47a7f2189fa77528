import { Fragment } from "react";
import { exemptionsOn } from "#app/domain/public-page/exemptions.ts";
import type { PageLanguage } from "#app/domain/public-page/content.ts";
import type {
  PublishedFiling,
  PublishedOutcome,
  PublishedPage,
} from "#app/domain/public-page/published.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import { Written } from "./Written.tsx";

/** Explains the exemptions that the agency claims anywhere on the page, each once (L69). */
export function Exemptions({
  page,
  language,
}: {
  readonly page: PublishedPage;
  readonly language: PageLanguage;
}) {
  const catalog = CATALOG[language];
  const claimed = exemptionsOn(page);
  if (claimed.length === 0) return null;
  return (
    <section>
      <h2>{catalog.exemptionsTitle}</h2>
      <p className="meta">{catalog.exemptionsLead}</p>
      <dl className="exemptions">
        {claimed.map((name) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{catalog.exemptions[name]}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

/** The requests, each with its items and their outcomes. */
export function Filings({
  page,
  language,
}: {
  readonly page: PublishedPage;
  readonly language: PageLanguage;
}) {
  if (page.filings.length === 0) return null;
  return (
    <section>
      <h2>{CATALOG[language].filings}</h2>
      {page.filings.map((filing) => (
        <FiledRequest key={filing.documentId} filing={filing} language={language} />
      ))}
    </section>
  );
}

interface FilingProps {
  readonly filing: PublishedFiling;
  readonly language: PageLanguage;
}

function FiledRequest({ filing, language }: FilingProps) {
  const catalog = CATALOG[language];
  const { heading, leadIn, kind, filedOn, state, pages, items } = filing;
  return (
    <article className="card">
      <h3>
        <Written words={heading} language={language} />
      </h3>
      <p className="meta">
        <time dateTime={filedOn}>{catalog.filed(kind, catalog.day(filedOn))}</time>
      </p>
      {pages ? (
        <p className="meta">
          {catalog.pages(pages)}
          {pages.isInvented ? ` (${catalog.invented})` : ""}
        </p>
      ) : null}
      {state === "withdrawn" ? <p>{catalog.withdrawnPaper}</p> : null}
      {state === "superseded" ? <p>{catalog.supersededPaper}</p> : null}
      {leadIn ? (
        <p>
          <Written words={leadIn} language={language} />
        </p>
      ) : null}
      {items.length === 0 ? (
        <p className="meta">{catalog.noItems}</p>
      ) : (
        <ol className="items">
          {items.map((item) => (
            <li key={item.words.en}>
              <span className="lines">
                <Written words={item.words} language={language} />
              </span>
              <small>
                {catalog.itemsOf(
                  item.filed.map(({ label }) => label),
                  filing.itemCount,
                )}
              </small>
              {item.pages ? (
                <small>
                  {catalog.pagesOfThese(item.pages)}
                  {item.pages.isInvented ? ` (${catalog.invented})` : ""}
                </small>
              ) : null}
              <Outcomes filed={item.filed} language={language} />
            </li>
          ))}
        </ol>
      )}
    </article>
  );
}

type FiledItems = PublishedFiling["items"][number]["filed"];

/** The outcomes of these items in all letters; once if they are all the same. */
function Outcomes({
  filed,
  language,
}: {
  readonly filed: FiledItems;
  readonly language: PageLanguage;
}) {
  const catalog = CATALOG[language];
  const said = filed.map(({ label, outcomes }) => ({
    label,
    lines:
      outcomes.length === 0
        ? [catalog.noAnswer]
        : outcomes.map((one) => outcomeText(one, language)),
  }));
  const isSame = said.every(({ lines }) => lines.join("\n") === said[0]?.lines.join("\n"));
  const shown = isSame ? said.slice(0, 1).map((one) => ({ ...one, label: null })) : said;
  return (
    <ul className="became" aria-label={catalog.whatBecame}>
      {shown.map(({ label, lines }) =>
        lines.map((line) => (
          <li key={`${label} ${line}`}>
            {label === null ? null : `${catalog.item(label)}: `}
            {line}
          </li>
        )),
      )}
    </ul>
  );
}

function outcomeText(told: PublishedOutcome, language: PageLanguage): string {
  const catalog = CATALOG[language];
  const { outcome, exemptions, office, part, dated, isInvented } = told;
  const { name, sentence } = catalog.outcomes[outcome];
  const beside = [part, dated === null ? null : catalog.letterOf(catalog.day(dated))]
    .filter((each) => each !== null)
    .join(", ");
  const to = office === null ? "" : ` ${catalog.to(office)}`;
  const claims = exemptions.length === 0 ? "" : ` ${catalog.claims(catalog.and(exemptions))}`;
  const made = isInvented ? ` (${catalog.invented})` : "";
  return `${name}${to}${beside === "" ? "" : ` (${beside})`}. ${sentence}${claims}${made}`;
}
