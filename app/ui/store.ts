import { useSyncExternalStore } from "react";

/**
 * A value that changes outside of React, many times a second if need be. Watchers are notified only
 * when it differs, so that a keystroke renders nothing but its letter.
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

  isWatched = (): boolean => this.watchers.size > 0;

  watch = (tell: () => void): (() => void) => {
    this.watchers.add(tell);
    return () => this.watchers.delete(tell);
  };
}

/** The store's current value. During server rendering and hydration, the initial one. */
export function useStore<T>(watched: Store<T>): T {
  return useSyncExternalStore(watched.watch, watched.get, watched.get);
}

/** Whether two flat objects have equal values. */
export function sameValues<T extends object>(one: T, other: T): boolean {
  const keys = Object.keys(one) as (keyof T)[];
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
