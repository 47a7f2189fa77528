import {
  createContext,
  type HTMLAttributes,
  type KeyboardEvent,
  useContext,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";

interface CurrentItem {
  readonly current: string | null;
  readonly setCurrent: (id: string) => void;
}

const ToolbarContext = createContext<CurrentItem>({ current: null, setCurrent: () => undefined });

/** The attributes that make a button or link an item of a toolbar. */
export interface ToolbarItem {
  readonly "data-bar-item": string;
  readonly tabIndex: number;
  readonly onFocus: () => void;
}

/** One stop of the Tab key for a row of buttons; arrows, Home and End lead from one to the next. */
export function ToolbarGroup({ children, ...rest }: HTMLAttributes<HTMLDivElement>) {
  const [current, setCurrent] = useState<string | null>(null);
  const [leaving, setLeaving] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  const place = useMemo(() => ({ current, setCurrent }), [current]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = itemsIn(bar.current);
    const at = items.indexOf(event.target as HTMLElement);
    // Keys of a menu that stands elsewhere in the page come by here as well.
    if (at < 0) return;
    if (event.key === "Tab" && event.shiftKey) setLeaving(true);
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = nextIndex(event.key, at, items.length);
    if (next === null) return;
    event.preventDefault();
    items[next]?.focus();
  };

  return (
    <div
      {...rest}
      ref={bar}
      role="toolbar"
      aria-orientation="horizontal"
      // Whichever button is next takes the focus, which never stays on the bar.
      tabIndex={leaving ? -1 : 0}
      onKeyDown={onKeyDown}
      onBlur={() => setLeaving(false)}
      onFocus={(event) => {
        if (event.target !== event.currentTarget || leaving) return;
        const items = itemsIn(bar.current);
        (items.find((item) => item.dataset["barItem"] === current) ?? items[0])?.focus();
      }}
    >
      <ToolbarContext.Provider value={place}>{children}</ToolbarContext.Provider>
    </div>
  );
}

/** The attributes for a button or link that stands in a toolbar. */
export function useToolbarItem(): ToolbarItem {
  const id = useId();
  const { current, setCurrent } = useContext(ToolbarContext);
  return {
    "data-bar-item": id,
    tabIndex: current === id ? 0 : -1,
    onFocus: () => setCurrent(id),
  };
}

/** A line between groups, which says nothing. */
export function ToolbarDivider() {
  return <span aria-hidden className="mx-1.5 h-6 w-px shrink-0 bg-rule" />;
}

function itemsIn(bar: HTMLElement | null): HTMLElement[] {
  return [...(bar?.querySelectorAll<HTMLElement>("[data-bar-item]:not(:disabled)") ?? [])];
}

/** Where a key leads among so many; round from the last to the first. */
function nextIndex(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % count;
    case "ArrowLeft":
      return (at + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
