import { Secret, TOTP } from "otpauth";
import { freePort } from "#tests/support/free-port.ts";
import { listenForMail } from "#tests/support/smtp-server.ts";
import { SoftAuthenticator } from "#tests/support/soft-authenticator.ts";
import { AttackedServer, type Answer } from "./server.ts";

/** Sends one request to a server, answered whole; follows nothing. */
export type Send = (
  address: string,
  sending?: {
    readonly method?: string;
    readonly cookie?: string | null;
    readonly body?: string | URLSearchParams;
    readonly headers?: Readonly<Record<string, string>>;
  },
) => Promise<Answer>;

/** A browser with its cookies, at a server of that origin. */
export class DoorVisitor {
  readonly #send: Send;
  readonly origin: string;
  readonly cookies = new Map<string, string>();

  constructor(send: Send, origin: string, cookies: Iterable<readonly [string, string]> = []) {
    this.#send = send;
    this.origin = origin;
    for (const [name, value] of cookies) this.cookies.set(name, value);
  }

  /** Another window with the same cookies, which go apart from now on. */
  copy(send = this.#send): DoorVisitor {
    return new DoorVisitor(send, this.origin, this.cookies);
  }

  get(address: string): Promise<Answer> {
    return this.#ask(address, {});
  }

  post(address: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.#ask(address, { method: "POST", body: new URLSearchParams(fields) });
  }

  /** Asks as scripts do, with JSON; answers the value, or throws what was answered instead. */
  async question(address: string, body: unknown = {}): Promise<{ readonly challenge: string }> {
    const answer = await this.#ask(address, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json" },
    });
    const read = JSON.parse(answer.text) as { value?: { challenge: string } };
    if (answer.status !== 200 || !read.value) throw new Error(`${answer.status}: ${answer.text}`);
    return read.value;
  }

  async #ask(address: string, sending: Parameters<Send>[1]): Promise<Answer> {
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    const answer = await this.#send(address, { ...sending, cookie });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ""] = set.split(";", 1);
      const at = pair.indexOf("=");
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (value === "" || /Max-Age=0\b/u.test(set)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** Whether a session is open here that opens pages. */
  async isIn(): Promise<boolean> {
    return (await this.get("/account")).status === 200;
  }

  signIn(email: string, password: string): Promise<Answer> {
    return this.post("/login", { email, password });
  }

  /** Adds a passkey; answers who keeps it. */
  async addPasskey(name = "Key"): Promise<SoftAuthenticator> {
    const key = new SoftAuthenticator(this.origin);
    const { challenge } = await this.question("/passkeys/make");
    const response = JSON.stringify(key.register(challenge));
    const added = await this.post("/account/passkeys", { intent: "add", name, response });
    if (added.status !== 200) throw new Error(`no passkey was added: ${added.status}`);
    return key;
  }

  /** Signs in by a passkey. */
  async signInBy(key: SoftAuthenticator): Promise<Answer> {
    const { challenge } = await this.question("/passkeys/sign-in");
    return this.post("/login/passkey", { response: JSON.stringify(key.sign(challenge)) });
  }

  /** Begins to set up a code app; answers it. */
  async beginApp(): Promise<{ readonly app: TOTP }> {
    const page = "/account/second-factor";
    await this.post(page, { intent: "begin" });
    const { text } = await this.get(page);
    const secret = /[?&](?:amp;)?secret=(?<secret>[A-Z2-7]{32})/u.exec(text)?.groups?.["secret"];
    if (!secret) throw new Error("no secret is shown");
    return { app: new TOTP({ secret: Secret.fromBase32(secret) }) };
  }

  /** Sets up a code app; answers it and its recovery codes. */
  async setUpApp(): Promise<{ readonly app: TOTP; readonly codes: readonly string[] }> {
    const { app } = await this.beginApp();
    const done = await this.post("/account/second-factor", {
      intent: "finish",
      code: app.generate(),
    });
    const codes = done.text.match(/\b[0-9a-z]{4}(?:-[0-9a-z]{4}){3}\b/gu) ?? [];
    if (done.status !== 200) throw new Error(`no app was set up: ${done.status}`);
    return { app, codes: [...new Set(codes)] };
  }
}

export type OpenedDoors = Awaited<ReturnType<typeof openDoors>>;

/** A server that mails its letters to one that reads them, where anybody may try as often as they like; to be started. */
export async function openDoors(further: Readonly<Record<string, string>> = {}) {
  const letters = await openLetters();
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const server = await AttackedServer.open({
    PORT: String(port),
    APP_URL: origin,
    SMTP_URL: letters.url,
    ENCRYPTION_KEY: Buffer.alloc(32, 9).toString("base64"),
    SIGN_IN_TRIES_PER_ADDRESS: "100000",
    ...further,
  });
  return { server, origin, letters };
}

/** A mail server whose letters are read. */
async function openLetters() {
  const { letters, url, close } = await listenForMail();
  return {
    url,
    /** The secrets of links of that path that were mailed to somebody, the latest first. */
    secretsFor: (email: string, path: string): string[] =>
      letters
        .filter(({ to }) => to?.some((one) => one.address === email))
        .flatMap(({ text }) => [...(text ?? "").matchAll(new RegExp(`${path}/([\\w-]{43})`, "gu"))])
        .map(([, secret = ""]) => secret)
        .toReversed(),
    /** Where answers to letters to somebody go, the latest first. */
    answersTo: (email: string): string[] =>
      letters
        .filter(({ to }) => to?.some((one) => one.address === email))
        .flatMap(({ replyTo }) => replyTo?.flatMap(({ address = "" }) => address) ?? [])
        .toReversed(),
    /** The headers of all letters to somebody, a line each. */
    headersFor: (email: string): string[][] =>
      letters
        .filter(({ to }) => to?.some((one) => one.address === email))
        .map(({ headers }) => headers.map(({ key, value }) => `${key}: ${value}`)),
    /** How many letters of that subject were mailed to somebody. */
    countOf: (email: string, subject: RegExp): number =>
      letters.filter(
        (letter) =>
          letter.to?.some((one) => one.address === email) && subject.test(letter.subject ?? ""),
      ).length,
    /** The codes that were mailed to that guest, the latest first. */
    codesFor: (address: string) =>
      letters
        .filter(({ to = [] }) => to.some((one) => one.address === address))
        .flatMap(({ subject = "" }) => /^\d{4} \d{4}(?= is your code$)/u.exec(subject) ?? [])
        .map((code) => code.replace(" ", ""))
        .toReversed(),
    close,
  };
}
