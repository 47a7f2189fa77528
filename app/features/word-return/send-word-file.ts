import { sizeText } from "#app/domain/exhibit.ts";
import { WORD_FILE_FIELD, WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";
import { INTENT_FIELD } from "#app/framework/form-answer.ts";
import { PERSON_HEADER } from "#app/protocol/person-header.ts";

/** Where a dropped file goes on, or why it was refused. */
type SentWordFile = { readonly to: string } | { readonly sentence: string };

/** Milliseconds without an answer after which it is given up. */
const TIMEOUT_MS = 3 * 60_000;

/** Sends one file; never throws. */
export async function sendWordFile(
  file: File,
  place: string,
  person: string | null,
): Promise<SentWordFile> {
  if (file.size > WORD_RETURN_LIMITS.fileBytes) return { sentence: TOO_LARGE };
  const body = new FormData();
  // Before the file, so that the server knows it when the file arrives.
  body.append(INTENT_FIELD, "arrive");
  body.append(WORD_FILE_FIELD, file);
  try {
    const answer = await fetch(`/send-word-file${place}`, {
      method: "POST",
      body,
      headers: {
        Accept: "application/json",
        ...(person !== null && { [PERSON_HEADER]: person }),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const said = (await answer.json()) as { readonly to?: unknown; readonly sentence?: unknown };
    if (typeof said.to === "string") return { to: said.to };
    return { sentence: typeof said.sentence === "string" ? said.sentence : REFUSED };
  } catch {
    // Nothing but the request and its answer is tried.
    return { sentence: BROKE_OFF };
  }
}

const TOO_LARGE = `This file is larger than ${sizeText(WORD_RETURN_LIMITS.fileBytes)}. Nothing of it was sent; take out its pictures in Word, or send it in parts.`;
const BROKE_OFF =
  "The connection broke off, so the file was not read. Nothing was written; drop it again.";
const REFUSED =
  "The file was not read. Nothing was written; load the page again and drop it again.";
