// This desk as a target of a benchmark of collaborative editors that opens a page in Chromium, types
// and watches. Serve the production build with the demo matter first, with limits on sign-in that the
// benchmark does not reach: SIGN_IN_TRIES_PER_ADDRESS=5000 PORT=3000 npm run demo.
// The text is a complaint: four paragraphs in five are numbered, every fifth ends in a footnote, and
// two in fifteen name another paragraph. 150 pages have 600 numbers, 150 footnotes, 100 references.
// DESK_TEXT=plain leaves all that out. Copied to beside the benchmark, so that both use one Yjs.
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const baseUrl = process.env.DESK_URL ?? "http://127.0.0.1:3000";
const SCHEMA = process.env.DESK_SCHEMA ?? "3";
const plain = process.env.DESK_TEXT === "plain";
const MATTER = "ice-enforcement-priorities";
const password = "coalition-demo";

/** A new letter of the demo matter; its id. */
async function newDocument(request, title) {
  const answer = await request.post(`${baseUrl}/matters/${MATTER}/documents/new`, {
    form: { kind: "letter", layoutProfile: "letter", title },
    headers: { Origin: baseUrl },
    maxRedirects: 0,
  });
  const id = /\/documents\/([^/?]+)/u.exec(answer.headers().location ?? "")?.[1];
  if (!id) throw new Error(`no new document: ${answer.status()}`);
  return id;
}

/** The place of a paragraph among paragraphs, by which it begins: Para0012. */
const placeOf = (text) => Number(text.slice(4, 8));

function kindOf(type, text) {
  if (type === "heading") return "heading";
  return plain || placeOf(text) % 5 === 4 ? "body" : "numbered";
}

/** Nodes behind the words of a paragraph. */
function behind(text, numbered) {
  if (plain || !text.startsWith("Para")) return [];
  const place = placeOf(text);
  const more = [];
  if (place % 5 === 0) {
    const note = new Y.XmlText(`See the record of ${place}, cited above, and what follows.`);
    note.setAttribute("id", `note-${place}`);
    more.push(note);
  }
  if (place % 15 === 1 || place % 15 === 8) {
    const reference = new Y.XmlElement("crossReference");
    reference.setAttribute("targets", [numbered[(place * 7) % numbered.length]]);
    more.push(reference);
  }
  return more;
}

/** Replaces the template's text with blocks of this schema, as the first person. */
async function fill(id, cookie, blocks) {
  class Socket extends WebSocket {
    constructor(address, protocols) {
      super(address, protocols, { headers: { cookie, origin: baseUrl } });
    }
  }
  const doc = new Y.Doc();
  const rooms = `${baseUrl.replace(/^http/u, "ws")}/rooms`;
  const provider = new WebsocketProvider(rooms, id, doc, {
    WebSocketPolyfill: Socket,
    disableBc: true,
    params: { schema: SCHEMA },
  });
  await new Promise((resolve) => provider.once("sync", resolve));
  const flow = doc.get("default", Y.XmlText);
  const numbered = blocks.flatMap(({ type, text }, index) =>
    kindOf(type, text) === "numbered" ? [`bench-${index}`] : [],
  );
  doc.transact(() => {
    flow.delete(0, flow.length);
    // A paragraph is its marker, its words and what stands behind them, and the anchor that ends it.
    const delta = blocks.flatMap(({ type, text }, index) => {
      const marker = new Y.XmlElement("block");
      marker.setAttribute("id", `bench-${index}`);
      marker.setAttribute("kind", kindOf(type, text));
      marker.setAttribute("level", 1);
      return [marker, text, ...behind(text, numbered), "\u2029"];
    });
    flow.applyDelta(delta.map((insert) => ({ insert })));
  });
  while (provider.ws?.bufferedAmount > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  // The commit, and its way to the database.
  await new Promise((resolve) => setTimeout(resolve, 500));
  provider.destroy();
  doc.destroy();
}

/** Where the paragraph that begins so stands in the flow: its words are between marker and anchor. */
function find(doc, beginning) {
  const text = doc.get("default", Y.XmlText);
  let index = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const { str } = item.content;
    const at = str?.indexOf(beginning) ?? -1;
    if (at >= 0) {
      const end = str.indexOf("\u2029", at);
      return { text, start: index + at, length: (end < 0 ? str.length : end) - at };
    }
    index += item.length;
  }
  throw new Error(`no paragraph begins with ${beginning}`);
}

export default {
  baseUrl,
  login: { path: "/login", emailField: "email", passwordField: "password" },
  users: ["council", "ilrc"].map((at) => ({ email: `${at}.drafter@example.org`, password })),
  selector: ".ProseMirror",
  fragment: "default",
  find,
  async prepare({ size, round, doc, cookie, request }) {
    const id = await newDocument(request, `Bench ${size} pages, round ${round}`);
    await fill(id, cookie, doc.blocks);
    const rooms = `${baseUrl.replace(/^http/u, "ws")}/rooms`;
    return { path: `/documents/${id}`, wsUrl: `${rooms}/${id}?schema=${SCHEMA}` };
  },
};
