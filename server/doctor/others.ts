import { randomBytes } from "node:crypto";
import { createTransport } from "nodemailer";
import { sha256 } from "#server/digest.ts";
import { createTimestamping } from "#server/timestamping/index.ts";
import { compareClocks } from "./clocks.ts";
import { failed, lineOf, ok, skipped, warning, type DoctorFinding } from "./finding.ts";

const ANSWER_MS = 10_000;

/** Whether the mail server lets us in; a letter is sent only where one is asked for. */
export async function checkMail({
  smtpUrl,
  from,
  appUrl,
  to,
}: {
  readonly smtpUrl: string | undefined;
  readonly from: string;
  readonly appUrl: string | null;
  /** Whom to send a letter; null for none. */
  readonly to: string | null;
}): Promise<DoctorFinding> {
  if (!smtpUrl) {
    return warning(
      "No mail server is set: inviters pass links on by hand, and nobody is reminded.",
      "Set SMTP_URL and MAIL_FROM.",
    );
  }
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: ANSWER_MS,
    greetingTimeout: ANSWER_MS,
    socketTimeout: ANSWER_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.verify();
    if (to === null) {
      return appUrl === null
        ? warning(
            "The mail server lets us in, but APP_URL is not set.",
            "Set it: without it there are no reminders.",
          )
        : ok("The mail server lets us in. Whether letters arrive: --send-mail-to ADDRESS.");
    }
    await transport.sendMail({
      from,
      to,
      subject: "Coalition Desk: a letter of trial",
      text: "Whoever runs your workspace has tried whether its letters arrive. This one did.",
    });
    return ok(`The mail server took a letter to ${to}, from ${from}.`);
  } catch (error) {
    return failed(
      `The mail server refuses: ${lineOf(error)}.`,
      "See SMTP_URL (name, port, user, password; smtps:// for TLS from the start) and MAIL_FROM.",
    );
  } finally {
    transport.close();
  }
}

/** Whether the authority stamps, by certificates that are believed. It is sent a random hash. */
export async function checkTimestamps(
  authority: { readonly url: string; readonly pem: string } | null,
): Promise<DoctorFinding> {
  if (authority === null) return skipped("No time-stamping authority is set (TIMESTAMP_URL).");
  const text = randomBytes(32).toString("hex");
  const asked = Date.now();
  try {
    const { at } = await createTimestamping(authority).stamp({ hash: sha256(text), text });
    const clocks = compareClocks("The clock of the time-stamping authority", at, {
      asked,
      answered: Date.now(),
      resolution: 1_000,
    });
    return clocks.state === "ok" ? ok(`${authority.url} stamps, and is believed.`) : clocks;
  } catch (error) {
    return failed(
      `No time stamp: ${lineOf(error)}.`,
      "See TIMESTAMP_URL and TIMESTAMP_CA; the record goes on without stamps.",
    );
  }
}
