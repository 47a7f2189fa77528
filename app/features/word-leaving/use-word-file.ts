import { useEffect, useRef, useState } from "react";
import { APART_HEADER } from "#app/domain/word-leaving.ts";
import { fileNameOf } from "./file-name-of.ts";

export type WordFileState =
  | { readonly is: "idle" | "making" | "slow" }
  | { readonly is: "taken"; readonly name: string; readonly apart: number }
  | { readonly is: "failed"; readonly sentence: string };

/** After how many milliseconds the page says that the file is still being made. */
const SLOW_MS = 1_000;
/** Longer than the server works on one. */
const LONGEST_MS = 120_000;

/**
 * Takes a file from an address without leaving the page, which says meanwhile that it is being made, and
 * why there is none. Where the server leads to another page, that is shown.
 */
export function useWordFile() {
  const [state, setState] = useState<WordFileState>({ is: "idle" });
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);

  async function take(address: string): Promise<void> {
    asking.current?.abort();
    const asked = new AbortController();
    asking.current = asked;
    setState({ is: "making" });
    const slow = setTimeout(() => setState({ is: "slow" }), SLOW_MS);
    const limit = setTimeout(() => asked.abort(), LONGEST_MS);
    try {
      const answer = await fetch(address, {
        headers: { Accept: "application/octet-stream, text/plain" },
        signal: asked.signal,
      });
      if (answer.redirected) {
        window.location.assign(answer.url);
        return;
      }
      if (!answer.ok) {
        const sentence = (await answer.text()).trim();
        setState({ is: "failed", sentence: isSentence(sentence) ? sentence : NOT_MADE });
        return;
      }
      const name = fileNameOf(answer.headers.get("Content-Disposition"));
      const apart = Number(answer.headers.get(APART_HEADER) ?? 0);
      save(await answer.blob(), name);
      setState({ is: "taken", name, apart });
    } catch {
      // Another was asked for meanwhile, or the page is gone: nobody waits for this one.
      if (asking.current === asked) setState({ is: "failed", sentence: NOT_MADE });
    } finally {
      clearTimeout(slow);
      clearTimeout(limit);
    }
  }

  return { state, take };
}

/** The server says in plain words why it refuses; what is between it and here may answer with a page. */
function isSentence(words: string): boolean {
  return words !== "" && words.length < 1_000 && !words.startsWith("<");
}

const NOT_MADE =
  "The Word file could not be fetched: the connection broke off. Nothing was changed; try again.";

function save(bytes: Blob, name: string): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
