import {
  type ComponentType,
  createElement,
  type KeyboardEvent,
  type ReactNode,
  useState,
} from "react";
import { type LazyPart, useLazyPart } from "./lazy-parts.ts";

/** What the button of a menu is given until the menu itself takes its place. */
export interface LazyMenuTrigger {
  readonly "aria-haspopup": "menu";
  readonly "aria-expanded": false;
  readonly onClick: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * A menu that comes when its button is first pressed; the menu brings its own button, which looks the
 * same, and opens at once. A press is never lost: it opens when it has come.
 */
export function useLazyMenu<Props extends object>(
  part: LazyPart<ComponentType<Props>>,
  props: Props,
): readonly [menu: ReactNode, ask: LazyMenuTrigger] {
  const [asked, setAsked] = useState(false);
  const Menu = useLazyPart(part, asked);
  const ask = () => {
    setAsked(true);
    void part.fetch();
  };
  return [
    Menu ? createElement(Menu, props) : null,
    {
      "aria-haspopup": "menu",
      "aria-expanded": false,
      onClick: ask,
      onKeyDown: (event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        ask();
      },
    },
  ];
}
