import { afterEach, describe, expect, it, vi } from "vitest";
import { PERSON_HEADER } from "#app/protocol/person-header.ts";
import { sendFile, type SentFile } from "#app/features/attachments/send-file.ts";

/** A request of a browser, whose network is told what to do. */
class NetworkRequest extends EventTarget {
  static readonly sent: NetworkRequest[] = [];
  readonly upload = new EventTarget();
  status = 0;
  response: unknown = null;
  responseType = "";
  timeout = 0;
  address = "";
  body: FormData | null = null;

  open(_method: string, address: string): void {
    this.address = address;
  }
  readonly headers = new Map<string, string>();
  setRequestHeader(name: string, value: string): void {
    this.headers.set(name, value);
  }
  send(body: FormData): void {
    this.body = body;
    NetworkRequest.sent.push(this);
  }
  abort(): void {
    this.dispatchEvent(new Event("abort"));
  }
  progress(loaded: number, total: number): void {
    this.upload.dispatchEvent(Object.assign(new Event("progress"), { loaded, total }));
  }
  answer(status: number, response: unknown): void {
    Object.assign(this, { status, response });
    this.dispatchEvent(new Event("load"));
  }
}

/** A file on its way, with all that its page was told of it. */
function sending(signal = new AbortController().signal) {
  vi.stubGlobal("XMLHttpRequest", NetworkRequest);
  NetworkRequest.sent.length = 0;
  const told: SentFile[] = [];
  const file = new File(["words"], "answer.txt");
  const sent = { role: "letter", file, person: "ana" } as const;
  const ended = sendFile("/attach-file/x/y", sent, signal, (now) => told.push(now));
  return { told, ended, request: NetworkRequest.sent[0] };
}

afterEach(() => vi.unstubAllGlobals());

describe("a file that is sent with its progress", () => {
  it("tells how much of it is on its way, and that it is attached", async () => {
    const { told, ended, request } = sending();
    expect([...(request?.body?.keys() ?? [])]).toEqual(["intent", "role", "file"]);
    // The server takes it of nobody else who is signed in at this browser by now.
    expect(request?.headers.get(PERSON_HEADER)).toBe("ana");
    request?.progress(0, 200);
    request?.progress(50, 200);
    request?.progress(200, 200);
    // Of a length that the browser doesn't know, nothing is promised.
    request?.progress(10, 0);
    request?.answer(200, { said: "Attached.", sentence: null });
    await ended;
    expect(told.map(({ state, share }) => [state, share])).toEqual([
      ["sending", 0],
      ["sending", 0],
      ["sending", 0.25],
      ["sending", 1],
      ["sending", 0],
      ["attached", 1],
    ]);
  });

  it.each([
    [
      "the server's sentence",
      400,
      { said: null, sentence: "It is too large." },
      "It is too large.",
    ],
    ["a page of a proxy", 502, null, "It was not attached. Load the page again and try once more."],
  ])("ends refused, with %s", async (_what, status, response, sentence) => {
    const { told, ended, request } = sending();
    request?.answer(status, response);
    await ended;
    expect(told.at(-1)).toEqual({ state: "refused", share: 1, sentence });
  });

  it("says what is not known where the connection breaks off, and that nothing was stored where it is stopped", async () => {
    const broken = sending();
    broken.request?.dispatchEvent(new Event("error"));
    await broken.ended;
    expect(broken.told.at(-1)?.sentence).toContain("it is not known to be stored");
    const control = new AbortController();
    const stopped = sending(control.signal);
    control.abort();
    await stopped.ended;
    expect(stopped.told.at(-1)?.sentence).toBe("Stopped; nothing of it was stored.");
    const never = sending(control.signal);
    await never.ended;
    expect([never.request, never.told.at(-1)?.state]).toEqual([undefined, "refused"]);
  });
});
