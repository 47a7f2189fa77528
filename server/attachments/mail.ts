import PostalMime, { decodeWords, type Attachment } from "postal-mime";
import { decoded } from "./media-type.ts";
import { withoutTags } from "./without-tags.ts";

/** An e-mail as far as it can be read. */
export interface Mail {
  /** Its headers, its body, and what lies between the parts. */
  readonly texts: readonly string[];
  readonly files: readonly MailedFile[];
}

interface MailedFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** What the e-mail says of it: its own name and description. */
  readonly said: string;
}

/** Reads an e-mail (RFC 5322, 2045); one that is attached is a file. Throws if it is damaged. */
export async function readMail(bytes: Uint8Array): Promise<Mail> {
  const parser = new PostalMime({ forceRfc822Attachments: true });
  const { headers, text = "", html = "", attachments } = await parser.parse(bytes);
  const head = headers.map(({ originalKey, value }) => `${originalKey}: ${decodeWords(value)}`);
  return {
    texts: [head.join("\n"), text, textOf(html), ...textsBetweenParts(parser)],
    files: attachments.map(fileOf),
  };
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
  return withoutTags(html, (tag) => (/^(?:br|\/p|\/div|\/tr)/iu.test(tag) ? "\n" : ""));
}
