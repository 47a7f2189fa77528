// This desk as a target of a benchmark of collaborative editors that opens a page in Chromium, types
// and watches. Serve the production build with the demo matter first, with limits on sign-in that the
// benchmark does not reach: SIGN_IN_TRIES_PER_ADDRESS=5000 PORT=3000 npm run demo.
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const baseUrl = process.env.DESK_URL ?? "http://127.0.0.1:3000";
const SCHEMA = process.env.DESK_SCHEMA ?? "2";
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
  const fragment = doc.getXmlFragment("default");
  doc.transact(() => {
    fragment.delete(0, fragment.length);
    fragment.insert(
      0,
      blocks.map(({ type, text }, index) => {
        const block = new Y.XmlElement("block");
        block.setAttribute("id", `bench-${index}`);
        block.setAttribute("kind", type === "heading" ? "heading" : "body");
        block.setAttribute("level", 1);
        block.insert(0, [new Y.XmlText(text)]);
        return block;
      }),
    );
  });
  while (provider.ws?.bufferedAmount > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  // The commit, and its way to the database.
  await new Promise((resolve) => setTimeout(resolve, 500));
  provider.destroy();
  doc.destroy();
}

export default {
  baseUrl,
  login: { path: "/login", emailField: "email", passwordField: "password" },
  users: ["council", "ilrc"].map((at) => ({ email: `${at}.drafter@example.org`, password })),
  selector: ".ProseMirror",
  fragment: "default",
  async prepare({ size, round, doc, cookie, request }) {
    const id = await newDocument(request, `Bench ${size} pages, round ${round}`);
    await fill(id, cookie, doc.blocks);
    const rooms = `${baseUrl.replace(/^http/u, "ws")}/rooms`;
    return { path: `/documents/${id}`, wsUrl: `${rooms}/${id}?schema=${SCHEMA}` };
  },
};
