// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from "vitest";
import { reportErrors } from "#app/framework/browser-errors.ts";

const sent: { readonly to: string; readonly report: Record<string, unknown> }[] = [];

beforeEach(() => {
  sent.length = 0;
  Object.defineProperty(navigator, "sendBeacon", {
    configurable: true,
    value: (to: string, body: string) =>
      sent.push({ to, report: JSON.parse(body) as Record<string, unknown> }),
  });
});

/** Begins to report, and answers how an error arrives that nobody caught. */
function listening() {
  const listeners = new Map<string, (event: unknown) => void>();
  vi.spyOn(globalThis, "addEventListener").mockImplementation((kind, listener) => {
    listeners.set(kind, listener as (event: unknown) => void);
  });
  reportErrors("0.1.0");
  vi.restoreAllMocks();
  return {
    thrown: (error: unknown) => listeners.get("error")?.({ error }),
    rejected: (reason: unknown) => listeners.get("unhandledrejection")?.({ reason }),
  };
}

const FRAME = "    at typed (https://desk.example.org/assets/desk-BmN.js:3:141)";
const OTHER = FRAME.replace("typed", "erased");

function bug(message: string, ...frames: string[]): Error {
  const error = new TypeError(message);
  error.stack = [`TypeError: ${message}`, ...frames].join("\n");
  return error;
}

it("an error that nobody caught is reported by its places, without its message", () => {
  const { thrown, rejected } = listening();
  thrown(bug("the secret words\nof a draft", FRAME));
  rejected(bug("more secret words", OTHER, "    at <anonymous>:1:2"));
  expect(sent).toEqual([
    {
      to: "/errors",
      report: { kind: "TypeError", place: "/", stack: FRAME, release: "0.1.0" },
    },
    {
      to: "/errors",
      report: { kind: "TypeError", place: "/", stack: OTHER, release: "0.1.0" },
    },
  ]);
});

it("one error is reported once, and a page reports five at most", () => {
  const { thrown } = listening();
  for (let line = 1; line < 9; line += 1) {
    for (let again = 0; again < 3; again += 1)
      thrown(bug("words", FRAME.replace("3:", `${line}:`)));
  }
  expect(sent).toHaveLength(5);
});

it("what is no error, and what an extension throws, is not reported", () => {
  const { thrown, rejected } = listening();
  thrown(null);
  rejected("left");
  thrown(bug("words", "    at f (chrome-extension://abc/assets/a.js:1:2)"));
  expect(sent).toEqual([]);
});
