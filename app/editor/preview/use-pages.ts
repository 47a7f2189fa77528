import type { Editor } from "#app/editor/editor.ts";
import { useEffect, useRef, useState } from "react";
import type { LayoutProfile } from "#app/domain/document.ts";
import type { PreviewView } from "#server/services/documents/preview-views.ts";
import type { DeskSession } from "#app/editor/session/session.ts";
import type { NoPages, PreviewAnswer } from "./answer.ts";
import { reportUnlessUnreachable, Unreachable, unreachable } from "#app/ui/unreachable.ts";

/** Milliseconds of idle time after a change before pages are requested, and the longest wait. */
const IDLE_MS = 400;
const LONGEST_MS = 2_000;
/** Milliseconds until the next request after the server could not answer. */
const RETRY_MS = 5_000;

interface PagesOptions {
  readonly documentId: string;
  readonly layout: LayoutProfile;
  /** A key that changes with everything besides the text that the pages depend on. */
  readonly stamp: string;
  readonly session: DeskSession | null;
  readonly editor: Editor | null;
  readonly online: boolean;
}

interface PagesNow {
  /** The last pages, of this layout or of the previous one. */
  readonly pages: PreviewView | null;
  /** Whether they show everything typed so far. */
  readonly current: boolean;
  /** Why the current text can't be typeset. */
  readonly problem: NoPages | null;
}

const NOTHING: PagesNow = { pages: null, current: false, problem: null };

/**
 * The pages of the committed text, requested when typing pauses. One request at a time; changes
 * meanwhile are requested afterwards.
 */
export function usePages(options: PagesOptions): PagesNow {
  const { documentId, layout, stamp, session, editor, online } = options;
  const [now, setNow] = useState(NOTHING);
  const current = useRef<PageRequester | null>(null);

  useEffect(() => {
    const outdated = () => setNow(asOutdated);
    outdated();
    if (!online) return;
    const asker = new PageRequester(
      `/documents/${documentId}/preview?layout=${layout}`,
      () => session?.state.room.unsaved ?? 0,
      (answer, current) =>
        setNow((before) =>
          answer.ok
            ? { pages: answer.pages, current, problem: null }
            : { pages: before.pages, current: false, problem: answer },
        ),
    );
    const changed = ({ transaction }: { transaction: { docChanged: boolean } }) => {
      if (!transaction.docChanged) return;
      outdated();
      asker.soon();
    };
    const saved = () => asker.saved();
    editor?.on("transaction", changed);
    session?.on("change", saved);
    current.current = asker;
    asker.now();
    return () => {
      current.current = null;
      editor?.off("transaction", changed);
      session?.off("change", saved);
      asker.stop();
    };
  }, [documentId, layout, session, editor, online]);

  const shown = useRef(stamp);
  useEffect(() => {
    if (shown.current === stamp) return;
    shown.current = stamp;
    setNow(asOutdated);
    current.current?.now();
  }, [stamp]);
  return now;
}

const asOutdated = (now: PagesNow): PagesNow => (now.current ? { ...now, current: false } : now);

/** Requests pages after changes, once they are committed, one request at a time. */
class PageRequester {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private since = 0;
  private last = 0;
  private waiting = false;
  /** Whether nothing changed since the pending request. */
  private current = false;
  private asking = false;
  private stopped = false;
  private readonly leaving = new AbortController();

  constructor(
    private readonly address: string,
    private readonly unsaved: () => number,
    private readonly tell: (answer: PreviewAnswer, current: boolean) => void,
  ) {}

  now(): void {
    this.current = false;
    void this.ask();
  }

  /** Call on a change: requests after a pause, but within the longest wait. */
  soon(): void {
    this.current = false;
    this.last = performance.now();
    if (this.timer) return;
    this.since = this.last;
    this.timer = setTimeout(this.look, IDLE_MS);
  }

  /** Call when the room's state changed: the awaited text may be committed now. */
  saved(): void {
    if (this.waiting && this.unsaved() === 0) void this.ask();
  }

  stop(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    this.leaving.abort();
  }

  private readonly look = (): void => {
    const time = performance.now();
    const left = Math.min(this.last + IDLE_MS, this.since + LONGEST_MS) - time;
    this.timer = left > 1 ? setTimeout(this.look, left) : null;
    if (!this.timer) void this.ask();
  };

  private async ask(): Promise<void> {
    if (this.stopped) return;
    // Uncommitted text is on no page yet; the receipt triggers another request.
    this.waiting = this.asking || this.unsaved() > 0;
    if (this.waiting) return;
    this.asking = true;
    this.current = true;
    try {
      const answer = await fetch(this.address, {
        headers: { Accept: "application/json" },
        signal: this.leaving.signal,
      }).catch(unreachable);
      const isOurs = answer.headers.get("Content-Type")?.includes("application/json");
      if (!isOurs || answer.redirected) throw new Unreachable();
      const said = (await answer.json().catch(unreachable)) as PreviewAnswer;
      if (!this.stopped) this.tell(said, this.current);
      // The server was busy; problems of the text itself are not retried.
      if (answer.status >= 500) this.later();
    } catch (error) {
      reportUnlessUnreachable(error);
      this.later();
    } finally {
      this.asking = false;
      if (this.waiting) void this.ask();
    }
  }

  private later(): void {
    if (this.stopped) return;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.ask();
    }, RETRY_MS);
  }
}
