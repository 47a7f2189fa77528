import {
  UNSAFE_decodeViaTurboStream as decodeAnswer,
  UNSAFE_ErrorResponseImpl as ErrorAnswer,
} from "react-router";
import { PERSON_HEADER } from "#app/protocol/person-header.ts";
import { FORM_KEY_HEADER } from "#app/protocol/form-key-header.ts";
import { INTENT_FIELD, unreadAnswer } from "#app/framework/form-answer.ts";
import { isRefusedPage } from "#app/framework/refused-page.ts";
import { isFilledIn } from "./is-filled-in.ts";
import { Store } from "./store.ts";

/**
 * Stands between the pages and the network, so that no word is lost where the network fails (M31). The
 * framework sends each form with `fetch`, and puts an error page in the form's place where that fails. Here
 * every failure becomes an answer to the form, which stays as it is and says so; a page that can't be loaded
 * anew stays, too, and is asked for again. An answer of its own in each route was turned down: a new
 * form could lack it.
 */

/** The frame tells why the last form was not taken, and why the page could not be loaded anew. */
export const NOT_SENT = new Store<string | null>(null);
export const NOT_LOADED = new Store<string | null>(null);

const REDIRECTED = 202;
/** An answer of the pages themselves carries it; one of whatever stands before them does not. */
const OF_THE_PAGES = "X-Remix-Response";

interface Page {
  /** Person signed in, as the page was drawn for them; null for nobody. */
  readonly person: () => string | null;
  /** Somebody else is signed in at this browser: the page goes. */
  readonly leave: () => void;
}

interface UnknownForm {
  readonly key: string;
  /** Its words where no answer was said to be missing: other ones are another form. */
  readonly words: string | null;
}

/** The forms of which it is not known whether they arrived, by their address and name. */
const unknown = new Map<string, UnknownForm>();

/** Whether a form was just taken that leads to another page: it may have signed somebody in. */
let hasRedirected = false;

/** Puts it in the place of `fetch`. Returns a function that takes it out again. */
export function keepForms(page: Page): () => void {
  const network = globalThis.fetch;
  globalThis.fetch = (input, init = {}) => {
    if (!(input instanceof URL)) return network(input, init);
    if (input.pathname === MANIFEST) return discover(network, input, init);
    if (!input.pathname.endsWith(".data")) return network(input, init);
    return init.method === undefined || init.method === "GET"
      ? load(network, input, init, page)
      : send(network, input, init, page);
  };
  return () => {
    globalThis.fetch = network;
  };
}

/** Where the framework asks which route answers an address to which no link of the page led before. */
const MANIFEST = "/__manifest";
const DISCOVERIES = 3;

/** Asked again where nothing answers, and in the end an error page that says just that. */
async function discover(network: typeof fetch, url: URL, init: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const answer = await network(url, init).catch(() => null);
    if (answer && answer.status < 500) return answer;
    if (tries === DISCOVERIES || init.signal?.aborted) throw new ErrorAnswer(503, "", null);
    await pauseFor(tries * FIRST_PAUSE_MS, init.signal);
  }
}

async function send(
  network: typeof fetch,
  url: URL,
  init: RequestInit,
  { person, leave }: Page,
): Promise<Response> {
  NOT_SENT.set(null);
  const fields = fieldsOf(init.body);
  const intent = fields.get(INTENT_FIELD) ?? null;
  const form = `${url.pathname}${url.search} ${nameOf(fields)}`;
  const words = bodyText(init.body);
  const before = unknown.get(form);
  const isAgain = before !== undefined && (before.words === null || before.words === words);
  const key = isAgain ? before.key : newKey();
  // Also where the framework gives this up: the same form, sent once more, is not done twice.
  unknown.set(form, isAgain ? before : { key, words });
  const known = () => {
    if (unknown.get(form)?.key === key) unknown.delete(form);
  };
  const mine = person();
  const headers = new Headers(init.headers);
  headers.set(FORM_KEY_HEADER, key);
  if (mine !== null) headers.set(PERSON_HEADER, mine);
  const notTaken = (status: number, sentence: string, isUnknown = false) => {
    if (isUnknown) unknown.set(form, { key, words: null });
    else known();
    NOT_SENT.set(sentence);
    return answerOf(status, sentence, intent);
  };

  // Without a network there may still be a way to a server on this very machine.
  const isOffline = !navigator.onLine;
  let answer: Response;
  let body: ArrayBuffer;
  try {
    answer = await network(url, { ...init, headers });
    body = await answer.arrayBuffer();
  } catch (error) {
    if (init.signal?.aborted) throw error;
    return isOffline ? notTaken(503, OFFLINE, isAgain) : notTaken(503, BROKE_OFF, true);
  }
  const { status } = answer;
  if (status >= 400 && !answer.headers.has(OF_THE_PAGES)) {
    // A proxy says it while the server behind it starts anew.
    if (status >= 500) return notTaken(status, NO_ANSWER, true);
    return notTaken(status, `${ownSentence(answer, body) ?? ofStatus(status)} ${STILL_HERE}`);
  }
  const now = answer.headers.get(PERSON_HEADER);
  if (mine !== null && now !== null && now !== mine) {
    // Their words are not the next person's to see (R5), and nothing of them was taken.
    leave();
    return notTaken(401, SIGNED_OUT);
  }
  if (mine !== null && now === null && status === REDIRECTED) return notTaken(401, SIGNED_OUT);
  const whole = () => new Response(body, { status, headers: answer.headers });
  if (status >= 400) {
    // A form's own answer says why by itself, also where a store of files can't be reached.
    const thrown = await thrownIn(whole());
    if (thrown !== null && status >= 500) return notTaken(status, OUR_FAULT, true);
    if (thrown !== null) return notTaken(status, `${thrown} ${STILL_HERE}`);
  }
  known();
  hasRedirected = status === REDIRECTED;
  return whole();
}

/** Of a page that stays, a failure is told and tried again; of another, it is an error page. */
async function load(
  network: typeof fetch,
  url: URL,
  init: RequestInit,
  { person, leave }: Page,
): Promise<Response> {
  const mine = person();
  const maySignIn = hasRedirected;
  hasRedirected = false;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const answer = await network(url, init).catch((error: unknown) => {
      if (init.signal?.aborted) throw error;
      return null;
    });
    const now = answer?.headers.get(PERSON_HEADER) ?? null;
    if (mine !== null && now !== null && now !== mine && !maySignIn) {
      // It would make this the next person's page, with the words of the one before still in it.
      leave();
      throw new DOMException("Somebody else is signed in", "AbortError");
    }
    const stays = isOfThisPage(url) && NOT_LOADED.isWatched();
    const why = stays ? whyNotLoaded(answer, mine) : null;
    NOT_LOADED.set(why);
    if (why === null) return answer ?? new Response(null, { status: 503 });
    await pauseFor(pause, init.signal);
  }
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

function whyNotLoaded(answer: Response | null, mine: string | null): string | null {
  if (answer === null) return NOT_REACHED;
  if (answer.status >= 500 && !answer.headers.has(OF_THE_PAGES)) return NOT_REACHED;
  const now = answer.headers.get(PERSON_HEADER);
  const hasLeft = mine !== null && now === null && answer.status === REDIRECTED;
  return hasLeft && [...document.forms].some(isFilledIn) ? SIGNED_OUT_HERE : null;
}

/** Whether the page that is shown is asked for anew. */
function isOfThisPage({ pathname }: URL): boolean {
  const of = pathname.slice(0, -".data".length);
  return (of === "/_root" ? "/" : of) === location.pathname;
}

/** Ends early where the connection is back or somebody looks at the page again. */
function pauseFor(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = new AbortController();
    const go = () => {
      clearTimeout(timer);
      ended.abort();
      resolve();
    };
    const timer = setTimeout(go, ms);
    const once = { signal: ended.signal };
    addEventListener("online", go, once);
    addEventListener("focus", go, once);
    const leave = () => {
      clearTimeout(timer);
      ended.abort();
      NOT_LOADED.set(null);
      reject(new DOMException("left", "AbortError"));
    };
    signal?.addEventListener("abort", leave, once);
  });
}

/** The fields that are text. */
function fieldsOf(body: RequestInit["body"]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  if (body instanceof FormData || body instanceof URLSearchParams) {
    for (const [name, value] of body) if (typeof value === "string") fields.set(name, value);
  }
  return fields;
}

/** All that was filled in; of a file, its name and size. */
function bodyText(body: RequestInit["body"]): string {
  if (!(body instanceof FormData || body instanceof URLSearchParams)) return String(body);
  const said = [...body].map(([name, value]) =>
    typeof value === "string" ? [name, value] : [name, value.name, value.size],
  );
  return JSON.stringify(said);
}

/**
 * The form among those of its address, whatever is typed in it: its intent, and what it is about, which ids
 * and hidden fields say.
 */
function nameOf(fields: ReadonlyMap<string, string>): string {
  const hidden = [...document.querySelectorAll<HTMLInputElement>("input[type=hidden]")];
  const own = [...fields].filter(
    ([name, value]) =>
      name === INTENT_FIELD ||
      name.endsWith("Id") ||
      hidden.some((field) => field.name === name && field.value === value),
  );
  return own.flat().join(" ");
}

/** Also where the page comes without TLS, in which browsers have no `randomUUID`. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The sentence of a refusal that was thrown to an error page; null where the answer is a form's. */
async function thrownIn(answer: Response): Promise<string | null> {
  if (!answer.body) return ofStatus(answer.status);
  const { value } = await decodeAnswer(answer.body, window);
  if (typeof value !== "object" || value === null || !("error" in value)) return null;
  const { error } = value;
  const data = typeof error === "object" && error !== null && "data" in error ? error.data : null;
  return isRefusedPage(data) ? data.sentence : ofStatus(answer.status);
}

/** The server's words before its pages are asked, as text; a proxy says them in a page of its own. */
function ownSentence(answer: Response, body: ArrayBuffer): string | null {
  const isText = answer.headers.get("Content-Type")?.startsWith("text/plain") === true;
  return isText && body.byteLength < 300 ? new TextDecoder().decode(body).trim() : null;
}

function ofStatus(status: number): string {
  return OF_STATUS[status] ?? "This was refused, so nothing was done.";
}

const OF_STATUS: Readonly<Record<number, string>> = {
  413: "That is larger than what is taken here, so nothing of it was stored. Send less at a time.",
  429: "Too much was sent at once, so nothing was done. Wait a minute, then send it again.",
};

const STILL_HERE = "What you typed is still here.";
const OFFLINE = `You are offline, so this was not sent. ${STILL_HERE} Send it again once you are connected.`;
const ONCE = "Send it again: if it had arrived, you are told so, and it is not done twice.";
const BROKE_OFF = `The connection broke off, so it is not known whether this arrived. ${STILL_HERE} ${ONCE}`;
const NO_ANSWER = `The server did not answer; perhaps it is being started anew. ${STILL_HERE} ${ONCE}`;
const OUR_FAULT = `Something went wrong on our side. ${STILL_HERE} ${ONCE} Tell whoever runs this workspace if it happens again.`;
const SIGNED_OUT = `You were signed out, so nothing was saved. ${STILL_HERE} Sign in again in another window, then send this form once more.`;
const NOT_REACHED =
  "The server can’t be reached, so this page may not show the latest. It is asked again by itself, and what you typed stays.";
const SIGNED_OUT_HERE =
  "You were signed out. What you typed is still here: sign in again in another window, then come back to this one.";

/** The answer of an action, as the framework reads it. */
function answerOf(status: number, sentence: string, intent: string | null): Response {
  const data = unreadAnswer({ code: "unavailable", sentence }, intent);
  const headers = { "Content-Type": "text/x-script", [OF_THE_PAGES]: "yes" };
  return new Response(encoded({ data }), { status, headers });
}

/** As the framework's own encoder (turbo-stream) writes it: a list in which each value names the places of its parts. */
function encoded(whole: unknown): string {
  const values: unknown[] = [];
  const place = (value: unknown): number => {
    if (value === null) return ENCODED_NULL;
    const at = values.push(value) - 1;
    if (Array.isArray(value)) values[at] = value.map(place);
    else if (typeof value === "object") {
      const parts = Object.entries(value as object);
      values[at] = Object.fromEntries(parts.map(([key, part]) => [`_${place(key)}`, place(part)]));
    }
    return at;
  };
  place(whole);
  return `${JSON.stringify(values)}\n`;
}

const ENCODED_NULL = -5;
