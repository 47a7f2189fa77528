import { useEffect, useRef, useState } from "react";
import type { LayoutProfile } from "#app/domain/document.ts";
import { PREVIEW_SETTING } from "#app/protocol/preview.ts";

/** The widths that the server renders, in pixels. */
const WIDTHS = [600, 900, 1_200, 1_800] as const;

/** Milliseconds until a picture that a busy server could not draw is requested again, and how often. */
const RETRY_MS = 5_000;
const RETRIES = 3;

interface PagePictureProps {
  readonly documentId: string;
  readonly layout: LayoutProfile;
  /** A key that changes with the pages. */
  readonly setting: string;
  readonly page: number;
  readonly of: number;
}

/**
 * One page. It is requested when it comes near the screen, shown until the next one is loaded, and
 * transferred again only if it looks different.
 */
export function PagePicture({ documentId, layout, setting, page, of }: PagePictureProps) {
  const place = useRef<HTMLLIElement>(null);
  const near = useNear(place);
  const [source, setSource] = useState<string | null>(null);
  const shown = useRef({ of: "", tag: "", source: "" });

  useEffect(() => {
    if (!near || !place.current) return;
    const leaving = new AbortController();
    const wanted = place.current.clientWidth * window.devicePixelRatio;
    const width = WIDTHS.find((known) => known >= wanted) ?? 1_800;
    const address = `/documents/${documentId}/preview/${page}?layout=${layout}&width=${width}`;
    // Scrolled back to, and nothing has changed since.
    const of = `${setting} ${address}`;
    if (shown.current.of === of) return;
    const load = async (failures: number): Promise<void> => {
      // The browser revalidates its copy; the response is then empty.
      const answer = await fetch(address, {
        cache: "no-cache",
        // Not in the address, by which the browser keeps its copy of pages that look the same.
        headers: { [PREVIEW_SETTING]: setting },
        signal: leaving.signal,
      });
      if (answer.status >= 500 && failures < RETRIES) {
        await pause(RETRY_MS, leaving.signal);
        return load(failures + 1);
      }
      if (!answer.ok || answer.headers.get("Content-Type") !== "image/png") return;
      const tag = answer.headers.get("ETag") ?? "";
      if (tag !== "" && tag === shown.current.tag) {
        shown.current.of = of;
        return;
      }
      const next = URL.createObjectURL(await answer.blob());
      const picture = new Image();
      picture.src = next;
      // One that is not decoded is shown as it comes.
      await picture.decode().catch(() => undefined);
      if (leaving.signal.aborted) return URL.revokeObjectURL(next);
      const before = shown.current.source;
      shown.current = { of, tag, source: next };
      setSource(next);
      if (before) URL.revokeObjectURL(before);
    };
    // A load that fails for another reason, or too often, is requested again with the next change.
    load(0).catch(() => undefined);
    return () => leaving.abort();
  }, [near, documentId, layout, page, setting]);

  useEffect(() => () => URL.revokeObjectURL(shown.current.source), []);

  return (
    <li ref={place} className="preview-page">
      {source ? <img src={source} alt={`Page ${page} of ${of}`} /> : null}
      <span aria-hidden={source !== null}>{source ? page : `Page ${page}`}</span>
    </li>
  );
}

/** Resolves after that many milliseconds, unless it is called off. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("called off", "AbortError"));
    });
  });
}

/** Whether it is on the screen, or nearly. */
function useNear(place: React.RefObject<HTMLElement>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const watcher = new IntersectionObserver(
      (entries) => setNear(entries.some((entry) => entry.isIntersecting)),
      { root: element.closest("[data-pages]"), rootMargin: "50% 0px" },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [place]);
  return near;
}
