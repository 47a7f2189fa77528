import type { RequestHandler } from "express";
import { WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";
import type { IncomingHttpHeaders } from "node:http";
import { ATTACHMENT_LIMITS } from "#app/domain/attachment.ts";
import { EXHIBIT_LIMITS, sizeText } from "#app/domain/exhibit.ts";
import { BROUGHT_ARCHIVE_BYTES } from "#app/domain/forms/bring-archive.ts";
import { BROUGHT_IN_BYTES } from "#app/domain/forms/bring-in.ts";

/**
 * Whether an Origin header is ours: APP_URL's, or, without APP_URL, that of the Host header. The
 * only place that decides this, for forms and sockets alike.
 */
export function isOwnOrigin(
  origin: string,
  host: string | undefined,
  appOrigin: string | null,
): boolean {
  if (appOrigin !== null) return origin === appOrigin;
  if (host === undefined || !/^https?:\/\//u.test(origin)) return false;
  // A proxy may end TLS: the scheme is the origin's, and says which port needs no naming.
  const own = `${origin.slice(0, origin.indexOf(":"))}://${host}`;
  return URL.canParse(origin) && URL.canParse(own) && new URL(origin).host === new URL(own).host;
}

/**
 * Whether a form comes from our own pages. Browsers send Origin with every form; other programs
 * have no cookies that a foreign page could exploit, so it may be absent.
 */
function isOwnForm(headers: IncomingHttpHeaders, appOrigin: string | null): boolean {
  if (headers.origin !== undefined) return isOwnOrigin(headers.origin, headers.host, appOrigin);
  const site = headers["sec-fetch-site"];
  return site === undefined || site === "same-origin" || site === "none";
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses forms that another site's page makes a browser send (CSRF). */
export function refuseForeignForms(appOrigin: string | null): RequestHandler {
  return (request, response, next) => {
    if (SAFE.has(request.method) || isOwnForm(request.headers, appOrigin)) return next();
    response
      .status(403)
      .type("text/plain")
      .send(
        "This form came from another site, so nothing was done. Open the page here and try again. If this happens again on your own site, tell whoever runs this server: the address that you use is not the one it was given.\n",
      );
  };
}

/** The largest form, in bytes. */
const FORM_BYTES = 2 * 1024 * 1024;

/** Where a form may carry a file, and so be larger. */
const UPLOADS: readonly { readonly address: RegExp; readonly bytes: number }[] = [
  { address: /^\/documents\/[^/]+\/exhibits(?:\.data)?$/u, bytes: EXHIBIT_LIMITS.bytes },
  { address: /^\/attach(?:-file)?\/[^/]+\/[^/]+(?:\.data)?$/u, bytes: ATTACHMENT_LIMITS.bytes },
  { address: /^\/matters\/[^/]+\/bring-in(?:\.data)?$/u, bytes: BROUGHT_IN_BYTES },
  { address: /^\/bring-archive(?:\.data)?$/u, bytes: BROUGHT_ARCHIVE_BYTES },
  { address: /^\/(?:from-word|send-word-file)(?:\.data)?$/u, bytes: WORD_RETURN_LIMITS.fileBytes },
];
/** Bytes of the fields around the file. */
const FIELDS_BYTES = 100_000;

/** Refuses a form over the limit, or one without a declared length, before reading any of it. */
export function limitForms(): RequestHandler {
  return (request, response, next) => {
    if (SAFE.has(request.method)) return next();
    // Node reads and discards the rest, since a browser that is cut off shows no answer.
    const refuse = (status: number, sentence: string) =>
      response.status(status).type("text/plain").send(`${sentence}\n`);
    if (request.headers["transfer-encoding"] !== undefined) {
      refuse(411, "The request has to say how long it is. Nothing was stored.");
      return;
    }
    const upload = UPLOADS.find(({ address }) => address.test(request.path));
    const [limit, words] = upload
      ? [upload.bytes + FIELDS_BYTES, sizeText(upload.bytes)]
      : [FORM_BYTES, "2 MB"];
    if (Number(request.headers["content-length"] ?? 0) > limit) {
      refuse(413, `That is more than ${words}, so nothing of it was stored. Send less at a time.`);
    } else {
      next();
    }
  };
}
