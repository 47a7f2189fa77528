import { Transform } from "node:stream";

/** Stands in a page that React draws where a long text goes. Nobody can write it: their signs are escaped. */
export const TEXT_HERE = "<!--the text-->";

const HERE = Buffer.from(TEXT_HERE);
const END = Buffer.from("</body></html>");
const NOTHING = Buffer.alloc(0);

/**
 * A stream that puts a long text into a page, ends the page where it ends, and leaves NUL bytes out, where
 * none is legal.
 *
 * React would hand on half a megabyte in pieces of two kilobytes, each of them encoded by itself. And it
 * writes NUL bytes: where a sign of several bytes doesn't fit into the end of its buffer, it sends the
 * buffer with the bytes that it left empty (facebook/react#24985, mended in React 19, which weighs 23 kB
 * more on the desk). Nothing of the page is lost with them. React 18 also closes the page before what a
 * loader's promise brings, which no HTML may have behind its end.
 * @param text asked for when its place comes; null for a page without one.
 */
export function pageStream(text: (() => string) | null = null): Transform {
  let end = NOTHING;
  /** Each stands once in a page, and gives way to what it answers. */
  let marks = [
    ...(text ? [{ bytes: HERE, put: () => withoutNul(Buffer.from(text())) }] : []),
    {
      bytes: END,
      put: () => {
        end = END;
        return NOTHING;
      },
    },
  ];
  /** The end of what has come, which may be a part of a mark. */
  let held = NOTHING;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let rest = Buffer.concat([held, withoutNul(chunk)]);
      for (;;) {
        const [first] = marks
          .map((mark) => ({ mark, at: rest.indexOf(mark.bytes) }))
          .filter(({ at }) => at >= 0)
          .toSorted((one, other) => one.at - other.at);
        if (!first) break;
        const { mark, at } = first;
        this.push(rest.subarray(0, at));
        this.push(mark.put());
        rest = rest.subarray(at + mark.bytes.length);
        marks = marks.filter((other) => other !== mark);
      }
      const longest = Math.max(1, ...marks.map(({ bytes }) => bytes.length));
      const from = Math.max(0, rest.length - longest + 1);
      held = rest.subarray(from);
      done(null, rest.subarray(0, from));
    },
    flush(done) {
      done(null, Buffer.concat([held, end]));
    },
  });
}

function withoutNul(bytes: Buffer): Buffer {
  return bytes.includes(0) ? Buffer.from(bytes.filter((byte) => byte !== 0)) : bytes;
}
