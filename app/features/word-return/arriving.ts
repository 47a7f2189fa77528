import { wordArrivalForm } from "#app/domain/forms/word-return.ts";
import { WORD_FILE_FIELD, WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { RequestContext } from "#app/framework/access-requirement.ts";
import { wordPlaceQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { FIELDS_LIMIT, type ArrivingFile } from "#app/framework/upload-body.ts";
import * as z from "zod";

const noParams = z.object({});
type ArriveContext = RequestContext<z.output<typeof noParams>>;

/** Where the sender is, by the address. */
function placeIn(url: URL) {
  const asked = readQuery(wordPlaceQuery, url);
  if (!asked.ok) return asked;
  const { document, matter } = asked.value;
  return { ok: true, value: { documentId: document, slug: matter } } as const;
}

/** Guards the sending of a Word file, by the page's form and by its script. */
export const wordUploadGuard = {
  params: noParams,
  need: "signed in",
  async admit({ actor, context, url, request }: ArriveContext): Promise<Outcome<void>> {
    const place = placeIn(url);
    if (!place.ok) return place;
    const bytes = Number(request.headers.get("Content-Length") ?? WORD_RETURN_LIMITS.fileBytes);
    return context.services.wordFiles.mayArrive(actor, place.value, bytes);
  },
  limit: WORD_RETURN_LIMITS.fileBytes + FIELDS_LIMIT,
  file: { field: WORD_FILE_FIELD, missing: "Choose a Word file." },
} as const;

/** Has the file read; it waits until its sender says what becomes of it. */
export const arriving = {
  form: wordArrivalForm,
  async run({
    actor,
    context,
    url,
    file: { name, bytes },
  }: ArriveContext & { readonly file: ArrivingFile }) {
    const place = placeIn(url);
    if (!place.ok) return place;
    const upload = { fileName: name, bytes };
    return context.services.wordFiles.arrive(actor, upload, place.value);
  },
  said: "The file was read.",
  next: ({ arrivalId }: { readonly arrivalId: string }) => `/from-word/${arrivalId}`,
} as const;
