// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { askPasskey, stopAskingPasskey } from "#app/features/passkeys/ask-passkey.ts";

const browser = vi.hoisted(() => ({
  startAuthentication: vi.fn<() => Promise<unknown>>(),
  startRegistration: vi.fn<() => Promise<unknown>>(),
  browserSupportsWebAuthnAutofill: async () => true,
  WebAuthnAbortService: { cancelCeremony: vi.fn<() => void>() },
}));
vi.mock("@simplewebauthn/browser", () => browser);

const closed = () => Object.assign(new Error("closed"), { name: "AbortError" });

describe("a question that somebody pressed a button for", () => {
  beforeEach(() => {
    vi.stubGlobal("PublicKeyCredential", function PublicKeyCredential() {});
    vi.stubGlobal("fetch", async () => Response.json({ ok: true, value: { challenge: "c" } }));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetAllMocks();
  });

  it("is asked again where an offer that was on its way closed it", async () => {
    browser.startAuthentication
      .mockRejectedValueOnce(closed())
      .mockResolvedValueOnce({ id: "key" });
    expect(await askPasskey("sign", "/passkeys/sign-in")).toEqual({
      ok: true,
      value: JSON.stringify({ id: "key" }),
    });
    expect(browser.startAuthentication).toHaveBeenCalledTimes(2);
  });

  it("is asked once where its page was left meanwhile", async () => {
    browser.startAuthentication.mockImplementationOnce(async () => {
      await stopAskingPasskey();
      throw closed();
    });
    expect(await askPasskey("sign", "/passkeys/sign-in")).toBeNull();
    expect(browser.startAuthentication).toHaveBeenCalledTimes(1);
  });

  it("is closed by no offer that begins while it is asked", async () => {
    let answer: (value: unknown) => void = () => {};
    browser.startAuthentication.mockImplementationOnce(
      () => new Promise((resolve) => (answer = resolve)),
    );
    const asked = askPasskey("sign", "/passkeys/sign-in");
    expect(await askPasskey("offer", "/passkeys/sign-in")).toBeNull();
    await vi.waitFor(() => expect(browser.startAuthentication).toHaveBeenCalledTimes(1));
    answer({ id: "key" });
    expect(await asked).toMatchObject({ ok: true });
  });
});
