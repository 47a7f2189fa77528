import type { AttachmentRole } from "#app/domain/attachment.ts";
import { ATTACHMENT_FILE_FIELD } from "#app/domain/forms/attachment.ts";
import { INTENT_FIELD } from "#app/framework/form-answer.ts";
import { PERSON_HEADER } from "#app/protocol/person-header.ts";

/** The progress of an upload. */
export interface SentFile {
  readonly state: "waiting" | "sending" | "attached" | "refused" | "unknown";
  /** The sent part of its bytes, 0 to 1. */
  readonly share: number;
  /** Why it was refused; null otherwise. */
  readonly sentence: string | null;
}

interface FileToSend {
  readonly role: AttachmentRole;
  readonly file: File;
  /** For whom the page was drawn; null where it is not known. */
  readonly person: string | null;
}

/** Milliseconds without a response after which an upload is aborted. */
const TIMEOUT_MS = 10 * 60_000;

/**
 * Uploads one file with progress, which `fetch` can't report. Never throws; a failure is returned
 * as a sentence.
 */
export function sendFile(
  address: string,
  { role, file, person }: FileToSend,
  signal: AbortSignal,
  tell: (now: SentFile) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const end = (state: "attached" | "refused" | "unknown", sentence: string | null) => {
      tell({ state, share: 1, sentence });
      resolve();
    };
    if (signal.aborted) return end("refused", STOPPED);
    const body = new FormData();
    // Before the file, so that the server knows it when the file arrives.
    body.append(INTENT_FIELD, "attach");
    body.append("role", role);
    body.append(ATTACHMENT_FILE_FIELD, file);
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.timeout = TIMEOUT_MS;
    request.setRequestHeader("Accept", "application/json");
    if (person !== null) request.setRequestHeader(PERSON_HEADER, person);
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      tell({ state: "sending", share: total > 0 ? loaded / total : 0, sentence: null }),
    );
    request.addEventListener("load", () => {
      const said = request.response as { said?: unknown; sentence?: unknown } | null;
      if (request.status === 200 && typeof said?.said === "string") end("attached", null);
      else end("refused", typeof said?.sentence === "string" ? said.sentence : REFUSED);
    });
    request.addEventListener("error", () => end("unknown", BROKE_OFF));
    request.addEventListener("timeout", () => end("unknown", BROKE_OFF));
    request.addEventListener("abort", () => end("refused", STOPPED));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    tell({ state: "sending", share: 0, sentence: null });
    request.send(body);
  });
}

const STOPPED = "Stopped; nothing of it was stored.";
const BROKE_OFF =
  "The connection broke off, so it is not known to be stored. Look at the list, and send it again if it is not there.";
const REFUSED = "It was not attached. Load the page again and try once more.";
