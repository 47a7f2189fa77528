import { PassThrough, type Duplex } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { Suspense } from "react";
import { renderToPipeableStream } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { pageStream, TEXT_HERE } from "#app/framework/page-stream.ts";

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
    const page = await drawn(pageStream());
    expect(page.includes(0)).toBe(false);
    expect(page.toString()).toBe(`<ul>${TITLES.map((title) => `<li>${title}</li>`).join("")}</ul>`);
  });

  it("held some without that; once this fails, React is mended and leaving them out can go", async () => {
    expect((await drawn(new PassThrough())).includes(0)).toBe(true);
  });

  it("has its text in its place, wherever what React sends is cut", async () => {
    for (let length = 1; length <= TEXT_HERE.length + 2; length += 1) {
      const page = Buffer.from(`<p>before</p>${TEXT_HERE}<p>after</p>`);
      const stream = pageStream(() => "“The\0 text”");
      for (let from = 0; from < page.length; from += length)
        stream.write(page.subarray(from, from + length));
      stream.end();
      expect(await text(stream)).toBe("<p>before</p>“The text”<p>after</p>");
    }
  });

  it("has nothing behind its end, whatever comes late and wherever what React sends is cut", async () => {
    const late = '<!--$?--><template id="B:0"></template><!--/$--><div hidden>late</div>';
    for (let length = 1; length <= TEXT_HERE.length + 2; length += 1) {
      for (const body of [`<p>before</p>${TEXT_HERE}<p>after</p>`, "<p>no place for a text</p>"]) {
        const page = Buffer.from(`<html><body>${body}</body></html>${late}`);
        const stream = pageStream(() => "“The text </body></html>”");
        for (let from = 0; from < page.length; from += length)
          stream.write(page.subarray(from, from + length));
        stream.end();
        const drawn = body.replace(TEXT_HERE, "“The text </body></html>”");
        expect(await text(stream)).toBe(`<html><body>${drawn}${late}</body></html>`);
      }
    }
  });

  it("ends with its end as React draws it, with what it waited for before", async () => {
    let wake = () => {};
    const data = new Promise<void>((resolve) => (wake = resolve));
    let isHere = false;
    function Late() {
      // As a part of a page that waits for its data does.
      // oxlint-disable-next-line typescript/only-throw-error
      if (!isHere) throw data;
      return <p>late words</p>;
    }
    const through = pageStream();
    const { pipe } = renderToPipeableStream(
      <>
        <html lang="en">
          <body>
            <p>words</p>
          </body>
        </html>
        <Suspense fallback={null}>
          <Late />
        </Suspense>
      </>,
      {
        onShellReady() {
          pipe(through);
          isHere = true;
          wake();
        },
      },
    );
    const page = await text(through);
    expect(page).toContain("late words");
    expect(page.indexOf("</html>")).toBe(page.length - "</html>".length);
  });

  it("is whole where the place of its text never comes", async () => {
    const stream = pageStream(() => expect.unreachable());
    stream.end(`<p>an error, and ${TEXT_HERE.slice(0, -1)}`);
    expect(await text(stream)).toBe(`<p>an error, and ${TEXT_HERE.slice(0, -1)}`);
  });
});
