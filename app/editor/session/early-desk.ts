import { copyKey } from "./device-copies.ts";
import type { DraftPage } from "./open-draft.ts";
import { roomAddress } from "#app/protocol/room-address.ts";

/** Read by the page's own script, before its modules are there. */
interface EarlyDesk {
  readonly page: DraftPage;
  readonly socket: WebSocket;
  /** Messages of the room that nobody has read yet. */
  readonly messages: MessageEvent[];
  /** Whether the draft was asked for. */
  asked: boolean;
}

interface EarlyKeys {
  /** Letters, and "Enter". */
  readonly keys: readonly string[];
  /** The place in the paint at which all of them were pressed; null before the first one. */
  readonly node: Node | null;
  readonly offset: number;
}

declare global {
  interface Window {
    earlyDesk?: EarlyDesk;
    /** Keys pressed where somebody clicked in the text, until an editor takes them. */
    earlyKeys?: EarlyKeys;
  }
}

/**
 * A script for the head of a desk's page: it opens the socket of the draft's room while the text and
 * the scripts are still on their way, and asks for the draft where this device has no copy of it.
 * To whoever may write, it keeps the letters that they type where they clicked in the text.
 */
export function earlyDeskScript(page: DraftPage): string {
  const { documentId, schemaVersion, generation, userId } = page;
  const address = roomAddress(documentId, { schema: schemaVersion, generation, userId });
  const open = `(${OPEN})(${[page, address, copyKey(page)].map(inScript).join()})`;
  return page.access === "write" && page.status === "draft" ? `${open};(${KEEP_KEYS})()` : open;
}

/** A value as a script has it: nothing in it ends the script. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

/** Milliseconds after which a page whose scripts did not come, or failed, holds no room open. */
export const EARLY_MS = 30_000;

/** The first message is the sync protocol's step 1 of an empty document (y-protocols). */
const OPEN = `function (page, address, copy) {
  try {
    var socket = new WebSocket((location.protocol === "https:" ? "wss://" : "ws://") + location.host + address);
    var early = { page: page, socket: socket, messages: [], asked: false };
    socket.binaryType = "arraybuffer";
    socket.onmessage = function (event) { early.messages.push(event); };
    socket.onopen = function () {
      try { if (localStorage.getItem(copy) !== null) return; } catch (blocked) { return; }
      socket.send(new Uint8Array([0, 0, 1, 0]));
      early.asked = true;
    };
    window.earlyDesk = early;
    setTimeout(function () {
      if (window.earlyDesk !== early) return;
      delete window.earlyDesk;
      socket.close();
    }, ${EARLY_MS});
  } catch (error) {}
}`.replaceAll(/\s+/gu, " ");

/** As many as somebody types in the time that a page may take. */
const MOST_KEYS = 500;

/**
 * A first space scrolls the page. What can't be typed later as it was meant (a shortcut, an arrow, an input
 * method), and a caret that is elsewhere, end it: the keys until then stand, those after it pass.
 */
const KEEP_KEYS = `function () {
  var early = { keys: [], node: null, offset: 0 }, keys = early.keys;
  window.earlyKeys = early;
  function end() { removeEventListener("keydown", keep); }
  function keep(event) {
    var at = getSelection(), key = event.key, node = at.focusNode, isLetter = key.length === 1;
    if (window.earlyKeys !== early) return end();
    if (/^(Shift|Control|Alt|AltGraph|Meta|CapsLock)$/.test(key)) return;
    var isWritten = event.getModifierState("AltGraph") ||
      !event.ctrlKey && !event.metaKey && (!event.altKey || key.charCodeAt(0) > 127);
    var isKept = !event.defaultPrevented && !event.isComposing && isWritten && at.isCollapsed && node &&
      document.activeElement.contains(node) &&
      (isLetter || keys.length > 0 && (key === "Backspace" || key === "Enter" && !event.shiftKey));
    if (keys.length === 0) {
      if (!isKept || key === " ") return;
      if (!node.parentElement || !node.parentElement.closest(".ProseMirror [data-kind][data-id]")) return;
      early.node = node;
      early.offset = at.focusOffset;
    } else if (!isKept || node !== early.node || at.focusOffset !== early.offset || keys.length >= ${MOST_KEYS}) {
      return end();
    }
    event.preventDefault();
    if (key === "Backspace") keys.pop();
    else keys.push(key);
  }
  addEventListener("keydown", keep);
  setTimeout(function () { if (window.earlyKeys === early) delete window.earlyKeys; }, ${EARLY_MS});
}`.replaceAll(/\s+/gu, " ");
