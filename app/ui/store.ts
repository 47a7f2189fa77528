import { useSyncExternalStore } from "react";

/**
 * A value that changes behind React's back, many times a second if need be. It tells its watchers only
 * when it has become different, so that a keystroke draws nothing but its letter.
 */
export class Store<T> {
  private readonly watchers = new Set<() => void>();

  constructor(
    private current: T,
    private readonly isSame: (one: T, other: T) => boolean = Object.is,
  ) {}

  get = (): T => this.current;

  set(next: T): void {
    if (this.isSame(this.current, next)) return;
    this.current = next;
    for (const tell of this.watchers) tell();
  }

  watch = (tell: () => void): (() => void) => {
    this.watchers.add(tell);
    return () => this.watchers.delete(tell);
  };
}

/** The value, kept up to date. On the server and while the page is hydrated it is the first one. */
export function useStore<T>(watched: Store<T>): T {
  return useSyncExternalStore(watched.watch, watched.get, watched.get);
}

/** Whether two flat objects hold the same values. */
export function sameValues<T extends object>(one: T, other: T): boolean {
  const keys = Object.keys(one) as (keyof T)[];
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
