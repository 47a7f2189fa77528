import { done, refuse, type Outcome } from "~/domain/refusal";

/** Bytes of a form: the longest narrative (100,000 characters) in percent-encoding, and then some. */
export const FORM_LIMIT = 1_000_000;

/**
 * The fields of a form sent with POST, at most `FORM_LIMIT` bytes of them, counted while they
 * arrive. Refuses with too-large what is longer and with bad-input what is not a plain form.
 */
export async function readForm(request: Request): Promise<Outcome<URLSearchParams>> {
  const type = request.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return refuse("bad-input", NOT_A_FORM);
  if (Number(request.headers.get("Content-Length") ?? 0) > FORM_LIMIT) return refuse("too-large");

  if (!request.body) return done(new URLSearchParams());

  const text = new TextDecoder();
  let body = "";
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done: ended, value } = await reader.read();
    if (ended) break;
    size += value.byteLength;
    if (size > FORM_LIMIT) {
      await reader.cancel();
      return refuse("too-large");
    }
    body += text.decode(value, { stream: true });
  }
  return done(new URLSearchParams(body + text.decode()));
}

const NOT_A_FORM =
  "What was sent is not a form that this page knows. Nothing was saved; open the page again and send it from there.";
