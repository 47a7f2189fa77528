import { decoded } from "./media-type.ts";
import { withoutTags } from "./without-tags.ts";

/** A part of an e-mail: its text, or an attached file. */
type MailPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "file"; readonly name: string; readonly bytes: Buffer };

const MAX_PARTS = 200;
const MAX_DEPTH = 10;

/**
 * The text of the headers and the parts of an e-mail (RFC 5322, 2045); malformed parts count as
 * text.
 */
export function partsOfMail(bytes: Uint8Array): MailPart[] {
  const parts: MailPart[] = [];
  addParts(Buffer.from(bytes).toString("latin1"), parts, 0);
  return parts;
}

/** @param raw one character per byte. */
function addParts(raw: string, parts: MailPart[], depth: number): void {
  if (parts.length >= MAX_PARTS || depth > MAX_DEPTH) return;
  const [head = ""] = raw.split(/\r?\n\r?\n/u, 1);
  const body = raw.slice(head.length).replace(/^(?:\r?\n){1,2}/u, "");
  const unfolded = head.replaceAll(/\r?\n[ \t]+/gu, " ");
  const lines = unfolded.split(/\r?\n/u);
  const field = (name: string) =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? "";
  if (depth === 0) parts.push({ kind: "text", text: decoded(Buffer.from(unfolded, "latin1")) });
  const type = field("content-type");
  const boundary = /boundary="?(?<boundary>[^";]{1,200})"?/iu.exec(type)?.groups?.["boundary"];
  if (/^multipart\//iu.test(type) && boundary !== undefined) {
    const pieces = `\n${body}`.split(`\n--${boundary}`).slice(1);
    for (const piece of pieces) {
      if (!piece.startsWith("--")) addParts(piece.replace(/^[^\n]*\n/u, ""), parts, depth + 1);
    }
    return;
  }
  const content = decodedBody(body, field("content-transfer-encoding"));
  const named = /name\*?="?(?<name>[^";]+)"?/iu.exec(`${field("content-disposition")}; ${type}`)
    ?.groups?.["name"];
  const isText = type === "" || /^text\//iu.test(type);
  if (isText && !/^attachment/iu.test(field("content-disposition"))) {
    const text = decoded(content);
    parts.push({ kind: "text", text: /^text\/html/iu.test(type) ? textOf(text) : text });
  } else parts.push({ kind: "file", name: named ?? "file without a name", bytes: content });
}

function decodedBody(body: string, encoding: string): Buffer {
  if (/^base64$/iu.test(encoding)) return Buffer.from(body, "base64");
  if (/^quoted-printable$/iu.test(encoding)) {
    const letters = body
      .replaceAll(/=\r?\n/gu, "")
      .replaceAll(/=(?<hex>[0-9A-F]{2})/giu, (_all, hex: string) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      );
    return Buffer.from(letters, "latin1");
  }
  return Buffer.from(body, "latin1");
}

function textOf(html: string): string {
  return withoutTags(html, (tag) => (/^(?:br|\/p|\/div|\/tr)/iu.test(tag) ? "\n" : ""));
}
