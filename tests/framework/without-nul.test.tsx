import { PassThrough, type Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";
import { renderToPipeableStream } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { withoutNul } from "#app/framework/without-nul.ts";

/** Titles as lawyers write them, of signs of one to four bytes, of all lengths. */
const TITLES = Array.from(
  { length: 400 },
  (_, at) => `${"’".repeat(20)} “récord” § ${"x".repeat(at % 17)}…𝄞`,
);

/** A page of all titles, as React writes it through that stream. */
async function drawn(through: Duplex): Promise<Buffer> {
  const page = (
    <ul>
      {TITLES.map((title, at) => (
        <li key={at}>{title}</li>
      ))}
    </ul>
  );
  const { pipe } = renderToPipeableStream(page, { onAllReady: () => pipe(through) });
  return buffer(through);
}

describe("a page that React draws", () => {
  it("holds no NUL byte, and every sign", async () => {
    const page = await drawn(withoutNul());
    expect(page.includes(0)).toBe(false);
    expect(page.toString()).toBe(`<ul>${TITLES.map((title) => `<li>${title}</li>`).join("")}</ul>`);
  });

  it("held some without that; once this fails, React is mended and `withoutNul` can go", async () => {
    expect((await drawn(new PassThrough())).includes(0)).toBe(true);
  });
});
