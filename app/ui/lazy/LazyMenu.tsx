import {
  cloneElement,
  type ComponentType,
  createElement,
  type KeyboardEvent,
  useState,
} from "react";
import type { MenuFrame } from "#app/ui/Menu.tsx";
import { type LazyPart, useLazyPart } from "./lazy-parts.ts";

interface LazyMenuProps<Items extends object> {
  /** The whole menu: it renders its items in a `Menu` with the given frame. */
  readonly part: LazyPart<ComponentType<Items & { readonly frame: MenuFrame }>>;
  readonly frame: MenuFrame;
  /** The props of its items. */
  readonly items: Items;
}

/**
 * A menu whose code loads when its button is first pressed. A press is never lost: the menu opens
 * once it is loaded.
 */
export function LazyMenu<Items extends object>({ part, frame, items }: LazyMenuProps<Items>) {
  const [asked, setAsked] = useState(false);
  const Menu = useLazyPart(part, asked);
  if (Menu) return createElement(Menu, { ...items, frame });
  const ask = () => {
    setAsked(true);
    void part.fetch();
  };
  return cloneElement(frame.button, {
    disabled: frame.disabled,
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onClick: ask,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      ask();
    },
  });
}
