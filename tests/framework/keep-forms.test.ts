// @vitest-environment jsdom
import { UNSAFE_decodeViaTurboStream as decodeAnswer } from "react-router";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FORM_KEY_HEADER } from "#app/protocol/form-key-header.ts";
import { PERSON_HEADER } from "#app/protocol/person-header.ts";
import { errorTexts } from "#app/ui/ErrorPage.tsx";
import { keepForms, NOT_LOADED, NOT_SENT } from "#app/ui/keep-forms.ts";

const MINE = "ana";
const PAGES = { "X-Remix-Response": "yes", [PERSON_HEADER]: MINE };
const HTML = { "Content-Type": "text/html" };
const address = new URL("http://localhost/matters/new.data");
const network = vi.fn<typeof fetch>();
const leave = vi.fn();
let stop = () => {};

beforeEach(() => {
  vi.stubGlobal("fetch", network);
  stop = keepForms({ person: () => MINE, leave });
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  network.mockReset();
  leave.mockReset();
  NOT_SENT.set(null);
});

/** Sends the form as the framework does, and reads the answer as it does. */
async function sent(intent = "send-back", at = address, more: Record<string, string> = {}) {
  const body = new URLSearchParams({ intent, reason: "Ten days are too few.", ...more });
  const answer = await fetch(at, { method: "POST", body });
  const { status } = answer;
  if (!answer.body) throw new Error("an answer without a body");
  const { value } = await decodeAnswer(answer.body, window);
  return { status, value: value as { readonly data?: { unread?: string; intent?: string } } };
}

const answers = (status: number, body: string, headers: Record<string, string> = PAGES) =>
  network.mockResolvedValueOnce(new Response(body, { status, headers }));
const keys = () =>
  network.mock.calls.map(([, init]) => new Headers(init?.headers).get(FORM_KEY_HEADER));

const DONE = '[{"_1":2},"data",{"_3":4},"said","Done."]\n';
const THROWN =
  '[{"_1":2},"error",["ErrorResponse",3,404,5],{"_4":6,"_7":8},"code","","not-found","sentence","It is not there any more."]\n';

describe("[M31] a form that is sent", () => {
  it("comes through as it is where the server takes it, with its person and a key", async () => {
    answers(200, DONE);
    expect(await sent()).toEqual({ status: 200, value: { data: { said: "Done." } } });
    const headers = new Headers(network.mock.calls[0]?.[1]?.headers);
    expect(headers.get(PERSON_HEADER)).toBe(MINE);
    expect(headers.get(FORM_KEY_HEADER)).toMatch(/^[\da-f]{32}$/u);
    expect(NOT_SENT.get()).toBe(null);
  });

  it("has the page's own answer where that says why, as of a store that can't be reached", async () => {
    answers(503, DONE);
    expect(await sent()).toEqual({ status: 503, value: { data: { said: "Done." } } });
    expect(NOT_SENT.get()).toBe(null);
  });

  it.each([
    [
      "no connection",
      () => network.mockRejectedValueOnce(new TypeError("Failed to fetch")),
      503,
      /broke off.*not done twice/u,
    ],
    ["a body that breaks off", () => network.mockResolvedValueOnce(broken()), 503, /broke off/u],
    [
      "a proxy before a server that starts anew",
      () => answers(502, "<h1>Bad gateway</h1>", HTML),
      502,
      /did not answer/u,
    ],
    [
      "a bug of the server",
      () => answers(500, '[{"_1":2},"error",["SanitizedError","Error","x"]]\n'),
      500,
      /on our side/u,
    ],
    [
      "the server's own limit",
      () =>
        answers(413, "That is more than 2 MB.\n", { "Content-Type": "text/plain; charset=utf-8" }),
      413,
      /^That is more than 2 MB\. What you typed/u,
    ],
    [
      "a proxy's limit",
      () => answers(413, "<h1>Too large</h1>", HTML),
      413,
      /larger than what is taken/u,
    ],
    ["too many at once", () => answers(429, "<h1>Slow down</h1>", HTML), 429, /Wait a minute/u],
    [
      "a session that ended",
      () => answers(202, '[{"_1":2},"redirect","/login"]\n', { "X-Remix-Response": "yes" }),
      401,
      /signed out/u,
    ],
    [
      "an error page in its place",
      () => answers(404, THROWN),
      404,
      /^It is not there any more\. What you typed/u,
    ],
  ])("stays where it is, and says so, with %s", async (_what, arrange, status, sentence) => {
    arrange();
    const answer = await sent();
    expect(answer.status).toBe(status);
    expect(answer.value.data?.intent).toBe("send-back");
    expect(answer.value.data?.unread).toMatch(sentence);
    expect(answer.value.data?.unread).toContain("What you typed is still here");
    expect(NOT_SENT.get()).toBe(answer.value.data?.unread);
  });

  it("says that it was not sent where the browser knew that it is offline", async () => {
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    network.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    expect((await sent()).value.data?.unread).toContain("You are offline, so this was not sent");
    // There may be a server on this very machine.
    answers(200, DONE);
    expect((await sent()).value.data?.unread).toBeUndefined();
  });

  it("has the same key while it is not known whether it arrived, and another one after that", async () => {
    network.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    await sent();
    answers(502, "", {});
    await sent();
    answers(200, DONE);
    await sent("other");
    answers(200, DONE);
    await sent();
    answers(200, DONE);
    await sent();
    const [first, second, other, third, fourth] = keys();
    expect([second, third]).toEqual([first, first]);
    expect(new Set([first, other, fourth]).size).toBe(3);
  });

  it("has another key for another thing of the page, which a hidden field names, whatever is typed", async () => {
    document.body.innerHTML =
      '<input type="hidden" name="deadline" value="one"><input type="hidden" name="deadline" value="two">';
    for (const [deadline, reason] of [
      ["one", "Moved away."],
      ["two", "Moved away."],
      ["one", "Moved far away."],
    ] as const) {
      network.mockRejectedValueOnce(new TypeError("Failed to fetch"));
      await sent("settle", address, { deadline, reason });
    }
    const [one, two, again] = keys();
    expect(again).toBe(one);
    expect(two).not.toBe(one);
    document.body.replaceChildren();
  });

  it("goes with its page where somebody else is signed in at this browser now", async () => {
    answers(401, DONE, { ...PAGES, [PERSON_HEADER]: "ben" });
    await sent();
    expect(leave).toHaveBeenCalledOnce();
  });

  it("has the same key where the framework gave it up for the same form, sent once more", async () => {
    const first = new AbortController();
    network.mockImplementationOnce(async (_url, init) => {
      await new Promise((resolve) => init?.signal?.addEventListener("abort", resolve));
      throw new DOMException("sent anew", "AbortError");
    });
    const body = new URLSearchParams({ intent: "send-back", reason: "Ten days are too few." });
    const { signal } = first;
    const given = fetch(address, { method: "POST", body, signal }).catch(() => "given up");
    first.abort();
    answers(200, DONE);
    await sent();
    expect(await given).toBe("given up");
    answers(200, DONE);
    await sent();
    const [once, again, later] = keys();
    expect(again).toBe(once);
    expect(later).not.toBe(once);
  });

  it("has a key of its own beside another with other words that is on its way", async () => {
    let come = (_answer: Response) => {};
    network.mockReturnValueOnce(new Promise((resolve) => (come = resolve)));
    const body = new URLSearchParams({ intent: "send-back", reason: "Other words." });
    const slow = fetch(address, { method: "POST", body });
    answers(200, DONE);
    await sent();
    come(new Response(DONE, { status: 200, headers: PAGES }));
    await slow;
    expect(new Set(keys()).size).toBe(2);
  });

  it("ends as the framework ended it where the page is left", async () => {
    const ended = AbortSignal.abort();
    network.mockRejectedValueOnce(new DOMException("left", "AbortError"));
    await expect(fetch(address, { method: "POST", signal: ended })).rejects.toThrow("left");
  });
});

describe("[M31] a page that is loaded anew", () => {
  const here = new URL("http://localhost/_root.data");
  const away = new URL("http://localhost/matters/new.data");

  it("stays, says so and is asked for again until it comes", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const unwatch = NOT_LOADED.watch(() => {});
    network.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    answers(503, "", {});
    answers(200, DONE);
    const loading = fetch(here);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(NOT_LOADED.get()).toContain("can’t be reached");
    globalThis.dispatchEvent(new Event("online"));
    expect((await loading).status).toBe(200);
    expect(NOT_LOADED.get()).toBe(null);
    unwatch();
    vi.useRealTimers();
  });

  it("stays where the session ended while something is typed in it, until somebody comes back", async () => {
    const unwatch = NOT_LOADED.watch(() => {});
    document.body.innerHTML = "<form><textarea></textarea></form>";
    const area = document.querySelector("textarea");
    if (area) area.value = "Typed.";
    answers(202, "", { "X-Remix-Response": "yes" });
    answers(200, DONE);
    const loading = fetch(here);
    await vi.waitFor(() => expect(NOT_LOADED.get()).toContain("You were signed out"));
    globalThis.dispatchEvent(new Event("focus"));
    expect((await loading).status).toBe(200);
    document.body.innerHTML = "";
    answers(202, "", { "X-Remix-Response": "yes" });
    expect((await fetch(here)).status).toBe(202);
    unwatch();
  });

  it("goes where somebody else is signed in at this browser now, and takes nothing of theirs", async () => {
    const unwatch = NOT_LOADED.watch(() => {});
    for (const page of [here, away]) {
      answers(200, DONE, { ...PAGES, [PERSON_HEADER]: "ben" });
      await expect(fetch(page)).rejects.toMatchObject({ name: "AbortError" });
    }
    expect(leave).toHaveBeenCalledTimes(2);
    unwatch();
  });

  it("comes for somebody else where a form of this window has just signed them in", async () => {
    answers(202, '[{"_1":2},"redirect","/"]\n');
    await sent();
    answers(200, DONE, { ...PAGES, [PERSON_HEADER]: "ben" });
    expect((await fetch(away)).status).toBe(200);
    expect(leave).not.toHaveBeenCalled();
  });

  it("is an answer for the error page where it is another page", async () => {
    const unwatch = NOT_LOADED.watch(() => {});
    network.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    expect((await fetch(away)).status).toBe(503);
    expect(NOT_LOADED.get()).toBe(null);
    unwatch();
  });
});

describe("[M31] the route of a page that no link led to before", () => {
  const where = new URL("http://localhost/__manifest?paths=/help");

  it("is asked for again where the line is away for a moment", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    network.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    answers(502, "", {});
    answers(200, "{}", {});
    const asked = fetch(where);
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await asked).status).toBe(200);
    vi.useRealTimers();
  });

  it("leads to an error page that says that nothing answers, where nothing does", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    network.mockRejectedValue(new TypeError("Failed to fetch"));
    const asked = fetch(where).catch((error: unknown) => errorTexts(error));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await asked).toMatchObject({ title: "The server can’t be reached" });
    expect(network).toHaveBeenCalledTimes(3);
    vi.useRealTimers();
  });
});

/** An answer whose body ends in the middle. */
function broken(): Response {
  const body = new ReadableStream({
    pull: (controller) => controller.error(new TypeError("network error")),
  });
  return new Response(body, { status: 200, headers: PAGES });
}
