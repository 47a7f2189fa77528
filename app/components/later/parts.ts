import { type ComponentType, createElement, useEffect, useState } from "react";

/** A part of the page whose code comes after the page. */
export interface LaterPart<Props extends object> {
  /** Its component once it has come. */
  (): ComponentType<Props> | null;
  /** Fetches it; again after a failure, until it has come. */
  readonly fetch: () => Promise<ComponentType<Props>>;
}

const known = new Set<() => Promise<unknown>>();

/** Milliseconds before a part that could not be fetched is asked for again. */
const AGAIN_MS = 2_000;

/** Declares a part that the first view does without. */
export function laterPart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LaterPart<Props> {
  let come: ComponentType<Props> | null = null;
  let coming: Promise<ComponentType<Props>> | null = null;
  const fetch = () => (coming ??= fetchOnce());
  const fetchOnce = async (): Promise<ComponentType<Props>> => {
    for (;;) {
      try {
        const { default: component } = await load();
        return (come = component);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  };
  known.add(fetch);
  return Object.assign(() => come, { fetch });
}

/** The part's component; null until it has come. Asking for it is what fetches it. */
export function useLaterPart<Props extends object>(
  part: LaterPart<Props>,
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
export function later<Props extends { readonly open: boolean }>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  const part = laterPart(load);
  return function Later(props) {
    const [wasOpen, setWasOpen] = useState(props.open);
    if (props.open && !wasOpen) setWasOpen(true);
    const Part = useLaterPart(part, wasOpen);
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
export function shownLater<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  { takesKeys = false, meanwhile = "" } = {},
): ComponentType<Props> {
  const part = laterPart(load);
  return function ShownLater(props) {
    const Part = useLaterPart(part, true);
    useNoKeys(takesKeys && Part === null);
    if (Part) return createElement(Part, props);
    return meanwhile ? createElement("p", { className: "text-ink-soft" }, meanwhile) : null;
  };
}

/** Milliseconds that a page is left alone after it has woken up. */
const REST_MS = 2_500;

/** Fetches all parts in advance, once the page has been at rest, so that none needs a connection. */
export function fetchPartsAtRest(then: () => void = () => undefined): () => void {
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
