import { useRevalidator } from "react-router";
import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import type { AttachedAt } from "#server/services/index.ts";
import {
  ATTACHMENT_LIMITS,
  ATTACHMENT_ROLE_LABELS,
  type AttachmentRole,
} from "#app/domain/attachment.ts";
import { sizeText } from "#app/domain/exhibit.ts";
import { ATTACHMENT_FILE_FIELD } from "#app/domain/forms/attachment.ts";
import { INTENT_FIELD } from "#app/framework/form-answer.ts";
import { usePageFrame } from "#app/framework/page-frame.ts";
import { Button } from "#app/ui/Button.tsx";
import { BOX } from "#app/ui/Field.tsx";
import { useHydrated } from "#app/ui/use-hydrated.ts";
import { sendFile, type SentFile } from "./send-file.ts";

/** The state of one file's upload. */
interface Sending extends SentFile {
  readonly name: string;
}

/**
 * Uploads several files one by one, each with its progress. Without scripts it is a form with one
 * file.
 */
export function AttachFiles({ at }: { readonly at: Pick<AttachedAt, "kind" | "id" | "roles"> }) {
  const id = useId();
  const hydrated = useHydrated();
  const person = usePageFrame()?.person?.userId ?? null;
  const revalidator = useRevalidator();
  const [files, setFiles] = useState<readonly Sending[]>([]);
  const stop = useRef<AbortController | null>(null);
  const busy = files.some(({ state }) => state === "waiting" || state === "sending");
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [busy]);

  async function send(form: HTMLFormElement) {
    const { files: first } = form.elements.namedItem(ATTACHMENT_FILE_FIELD) as HTMLInputElement;
    const chosen = new FormData(form);
    const role = String(chosen.get("role") ?? at.roles[0]) as AttachmentRole;
    const all = chosen
      .getAll(ATTACHMENT_FILE_FIELD)
      .filter((file): file is File => file instanceof File && file.name !== "");
    setFiles(all.map(({ name }) => ({ name, state: "waiting", share: 0, sentence: null })));
    const control = new AbortController();
    stop.current = control;
    const last = new Map<File, SentFile["state"]>();
    for (const [index, file] of all.entries()) {
      const tell = (now: SentFile) => {
        last.set(file, now.state);
        setFiles((before) =>
          before.map((each, place) => (place === index ? { ...each, ...now } : each)),
        );
      };
      const sent = { role, file, person };
      await sendFile(`/attach-file/${at.kind}/${at.id}`, sent, control.signal, tell);
    }
    // The next ones may have been chosen meanwhile.
    const field = form.elements.namedItem(ATTACHMENT_FILE_FIELD) as HTMLInputElement;
    if (field.files?.[0] === first?.[0]) {
      // Those that are not attached, or not known to be, are sent again by one press, as what they are.
      const left = new DataTransfer();
      for (const file of all) if (last.get(file) !== "attached") left.items.add(file);
      field.files = left.files;
    }
    // Where nothing arrived the list is what it was.
    if ([...last.values()].some((state) => state !== "refused")) revalidator.revalidate();
  }

  return (
    <form
      method="post"
      action={`/attach/${at.kind}/${at.id}`}
      encType="multipart/form-data"
      className="grid gap-4"
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        if (!busy) void send(event.currentTarget);
      }}
    >
      <input type="hidden" name={INTENT_FIELD} value="attach" />
      {at.roles.length > 1 ? (
        <div>
          <label htmlFor={`${id}-role`} className="block font-medium">
            What it is
          </label>
          <select id={`${id}-role`} name="role" className={`${BOX} mt-1.5 min-h-11 max-w-72`}>
            {at.roles.map((role) => (
              <option key={role} value={role}>
                {ATTACHMENT_ROLE_LABELS[role]}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      <div>
        <label htmlFor={`${id}-file`} className="block font-medium">
          {hydrated ? "Files" : "File"}
        </label>
        <p id={`${id}-hint`} className="mt-0.5 text-sm text-ink-soft">
          PDFs, e-mails, Office files, pictures and archives, each at most{" "}
          {sizeText(ATTACHMENT_LIMITS.bytes)}.
        </p>
        <input
          id={`${id}-file`}
          type="file"
          name={ATTACHMENT_FILE_FIELD}
          required
          multiple={hydrated}
          aria-describedby={`${id}-hint`}
          className={`${BOX} mt-1.5 min-h-11 text-sm file:mr-3 file:cursor-pointer file:rounded file:border-0 file:bg-wash file:px-3 file:py-1 file:font-medium file:text-ink`}
        />
      </div>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="plain" busy={busy}>
          {busy ? "Sending…" : "Attach"}
        </Button>
        {busy ? (
          <Button look="quiet" onClick={() => stop.current?.abort()}>
            Stop
          </Button>
        ) : null}
      </div>
      <ul aria-live="polite" className="grid gap-2 empty:hidden">
        {files.map((file, index) => (
          <SendingFile key={`${index}-${file.name}`} file={file} />
        ))}
      </ul>
    </form>
  );
}

function SendingFile({ file: { name, state, share, sentence } }: { readonly file: Sending }) {
  return (
    <li className="text-sm">
      <span className="font-medium wrap-anywhere">{name}</span>
      {state === "sending" ? (
        <progress
          aria-label={`${name} is on its way`}
          value={share}
          max={1}
          className="ml-3 w-40 accent-accent"
        />
      ) : null}
      <span
        className={
          state === "refused" || state === "unknown" ? "block text-danger" : "ml-3 text-ink-soft"
        }
      >
        {sentence ?? STATE_LABELS[state](share)}
      </span>
    </li>
  );
}

const STATE_LABELS: Readonly<Record<SentFile["state"], (share: number) => string>> = {
  waiting: () => "Waiting",
  sending: (share) => (share < 1 ? `${Math.floor(share * 100)}%` : "Looking through it…"),
  attached: () => "Attached",
  refused: () => "Not attached",
  unknown: () => "Not known to be attached",
};
