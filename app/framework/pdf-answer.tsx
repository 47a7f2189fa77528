import { renderToStaticMarkup } from "react-dom/server";
import { done, REFUSAL_STATUS, type Outcome, type Refusal } from "#app/domain/refusal.ts";
import { fileAnswer, type FileAnswer } from "#app/framework/file-answer.ts";
import { themeFromCookies } from "#app/framework/theme-cookie.ts";
import styles from "#app/styles/app.css?url";
import type { HandedFile } from "#server/services/index.ts";

interface AskedPdf extends Pick<FileAnswer, "shown" | "headers"> {
  readonly request: Request;
  /** The document of the file, to link back to. */
  readonly documentId: string;
  /** Names it where it can't be shown. */
  readonly called?: "PDF" | "Word file" | "file";
}

/**
 * A PDF, or another file that is made of a document, as a download under its plain name. A refusal is answered in plain words: as a page for a
 * browser, whose user left their page for it, and as text for any other program.
 */
export async function pdfAnswer(
  pdf: Outcome<HandedFile>,
  asked: AskedPdf,
): Promise<Outcome<Response>> {
  const answer = pdf.ok ? await fileAnswer(pdf.value, asked) : pdf;
  return answer.ok ? answer : done(refusedAnswer(answer.refusal, asked));
}

function refusedAnswer(refusal: Refusal, asked: AskedPdf): Response {
  const isBrowser = asked.request.headers.get("Accept")?.includes("text/html") === true;
  const body = isBrowser
    ? `<!DOCTYPE html>${renderToStaticMarkup(<NoFile refusal={refusal} asked={asked} />)}`
    : `${refusal.sentence}\n`;
  return new Response(body, {
    status: REFUSAL_STATUS[refusal.code],
    headers: {
      "Content-Type": `text/${isBrowser ? "html" : "plain"}; charset=utf-8`,
      "Cache-Control": "private, no-store",
      Vary: "Accept",
    },
  });
}

/** Works without scripts: it is not part of the application, and links back to it. */
function NoFile({ refusal, asked }: { refusal: Refusal; asked: AskedPdf }) {
  const { request, documentId, called = "PDF" } = asked;
  const title = `This ${called} can’t be ${called === "PDF" ? "shown" : "made"}`;
  const theme = themeFromCookies(request.headers.get("Cookie"));
  const place = refusal.block === undefined ? "" : `#${encodeURIComponent(refusal.block)}`;
  // Without access to the document, a link to it reveals nothing.
  const isThere = refusal.code !== "not-found";
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · Coalition Desk`}</title>
        <link rel="stylesheet" href={styles} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body>
        <main className="mx-auto max-w-xl px-4 py-16 sm:py-24">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          <p className="mt-3 text-ink-soft">{refusal.sentence}</p>
          <p className="mt-6">
            <a className="link" href={isThere ? `/documents/${documentId}${place}` : "/"}>
              {isThere
                ? place === ""
                  ? "Open the document"
                  : "Go to that place"
                : "Go to your home page"}
            </a>
          </p>
        </main>
      </body>
    </html>
  );
}
