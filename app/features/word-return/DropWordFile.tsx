import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { usePageFrame } from "#app/framework/page-frame.ts";
import { Button } from "#app/ui/Button.tsx";
import { useLatest } from "#app/ui/use-latest.ts";

const WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

type Dropping =
  | { readonly at: "over" }
  | { readonly at: "sending"; readonly name: string }
  | { readonly at: "refused"; readonly sentence: string };

/**
 * Takes a Word file that is dropped anywhere on the page (W9), also on the text, where any other file is
 * refused as before. Whoever has no mouse chooses it on a page of its own.
 */
export default function DropWordFile({ place = "" }: { readonly place?: string }) {
  const [state, setState] = useState<Dropping | null>(null);
  const navigate = useNavigate();
  const person = usePageFrame()?.person?.userId ?? null;
  const send = useLatest(async (file: File) => {
    setState({ at: "sending", name: file.name });
    // Loaded with the first file: most pages never take one.
    const { sendWordFile } = await import("./send-word-file.ts");
    const sent = await sendWordFile(file, place, person);
    if ("sentence" in sent) return setState({ at: "refused", sentence: sent.sentence });
    setState(null);
    await navigate(sent.to);
  });
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!mayBeWord(event.dataTransfer)) return;
      event.preventDefault();
      setState((before) => (before?.at === "sending" ? before : { at: "over" }));
    };
    const leave = (event: DragEvent) => {
      // It left the window, and not only one element of it.
      if (event.relatedTarget === null)
        setState((before) => (before?.at === "over" ? null : before));
    };
    const drop = (event: DragEvent) => {
      setState((before) => (before?.at === "over" ? null : before));
      const files = Array.from(event.dataTransfer?.files ?? []);
      const file = files.find(({ name, type }) => type === WORD_TYPE || /\.doc[xm]$/iu.test(name));
      if (!file) return;
      event.preventDefault();
      event.stopPropagation();
      if (files.length > 1) setState({ at: "refused", sentence: ONE_BY_ONE });
      else void send.current?.(file);
    };
    // Before the text's own handlers, which refuse files.
    window.addEventListener("dragover", over, true);
    window.addEventListener("dragleave", leave, true);
    window.addEventListener("drop", drop, true);
    return () => {
      window.removeEventListener("dragover", over, true);
      window.removeEventListener("dragleave", leave, true);
      window.removeEventListener("drop", drop, true);
    };
  }, [send]);
  return (
    <div aria-live="polite">
      {state ? (
        <div
          className="fixed left-1/2 z-50 w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 rounded-lg border border-rule bg-raised px-5 py-4 shadow-raised"
          // Lets a drag through to what is below.
          style={{ bottom: "1.5rem", pointerEvents: state.at === "over" ? "none" : undefined }}
        >
          {state.at === "over" ? (
            <p>Drop a Word file to see what is in it. Nothing is written before you say so.</p>
          ) : state.at === "sending" ? (
            <p className="wrap-anywhere">Reading “{state.name}”…</p>
          ) : (
            <div className="flex flex-wrap items-start justify-between gap-3">
              <p className="min-w-0 flex-1 basis-60">{state.sentence}</p>
              <Button onClick={() => setState(null)}>Close</Button>
            </div>
          )}
        </div>
      ) : null}
    </div>
  );
}

/** Whether a Word file may be among what is dragged; some systems tell no type of it. */
function mayBeWord(data: DataTransfer | null): boolean {
  return Array.from(data?.items ?? []).some(
    ({ kind, type }) => kind === "file" && (type === WORD_TYPE || type === ""),
  );
}

const ONE_BY_ONE = "One Word file at a time. Nothing was sent; drop them one after the other.";
