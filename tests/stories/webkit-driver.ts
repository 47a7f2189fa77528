import { type ChildProcess, spawn } from "node:child_process";
import { installed } from "#tests/support/debian-package.ts";
import { freePort } from "#tests/support/free-port.ts";
import { NAMED } from "./chromium-driver.ts";
import type { BrowserDriver } from "./browser-driver.ts";
import { until } from "./waiting.ts";

/** Where Debian puts WebKitGTK's driver and its small browser. */
const DRIVER = ["/usr/bin/WebKitWebDriver"];
const BROWSERS = ["x86_64", "aarch64"].map(
  (machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`,
);

/** The keys of WebDriver, by the names that stories use. */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  Escape: "\uE00C",
  PageUp: "\uE00E",
  PageDown: "\uE00F",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  Delete: "\uE017",
};

/**
 * A person at a WebKitGTK of their own, by WebDriver: Playwright's WebKit is none that Debian ships. It
 * needs a display, such as Xvfb's, in DISPLAY.
 */
export async function openWebkit(): Promise<BrowserDriver> {
  const port = await freePort();
  const driver = spawn(installed(DRIVER, "webkit2gtk-driver"), [`--port=${port}`], {
    stdio: "ignore",
  });
  const session = await newSession(`http://127.0.0.1:${port}`, driver);
  const act = async (actions: readonly object[]) =>
    void (await session("POST", "/actions", { actions }));
  const keys = (actions: readonly object[]) => act([{ type: "key", id: "keyboard", actions }]);
  const down = (value: string) => ({ type: "keyDown", value });
  const up = (value: string) => ({ type: "keyUp", value });
  const mouse = (actions: readonly object[]) =>
    act([{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }]);
  const move = (x: number, y: number) => ({
    type: "pointerMove",
    x: Math.round(x),
    y: Math.round(y),
    duration: 0,
  });
  const goto = async (address: string) => {
    await session("POST", "/url", { url: address });
    await session("POST", "/execute/sync", { script: NAMED, args: [] });
  };
  const ask: BrowserDriver["ask"] = (question, argument) =>
    session("POST", "/execute/sync", {
      script: `return (${question.toString()})(arguments[0])`,
      args: [argument ?? null],
    }) as never;
  const press = (pressed: string) => {
    const parts = pressed.split("+").map((part) => KEYS[part] ?? part);
    return keys([...parts.map(down), ...parts.toReversed().map(up)]);
  };
  const letter = (value: string) => keys([down(value), up(value)]);
  return {
    engine: "webkit",
    async signIn(url, email, password) {
      await goto(`${url}/login`);
      for (const [name, words] of Object.entries({ email, password })) {
        await ask((field: string) => {
          document.querySelector<HTMLInputElement>(`[name=${field}]`)?.focus();
        }, name);
        for (const each of words) await letter(each);
      }
      await press("Enter");
      await until(
        "signed in",
        () => ask(() => location.pathname, undefined),
        (path) => path !== "/login",
      );
    },
    goto,
    ask,
    press,
    letter,
    async click(x, y, { count = 1, shift = false } = {}) {
      if (shift) await keys([down(KEYS["Shift"] ?? "")]);
      const once = [
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ];
      await mouse([move(x, y), ...Array.from({ length: count }, () => once).flat()]);
      if (shift) await keys([up(KEYS["Shift"] ?? "")]);
    },
    async drag(from, to) {
      await mouse([
        move(...from),
        { type: "pointerDown", button: 0 },
        move(from[0] + 5, from[1] + 2),
        move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2),
        move(...to),
        { type: "pointerUp", button: 0 },
      ]);
    },
    compose: () => Promise.resolve(false),
    async close() {
      await session("DELETE", "", null).catch(() => undefined);
      driver.kill();
    },
  };
}

type Session = (method: "POST" | "DELETE", path: string, body: object | null) => Promise<unknown>;

async function newSession(driverUrl: string, driver: ChildProcess): Promise<Session> {
  const send = async (method: string, address: string, body: object | null) => {
    const answer = await fetch(address, {
      method,
      ...(body === null ? {} : { body: JSON.stringify(body) }),
      headers: { "Content-Type": "application/json" },
      signal: AbortSignal.timeout(60_000),
    });
    const { value } = (await answer.json()) as { value: unknown };
    if (!answer.ok) throw new Error(`${method} ${address}: ${JSON.stringify(value)}`);
    return value;
  };
  await until(
    "the driver of WebKit listens",
    () => fetch(`${driverUrl}/status`).then(Boolean, () => driver.exitCode !== null),
    Boolean,
  );
  const options = { binary: installed(BROWSERS, "webkit2gtk-driver"), args: ["--automation"] };
  const capabilities = {
    alwaysMatch: { browserName: "MiniBrowser", "webkitgtk:browserOptions": options },
  };
  const { sessionId } = (await send("POST", `${driverUrl}/session`, { capabilities })) as {
    sessionId: string;
  };
  const session: Session = (method, path, body) =>
    send(method, `${driverUrl}/session/${sessionId}${path}`, body);
  await session("POST", "/window/rect", { width: 1280, height: 860 });
  return session;
}
