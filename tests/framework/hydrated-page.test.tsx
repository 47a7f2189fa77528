// @vitest-environment jsdom
import { act } from "@testing-library/react";
import { useState } from "react";
import { hydrateRoot } from "react-dom/client";
import { afterEach, expect, it } from "vitest";

/** As in `pageStream`, the end of a page stands behind what came late. */
const LATE =
  '<!--$?--><template id="B:0"></template><!--/$--><div hidden id="S:0"><script>1</script></div>';
const SHELL = '<html lang="en"><head></head><body><button>0 times</button>';

function Button() {
  const [times, setTimes] = useState(0);
  return <button onClick={() => setTimes(times + 1)}>{`${times} times`}</button>;
}

/** As the framework draws a page: what is streamed stands beside it on the server alone. */
function Page() {
  return (
    <>
      <html lang="en">
        <head />
        <body>
          <Button />
        </body>
      </html>
      <></>
    </>
  );
}

let root: ReturnType<typeof hydrateRoot> | null = null;
afterEach(() => {
  act(() => root?.unmount());
  document.open();
  document.write("<!DOCTYPE html><html><head></head><body></body></html>");
  document.close();
});

it("a page whose end stands behind what came late is taken over as it is, and can be used", () => {
  document.open();
  document.write(`<!DOCTYPE html>${SHELL}${LATE}</body></html>`);
  document.close();
  const drawn = document.querySelector("button");
  const errors: unknown[] = [];
  act(() => {
    root = hydrateRoot(document, <Page />, { onRecoverableError: (error) => errors.push(error) });
  });
  act(() => document.querySelector("button")?.click());
  expect(errors).toEqual([]);
  expect(document.querySelector("button")).toBe(drawn);
  expect(document.querySelector("button")?.textContent).toBe("1 times");
  // Nothing stands outside the page.
  expect([...document.childNodes].map(({ nodeName }) => nodeName)).toEqual(["html", "HTML"]);
});
