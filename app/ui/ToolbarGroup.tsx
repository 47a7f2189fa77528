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
interface ToolbarItem {
  readonly "data-bar-item": string;
  readonly tabIndex: number;
  readonly onFocus: () => void;
}

/** A row of buttons with one Tab stop; arrow keys, Home and End move between them. */
export function ToolbarGroup({ children, ...rest }: HTMLAttributes<HTMLDivElement>) {
  const [current, setCurrent] = useState<string | null>(null);
  const [leaving, setLeaving] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  const place = useMemo(() => ({ current, setCurrent }), [current]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = itemsIn(bar.current);
    const at = items.indexOf(event.target as HTMLElement);
    // Keys of a menu rendered elsewhere in the page bubble here through React.
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
      // The next button takes the focus, which never stays on the bar.
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

/** The attributes for a button or link in a toolbar. */
export function useToolbarItem(): ToolbarItem {
  const id = useId();
  const { current, setCurrent } = useContext(ToolbarContext);
  return {
    "data-bar-item": id,
    tabIndex: current === id ? 0 : -1,
    onFocus: () => setCurrent(id),
  };
}

/** A decorative line between groups. */
export function ToolbarDivider() {
  return <span aria-hidden className="mx-1.5 h-6 w-px shrink-0 bg-rule" />;
}

function itemsIn(bar: HTMLElement | null): HTMLElement[] {
  const items = [...(bar?.querySelectorAll<HTMLElement>("[data-bar-item]:not(:disabled)") ?? [])];
  // Items without room are behind "More". With nothing drawn (in tests), all count.
  return items.filter(
    (item) => typeof item.checkVisibility !== "function" || item.checkVisibility(),
  );
}

/** The index after a key, wrapping around at both ends. */
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
