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
  const words = CATALOG[language];
  const claimed = exemptionsOn(page);
  if (claimed.length === 0) return null;
  return (
    <section>
      <h2>{words.exemptionsTitle}</h2>
      <p className="meta">{words.exemptionsLead}</p>
      <dl className="exemptions">
        {claimed.map((name) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{words.exemptions[name]}</dd>
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
  const words = CATALOG[language];
  const { heading, leadIn, kind, filedOn, state, pages, items } = filing;
  return (
    <article className="card">
      <h3>
        <Written words={heading} language={language} />
      </h3>
      <p className="meta">
        <time dateTime={filedOn}>{words.filed(kind, words.day(filedOn))}</time>
      </p>
      {pages ? (
        <p className="meta">
          {words.pages(pages)}
          {pages.isInvented ? ` (${words.invented})` : ""}
        </p>
      ) : null}
      {state === "withdrawn" ? <p>{words.withdrawnPaper}</p> : null}
      {state === "superseded" ? <p>{words.supersededPaper}</p> : null}
      {leadIn ? (
        <p>
          <Written words={leadIn} language={language} />
        </p>
      ) : null}
      {items.length === 0 ? (
        <p className="meta">{words.noItems}</p>
      ) : (
        <ol className="items">
          {items.map((item) => (
            <li key={item.words.en}>
              <span className="lines">
                <Written words={item.words} language={language} />
              </span>
              <small>
                {words.itemsOf(
                  item.filed.map(({ label }) => label),
                  filing.itemCount,
                )}
              </small>
              {item.pages ? (
                <small>
                  {words.pagesOfThese(item.pages)}
                  {item.pages.isInvented ? ` (${words.invented})` : ""}
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
  const words = CATALOG[language];
  const said = filed.map(({ label, outcomes }) => ({
    label,
    lines:
      outcomes.length === 0 ? [words.noAnswer] : outcomes.map((one) => outcomeText(one, language)),
  }));
  const isSame = said.every(({ lines }) => lines.join("\n") === said[0]?.lines.join("\n"));
  const shown = isSame ? said.slice(0, 1).map((one) => ({ ...one, label: null })) : said;
  return (
    <ul className="became" aria-label={words.whatBecame}>
      {shown.map(({ label, lines }) =>
        lines.map((line) => (
          <li key={`${label} ${line}`}>
            {label === null ? null : `${words.item(label)}: `}
            {line}
          </li>
        )),
      )}
    </ul>
  );
}

function outcomeText(told: PublishedOutcome, language: PageLanguage): string {
  const words = CATALOG[language];
  const { outcome, exemptions, office, part, dated, isInvented } = told;
  const { name, sentence } = words.outcomes[outcome];
  const beside = [part, dated === null ? null : words.letterOf(words.day(dated))]
    .filter((each) => each !== null)
    .join(", ");
  const to = office === null ? "" : ` ${words.to(office)}`;
  const claims = exemptions.length === 0 ? "" : ` ${words.claims(words.and(exemptions))}`;
  const made = isInvented ? ` (${words.invented})` : "";
  return `${name}${to}${beside === "" ? "" : ` (${beside})`}. ${sentence}${claims}${made}`;
}
