/** Step 1 of an empty document, as y-websocket sends it when it is connected. */
const ASKS_FOR_ALL = "0,0,1,0";

/**
 * A socket to a room, to be made with `new`: the one that the page's script opened to the same address,
 * if it is still there (early-desk.ts). Then it tells again what it was told before anybody listened.
 */
export const EarlySocket = function EarlySocket(url: string, protocols?: string | string[]) {
  return takeEarlySocket(url) ?? new WebSocket(url, protocols);
} as unknown as typeof WebSocket;

/** Closes the socket that the page's script opened, where nobody took it over. */
export function dropEarlySocket(): void {
  window.earlyDesk?.socket.close();
  delete window.earlyDesk;
}

function takeEarlySocket(url: string): WebSocket | null {
  const earlyDesk = typeof window === "undefined" ? undefined : window.earlyDesk;
  if (!earlyDesk) return null;
  delete window.earlyDesk;
  const { socket, messages, asked } = earlyDesk;
  const isOpen = socket.readyState === WebSocket.OPEN;
  if (socket.url !== url || !(isOpen || socket.readyState === WebSocket.CONNECTING)) {
    socket.close();
    return null;
  }
  if (asked) askOnce(socket);
  // Once its new owner listens.
  queueMicrotask(() => {
    if (isOpen) socket.dispatchEvent(new Event("open"));
    for (const message of messages) socket.dispatchEvent(toldAgain(message));
  });
  return socket;
}

function toldAgain({ data }: MessageEvent): MessageEvent {
  return new MessageEvent("message", { data });
}

/** Leaves out the first message where it asks for what was asked for already. */
function askOnce(socket: WebSocket): void {
  socket.send = (data) => {
    Reflect.deleteProperty(socket, "send");
    const asks = data instanceof Uint8Array && data.join() === ASKS_FOR_ALL;
    if (!asks) socket.send(data);
  };
}
