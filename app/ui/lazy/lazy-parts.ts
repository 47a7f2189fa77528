import { type ComponentType, createElement, useEffect, useState } from "react";

/** A part of the page whose code comes after the page: a component, or functions. */
export interface LazyPart<Part> {
  /** The part once it has come. */
  (): Part | null;
  /** Fetches it, some times over after failures; then when asked again, or when the network is back. */
  readonly fetch: () => Promise<Part>;
}

const known = new Set<() => Promise<unknown>>();

/** Milliseconds before a part that could not be fetched is asked for again: at first, and at most. */
const AGAIN_MS = { first: 1_000, most: 30_000 };
/** So many times in a row; after that somebody must ask, or the network come back. */
const TRIES = 6;

/** Declares a part that is fetched when it is first asked for, or once the page is at rest. */
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
      } catch {
        failures = failures === TRIES ? 1 : failures + 1;
        await wakened(failures === TRIES ? null : backOff(failures), (now) => (wake = now));
      }
    }
  };
  known.add(fetch);
  return Object.assign(() => come, { fetch });
}

function backOff(failures: number): number {
  return Math.min(AGAIN_MS.most, AGAIN_MS.first * 2 ** (failures - 1));
}

/** Resolves after so many milliseconds, if any, when it is woken, or when the network is back. */
function wakened(milliseconds: number | null, onWake: (wake: () => void) => void): Promise<void> {
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

/** The part's component; null until it has come. Asking for it is what fetches it. */
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
 * A component that stands for a part: nothing is drawn before it is first `open`, nor before it has
 * come; then it stays, so that it can close in its own way.
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
    useNoKeys(props.open && Part === null);
    return Part ? createElement(Part, props) : null;
  };
}

/** While a part is on its way, what is typed for it does not go into the text behind it. */
function useNoKeys(waits: boolean): void {
  useEffect(() => {
    const before = document.activeElement;
    if (!waits || !(before instanceof HTMLElement)) return;
    before.blur();
    return () => before.focus({ preventScroll: true });
  }, [waits]);
}

/**
 * A component that stands for a part, which is drawn as soon as it has come.
 * @param takesKeys whether the part is there to be typed in.
 * @param meanwhile what is said until then.
 */
export function lazyWhenShown<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  { takesKeys = false, meanwhile = "" } = {},
): ComponentType<Props> {
  const part = createLazyPart(load);
  return function ShownLater(props) {
    const Part = useLazyPart(part, true);
    useNoKeys(takesKeys && Part === null);
    if (Part) return createElement(Part, props);
    return meanwhile ? createElement("p", { className: "text-ink-soft" }, meanwhile) : null;
  };
}

/** Milliseconds that a page is left alone after it has woken up. */
const REST_MS = 2_500;

/** Fetches all parts in advance, once the page has been at rest, so that none needs a connection. */
export function prefetchLazyParts(then: () => void = () => undefined): () => void {
  let idle: number | null = null;
  const fetchAll = () => void Promise.all([...known].map((fetch) => fetch())).then(then);
  const timer = setTimeout(() => {
    // Safari has none.
    if (typeof requestIdleCallback !== "function") fetchAll();
    else idle = requestIdleCallback(fetchAll, { timeout: 10_000 });
  }, REST_MS);
  return () => {
    clearTimeout(timer);
    if (idle !== null) cancelIdleCallback(idle);
  };
}
