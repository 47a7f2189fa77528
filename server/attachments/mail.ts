import PostalMime, { decodeWords, type Attachment } from "postal-mime";
import { decoded } from "./media-type.ts";
import { withoutTags } from "./without-tags.ts";

/** An e-mail as far as it can be read. */
interface ReadMail {
  /** Its headers, its body, and what lies between the parts. */
  readonly texts: readonly string[];
  readonly files: readonly MailedFile[];
  /** Whether it was read to its end. */
  readonly isWhole: boolean;
}

interface MailedFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** The words of the e-mail about it: its own name and description. */
  readonly said: string;
}

/** The parser takes 1.5 KB of memory for each: 300,000 are some 20 MB of text. */
const MAX_TEXT_LINES = 300_000;

/**
 * Reads an e-mail (RFC 5322, 2045), up to the limit; null where it is damaged. One that is attached
 * to it is a file.
 */
export async function readMail(bytes: Buffer): Promise<ReadMail | null> {
  const start = startOf(bytes);
  const parser = new PostalMime({ forceRfc822Attachments: true });
  // The parser throws at what is no e-mail, or nests deeper than it goes.
  const mail = await parser.parse(start).catch(() => null);
  if (mail === null) return null;
  const { headers, text = "", html = "", attachments } = mail;
  const head = headers.map(({ originalKey, value }) => `${originalKey}: ${decodeWords(value)}`);
  return {
    texts: [head.join("\n"), text, textOf(html), ...textsBetweenParts(parser)],
    files: attachments.map(fileOf),
    isWhole: start.byteLength === bytes.byteLength,
  };
}

/** Up to the limit of lines; those of an encoded file are longer, without spaces, and don't count. */
function startOf(bytes: Buffer): Buffer {
  let lines = 0;
  let from = 0;
  for (let end = bytes.indexOf("\n"); end >= 0; end = bytes.indexOf("\n", from)) {
    if (end - from < 40 || bytes.subarray(from, end).includes(" ")) lines += 1;
    if (lines > MAX_TEXT_LINES) return bytes.subarray(0, from);
    from = end + 1;
  }
  return bytes;
}

function fileOf({ filename, description = "", content }: Attachment): MailedFile {
  const name = filename ?? "";
  const view = typeof content === "string" ? Buffer.from(content) : new Uint8Array(content);
  return {
    name: name === "" ? "file without a name" : name,
    bytes: Buffer.from(view.buffer, view.byteOffset, view.byteLength),
    said: `${name}\n${description}`,
  };
}

interface MimeNode {
  readonly contentType: { readonly multipart: string | false };
  readonly content: ArrayBuffer | null;
  readonly childNodes: readonly MimeNode[];
}

/**
 * The text before, between and behind the parts of a multipart: all of it where the line that
 * should separate them is missing. The library reads it, but has no function that returns it.
 */
function textsBetweenParts(parser: PostalMime): string[] {
  const texts: string[] = [];
  const waiting = [(parser as unknown as { readonly root: MimeNode }).root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.contentType.multipart !== false && node.content !== null) {
      texts.push(decoded(new Uint8Array(node.content)));
    }
    waiting.push(...node.childNodes);
  }
  return texts;
}

function textOf(html: string): string {
  const words = withoutTags(html, (tag) => (/^(?:br|\/p|\/div|\/tr)/iu.test(tag) ? "\n" : ""));
  return [...words].join("");
}
