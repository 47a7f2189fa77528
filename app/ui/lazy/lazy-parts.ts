import { type ComponentType, createElement, useEffect, useState } from "react";

/** A part of the page whose code loads after the page: a component, or functions. */
export interface LazyPart<Part> {
  /** The part once it is loaded. */
  (): Part | null;
  /** Loads it, with several tries; after those, when asked again or when the network is back. */
  readonly fetch: () => Promise<Part>;
}

const known = new Set<() => Promise<unknown>>();

/** Milliseconds between tries after a failure: at first, and at most. */
const RETRY_MS = { first: 1_000, most: 30_000 };
/** The number of consecutive tries; after that, somebody must ask, or the network return. */
const TRIES = 6;

/** Declares a part that loads when it is first asked for, or once the page is idle. */
export function createLazyPart<Part>(load: () => Promise<{ default: Part }>): LazyPart<Part> {
  let come: Part | null = null;
  let coming: Promise<Part> | null = null;
  let wake: () => void = () => undefined;
  const fetch = () => {
    wake();
    return (coming ??= fetchOnce());
  };
  const fetchOnce = async (): Promise<Part> => {
    for (let failures = 0; ;) {
      try {
        const { default: part } = await load();
        return (come = part);
      } catch (error) {
        // A script that can't be had for so long is gone, or throws.
        if (failures === TRIES - 1 && navigator.onLine) reportError(error);
        failures = failures === TRIES ? 1 : failures + 1;
        await delayOrWake(failures === TRIES ? null : backOff(failures), (now) => (wake = now));
      }
    }
  };
  known.add(fetch);
  return Object.assign(() => come, { fetch });
}

function backOff(failures: number): number {
  return Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** (failures - 1));
}

/**
 * Resolves after that many milliseconds (if not null), when it is woken, or when the network is
 * back.
 */
function delayOrWake(
  milliseconds: number | null,
  onWake: (wake: () => void) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const timer = milliseconds === null ? undefined : setTimeout(() => wake(), milliseconds);
    const wake = () => {
      clearTimeout(timer);
      removeEventListener("online", wake);
      resolve();
    };
    addEventListener("online", wake);
    onWake(wake);
  });
}

/** The part's component; null until it is loaded. The first call loads it. */
export function useLazyPart<Props extends object>(
  part: LazyPart<ComponentType<Props>>,
  asked: boolean,
): ComponentType<Props> | null {
  const [come, setCome] = useState(() => part());
  useEffect(() => {
    if (come || !asked) return;
    let gone = false;
    void (async () => {
      const component = await part.fetch();
      if (!gone) setCome(() => component);
    })();
    return () => {
      gone = true;
    };
  }, [part, asked, come]);
  return asked ? (come ?? part()) : null;
}

/**
 * A component whose code loads when it is first `open`; nothing is rendered before. It then stays
 * mounted, so that it can animate its closing.
 */
export function lazyPart<Props extends { readonly open: boolean }>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  const part = createLazyPart(load);
  return function Later(props) {
    const [wasOpen, setWasOpen] = useState(props.open);
    if (props.open && !wasOpen) setWasOpen(true);
    const Part = useLazyPart(part, wasOpen);
    useEffect(() => {
      if (props.open) void part.fetch();
    }, [props.open]);
    useBlockedKeys(props.open && Part === null);
    if (Part) return createElement(Part, props);
    // Whoever pressed a button sees that it was pressed.
    return props.open ? createElement("output", { className: LOADING }, "Loading…") : null;
  };
}

/**
 * While something is loading, keys typed for it must not go into the text behind it.
 * @param givesBack whether the text has the keys again afterwards; what comes may take them itself.
 */
export function useBlockedKeys(waits: boolean, givesBack = true): void {
  useEffect(() => {
    const before = document.activeElement;
    if (!waits || !(before instanceof HTMLElement)) return;
    before.blur();
    if (!givesBack) return;
    return () => {
      // Somebody may have gone on elsewhere meanwhile.
      if (document.activeElement === document.body) before.focus({ preventScroll: true });
    };
  }, [waits, givesBack]);
}

interface ShownOptions<Props> {
  /** Whether the part, as it is asked for, is there to be typed in. */
  readonly takesKeys?: (props: Props) => boolean;
  /** Shown until it is loaded. */
  readonly meanwhile?: string;
}

/** A component that is rendered as soon as its code is loaded. */
export function lazyWhenShown<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  { takesKeys, meanwhile = "" }: ShownOptions<Props> = {},
): ComponentType<Props> {
  const part = createLazyPart(load);
  return function ShownLater(props) {
    const Part = useLazyPart(part, true);
    useBlockedKeys(Part === null && takesKeys?.(props) === true);
    if (Part) return createElement(Part, props);
    return meanwhile ? createElement("p", { className: "text-ink-soft" }, meanwhile) : null;
  };
}

/** As a tooltip looks. */
const LOADING =
  "fixed top-0 left-0 z-50 rounded bg-ink px-2 py-1 text-sm whitespace-nowrap text-paper shadow-raised select-none";

/** Milliseconds without prefetching after hydration. */
const IDLE_MS = 2_500;

/** Prefetches all parts once the page has been idle, so that none needs a connection. */
export function prefetchLazyParts(then: () => void = () => undefined): () => void {
  let idle: number | null = null;
  const fetchAll = () => void Promise.all([...known].map((fetch) => fetch())).then(then);
  const timer = setTimeout(() => {
    // Safari has none.
    if (typeof requestIdleCallback !== "function") fetchAll();
    else idle = requestIdleCallback(fetchAll, { timeout: 10_000 });
  }, IDLE_MS);
  return () => {
    clearTimeout(timer);
    if (idle !== null) cancelIdleCallback(idle);
  };
}
