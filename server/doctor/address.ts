import { WebSocket } from "ws";
import { CLOSE } from "#app/protocol/close-codes.ts";
import { roomAddress } from "#app/protocol/room-address.ts";
import { compareClocks } from "./clocks.ts";
import { failed, lineOf, ok, skipped, warning, type Check, type DoctorFinding } from "./finding.ts";

const ANSWER_MS = 10_000;
const NO_ADDRESS = "APP_URL is not set.";

/** Checks of the address that people use, through the proxy in front of it. */
export function addressChecks(
  appUrl: string | null,
  schemaVersion: number,
): readonly (readonly [string, Check])[] {
  return [
    ["address", async (signal) => answers(appUrl, signal)],
    ["clock", async (signal) => clock(appUrl, signal)],
    ["forms", async (signal) => forms(appUrl, signal)],
    ["sockets", async () => sockets(appUrl, schemaVersion)],
  ];
}

async function answers(appUrl: string | null, signal: AbortSignal): Promise<DoctorFinding> {
  if (appUrl === null) {
    return warning(
      NO_ADDRESS,
      "Set it to the address that people use; links in letters rest on it.",
    );
  }
  try {
    const alive = await get(appUrl, "/healthz", signal);
    if (alive.status !== 200 || alive.text !== "alive\n") {
      return failed(
        `${appUrl}/healthz answers ${alive.status}, and not as this server does.`,
        "See whether the proxy passes requests on to the server, and to the right port.",
      );
    }
    const ready = await get(appUrl, "/readyz", signal);
    if (ready.status !== 200) {
      return failed(
        `The server behind ${appUrl} lives, but is not ready (${ready.status}).`,
        "Its log says why, at level 40 or 50.",
      );
    }
    return appUrl.startsWith("https:")
      ? ok(`${appUrl} answers and is ready.`)
      : warning(
          `${appUrl} answers and is ready, without TLS.`,
          "Use https where others can listen: passwords and drafts travel in the clear.",
        );
  } catch (error) {
    return failed(
      `${appUrl} does not answer: ${lineOf(error)}.`,
      "See whether the server and the proxy run, and whether the name leads to this machine.",
    );
  }
}

async function clock(appUrl: string | null, signal: AbortSignal): Promise<DoctorFinding> {
  if (appUrl === null) return skipped(NO_ADDRESS);
  const asked = Date.now();
  let date: string | null;
  try {
    ({ date } = await get(appUrl, "/healthz", signal));
  } catch {
    // Why is told by the finding about the address itself.
    return skipped(`${appUrl} does not answer.`);
  }
  const answered = Date.now();
  if (date === null) return skipped(`${appUrl} does not tell its time.`);
  // The header has whole seconds.
  return compareClocks(`The clock of ${appUrl}`, new Date(date), {
    asked,
    answered,
    resolution: 1_000,
  });
}

async function get(appUrl: string, path: string, signal: AbortSignal) {
  const limit = AbortSignal.timeout(ANSWER_MS);
  const answer = await fetch(new URL(path, appUrl), {
    redirect: "manual",
    signal: AbortSignal.any([signal, limit]),
  });
  const text = (await answer.text()).slice(0, 1_000);
  return { status: answer.status, text, date: answer.headers.get("Date") };
}

/** Whether a page's form comes through the proxy: one that says nothing, which is refused for that alone. */
async function forms(appUrl: string | null, signal: AbortSignal): Promise<DoctorFinding> {
  if (appUrl === null) return skipped(NO_ADDRESS);
  const url = new URL("/login", appUrl);
  let status: number;
  let page: string;
  try {
    const answer = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { Origin: url.origin, "Content-Type": "application/x-www-form-urlencoded" },
      body: "",
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    ({ status } = answer);
    page = await answer.text();
  } catch (error) {
    return failed(
      `No form could be sent to ${appUrl}: ${lineOf(error)}.`,
      "See whether the server and the proxy run, and whether the name leads to this machine.",
    );
  }
  // With the page that has the form, and says what is missing in it.
  if (status === 400 && page.includes('name="password"'))
    return ok("A form came through to the server.");
  if (status === 403) {
    return failed(
      "The server took a form of its own page for another site's (403).",
      "Start the server with the APP_URL that people use, and let the proxy pass Origin on.",
    );
  }
  return failed(
    `A form was answered with ${status}: nobody can sign in.`,
    "See the server's log, and let the proxy pass POST on with its body.",
  );
}

/** No draft has this id. */
const NO_DRAFT = "doctor";
const STAYS_OPEN =
  "That one stays open longer than the proxy's time-out can't be told from here: let it be 60 seconds or more (nginx: proxy_read_timeout).";

/** Whether a socket comes through the proxy: the server itself closes it, with its own code. */
async function sockets(appUrl: string | null, schemaVersion: number): Promise<DoctorFinding> {
  if (appUrl === null) return skipped(NO_ADDRESS);
  const url = new URL(roomAddress(NO_DRAFT, { schema: schemaVersion }), appUrl);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const passed =
    "Let the proxy pass upgrades on (nginx: proxy_http_version 1.1, Upgrade, Connection).";
  const outcome = await answerOf(url, new URL(appUrl).origin);
  switch (outcome.kind) {
    case "closed":
      return outcome.code === CLOSE.signInAgain || outcome.code === CLOSE.noSuchDraft
        ? ok(`A socket came through to the server (${outcome.code}). ${STAYS_OPEN}`)
        : failed(`A socket was opened, and closed with ${outcome.code}.`, "See the server's log.");
    case "answered":
      if (outcome.status === 403) {
        return failed(
          "The server took the socket for one of another site (403).",
          "Set APP_URL to the address that people use, and let the proxy pass Host and Origin on.",
        );
      }
      return failed(`The upgrade to a socket was answered with ${outcome.status}.`, passed);
    case "failed":
      return failed(`No socket could be opened: ${outcome.why}.`, passed);
  }
}

type SocketAnswer =
  | { readonly kind: "closed"; readonly code: number }
  | { readonly kind: "answered"; readonly status: number }
  | { readonly kind: "failed"; readonly why: string };

function answerOf(url: URL, origin: string): Promise<SocketAnswer> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { origin, handshakeTimeout: ANSWER_MS });
    let why = "";
    const timer = setTimeout(() => {
      why ||= "the server did not close it";
      resolve({ kind: "failed", why });
      socket.terminate();
    }, ANSWER_MS);
    const end = (answer: SocketAnswer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    socket.on("unexpected-response", (_request, response) => {
      end({ kind: "answered", status: response.statusCode ?? 0 });
      response.destroy();
    });
    socket.on("error", (error) => end({ kind: "failed", why: lineOf(error) }));
    socket.on("close", (code) => end({ kind: "closed", code }));
  });
}
