// Writes one paragraph at the end of a draft and waits until it is saved. docs/writing-a-client.md
// explains each step; tests/e2e/writing-a-client.spec.ts runs it against the server of this release.
//
//   EMAIL=… PASSWORD=… node docs/client.mjs https://desk.example.org <document id> "The words."
import { randomUUID } from "node:crypto";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const SCHEMA = "3";
const RECEIPT_REQUEST = 4;
const RECEIPT = 5;
const REFUSED = 6;
const NOTICE = 7;

const [appUrl = "", documentId = "", words = ""] = process.argv.slice(2);
const { origin } = new URL(appUrl);

/** The session's cookie: a form posted to /login, as a browser does. */
async function signIn() {
  const { EMAIL = "", PASSWORD = "" } = process.env;
  const answer = await fetch(`${origin}/login`, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: origin },
    body: new URLSearchParams({ email: EMAIL, password: PASSWORD }),
  });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`not signed in: ${answer.status}`);
  return cookie;
}

const cookie = await signIn();
class SignedInSocket extends WebSocket {
  constructor(address, protocols) {
    super(address, protocols, { headers: { Cookie: cookie, Origin: origin } });
  }
}

const doc = new Y.Doc();
const text = doc.get("default", Y.XmlText);
const provider = new WebsocketProvider(`${origin.replace("http", "ws")}/rooms`, documentId, doc, {
  params: { schema: SCHEMA },
  WebSocketPolyfill: SignedInSocket,
  disableBc: true,
});

/** Closes the socket, and ends the timers of both. */
function leave() {
  provider.destroy();
  doc.destroy();
}

// A close code from 4400 to 4499 is for good: a client that comes back is only slowed.
provider.on("connection-close", (event) => {
  if (!event || event.code < 4400 || event.code > 4499) return;
  leave();
  process.stderr.write(`refused with ${event.code}: ${event.reason}\n`);
  process.exitCode = 1;
});

/** Sends a barrier; resolves once everything before it is on the server's disk. */
let barriers = 0;
const waiting = new Map();
function saved() {
  barriers += 1;
  const n = barriers;
  provider.ws.send(
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, RECEIPT_REQUEST);
      encoding.writeVarUint(encoder, n);
    }),
  );
  return new Promise((resolve, reject) => waiting.set(n, { resolve, reject }));
}
provider.messageHandlers[RECEIPT] = (_encoder, decoder) => {
  waiting.get(decoding.readVarUint(decoder))?.resolve();
};
provider.messageHandlers[REFUSED] = (_encoder, decoder) => {
  const n = decoding.readVarUint(decoder);
  waiting.get(n)?.reject(new Error(`not saved: ${decoding.readVarString(decoder)}`));
};
provider.messageHandlers[NOTICE] = (_encoder, decoder) => {
  process.stdout.write(`notice: ${decoding.readVarString(decoder)}\n`);
};

provider.once("sync", async () => {
  // A block is its marker and the letters behind it, in one flow.
  doc.transact(() => {
    const marker = new Y.XmlElement("block");
    marker.setAttribute("id", randomUUID());
    marker.setAttribute("kind", "body");
    marker.setAttribute("level", 1);
    text.insertEmbed(text.length, marker);
    text.insert(text.length, words, {});
  });
  try {
    await saved();
    process.stdout.write("saved\n");
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  }
  leave();
});
