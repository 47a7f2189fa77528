import { Transform } from "node:stream";

/** Stands in a page that React draws where a long text goes. Nobody can write it: their signs are escaped. */
export const TEXT_HERE = "<!--the text-->";

const HERE = Buffer.from(TEXT_HERE);
const NOTHING = Buffer.alloc(0);

/**
 * A stream that puts a long text into a page, and leaves NUL bytes out, where none is legal.
 *
 * React would hand on half a megabyte in pieces of two kilobytes, each of them encoded by itself. And it
 * writes NUL bytes: where a sign of several bytes doesn't fit into the end of its buffer, it sends the
 * buffer with the bytes that it left empty (facebook/react#24985, mended in React 19, which weighs 23 kB
 * more on the desk). Nothing of the page is lost with them.
 * @param text asked for when its place comes; null for a page without one.
 */
export function pageStream(text: (() => string) | null = null): Transform {
  let waitsFor = text;
  /** The end of what has come, which may be a part of the place. */
  let held = NOTHING;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const legal = withoutNul(chunk);
      if (!waitsFor) return done(null, legal);
      const all = Buffer.concat([held, legal]);
      const at = all.indexOf(HERE);
      if (at === -1) {
        const from = Math.max(0, all.length - HERE.length + 1);
        held = all.subarray(from);
        return done(null, all.subarray(0, from));
      }
      this.push(all.subarray(0, at));
      this.push(withoutNul(Buffer.from(waitsFor())));
      waitsFor = null;
      held = NOTHING;
      done(null, all.subarray(at + HERE.length));
    },
    flush(done) {
      done(null, held);
    },
  });
}

function withoutNul(bytes: Buffer): Buffer {
  return bytes.includes(0) ? Buffer.from(bytes.filter((byte) => byte !== 0)) : bytes;
}
