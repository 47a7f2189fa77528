import type { CDPSession, Page } from "@playwright/test";

/**
 * An authenticator of Chromium's own, in one page, for passkeys without a device. Browsers make keys for
 * names alone: `onLocalhost` is the address to open.
 */
export class VirtualAuthenticator {
  readonly #session: CDPSession;
  readonly #id: string;

  private constructor(session: CDPSession, id: string) {
    this.#session = session;
    this.#id = id;
  }

  /** @param isSynced whether its keys are kept in several devices. */
  static async on(page: Page, { isSynced = true } = {}): Promise<VirtualAuthenticator> {
    const session = await page.context().newCDPSession(page);
    await session.send("WebAuthn.enable");
    const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
        defaultBackupEligibility: isSynced,
        defaultBackupState: isSynced,
      },
    });
    return new VirtualAuthenticator(session, authenticatorId);
  }

  /** Whether the person shows that it is them, by finger, face or PIN. */
  async verifies(isUserVerified: boolean): Promise<void> {
    await this.#session.send("WebAuthn.setUserVerified", {
      authenticatorId: this.#id,
      isUserVerified,
    });
  }

  /** Whether the person is there at all: else the browser waits. */
  async isThere(enabled: boolean): Promise<void> {
    await this.#session.send("WebAuthn.setAutomaticPresenceSimulation", {
      authenticatorId: this.#id,
      enabled,
    });
  }

  /** How many keys it keeps. */
  async keys(): Promise<number> {
    return (await this.#keys()).length;
  }

  /** Gives its keys to another page's authenticator, as a password manager does. */
  async copyTo(other: VirtualAuthenticator): Promise<void> {
    for (const credential of await this.#keys()) {
      await other.#session.send("WebAuthn.addCredential", {
        authenticatorId: other.#id,
        credential,
      });
    }
  }

  async #keys() {
    const { credentials } = await this.#session.send("WebAuthn.getCredentials", {
      authenticatorId: this.#id,
    });
    return credentials;
  }
}

/** The address of a test's server under the name for which browsers make keys. */
export function onLocalhost(origin: string): string {
  return origin.replace("//127.0.0.1", "//localhost");
}
