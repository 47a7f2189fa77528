import { sizeText } from "#app/domain/exhibit.ts";
import type { PageLanguage } from "#app/domain/public-page/content.ts";
import type { PublishedFile } from "#app/domain/public-page/published.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import { publicFilePath } from "./addresses.ts";
import { Written } from "./Written.tsx";

/** The documents and files that the page offers, each with its hash. */
export function Files({
  slug,
  files,
  withdrawn,
  language,
}: {
  readonly slug: string;
  readonly files: readonly PublishedFile[];
  /** The ids of those that are no longer handed out. */
  readonly withdrawn: readonly string[];
  readonly language: PageLanguage;
}) {
  const catalog = CATALOG[language];
  return (
    <section>
      <h2>{catalog.documents}</h2>
      {files.length === 0 ? (
        <p>{catalog.noDocuments}</p>
      ) : (
        <>
          <ul className="plain files">
            {files.map((file) => (
              <li key={file.id}>
                {withdrawn.includes(file.id) ? (
                  <p>
                    <Written words={file.label} language={language} />.{" "}
                    <strong>{catalog.fileWithdrawn}</strong>
                  </p>
                ) : (
                  <a href={publicFilePath(slug, file.sha256)}>
                    <Written words={file.label} language={language} />
                  </a>
                )}
                <p className="meta">
                  {[
                    kindOf(file, language),
                    file.dated === null ? catalog.undated : catalog.day(file.dated),
                    `${endingOf(file.name)}, ${sizeText(file.bytes)}`,
                  ].join(" · ")}
                  {file.isInvented === true ? ` (${catalog.invented})` : ""}
                </p>
                {file.isBroughtIn === true ? <p className="meta">{catalog.broughtIn}</p> : null}
                <details>
                  <summary>{catalog.fingerprint}</summary>
                  <code>{file.sha256}</code>
                </details>
              </li>
            ))}
          </ul>
          <p className="meta">
            {catalog.howToCheck} <a href="/verify">{catalog.check}</a>
          </p>
        </>
      )}
    </section>
  );
}

function kindOf({ kind, what }: PublishedFile, language: PageLanguage): string {
  const { kinds } = CATALOG[language];
  // A letter among the attachments is the agency's; a filed letter is the coalition's.
  const name = kind === "attachment" && what === "letter" ? "letter-of-agency" : what;
  return kinds[name] ?? kinds["other"] ?? "";
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,5})$/iu.exec(name)?.[1]?.toUpperCase() ?? "";
}
