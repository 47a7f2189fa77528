/** The path under which y-websocket finds rooms: its "server URL" ends with it. */
export const ROOMS_PATH = "/rooms";

/** The parameter of an address that only hears of the draft: `notices=1` (R39). */
export const LISTENS = "notices";

/** The parameter with the id of the person whose page it is. */
export const PERSON = "person";

/** The parsed address of a room. */
export interface RoomAddress {
  readonly documentId: string;
  /** The schema version of the page (R4); null where absent or not a number. */
  readonly schema: number | null;
  /** The draft's generation that the page knows (R17); null for the current one. */
  readonly generation: number | null;
  /** The person whose page it is: with another person's session it is not let in; null where it doesn't say. */
  readonly person: string | null;
  /** Whether it only hears of the draft, as a version's page does (R39). */
  readonly listens: boolean;
}

const DOCUMENT_ID = /^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$/;
const WHOLE_NUMBER = /^(0|[1-9][0-9]{0,9})$/;

/** Whether the text has the form of a document id: 1 to 64 letters, digits, `-` and `_`. */
export function isDocumentId(text: string): boolean {
  return DOCUMENT_ID.test(text);
}

/** Parts of a room's address beside its document. */
export interface RoomQuery {
  readonly schema: number;
  /** Absent: the current one. */
  readonly generation?: number | undefined;
  /** The person whose page it is: with somebody else's session the server lets it in nowhere. */
  readonly userId?: string | undefined;
  /** Whether it only hears of the draft, and is sent none of its words (R39). */
  readonly listens?: boolean | undefined;
}

/** The parameters of a room's address, in their order. */
export function roomParameters(query: RoomQuery): Record<string, string> {
  const { schema, generation, userId, listens } = query;
  return {
    schema: String(schema),
    ...(generation === undefined ? {} : { generation: String(generation) }),
    ...(userId === undefined ? {} : { [PERSON]: userId }),
    ...(listens ? { [LISTENS]: "1" } : {}),
  };
}

/** The path and query of a draft's room. */
export function roomAddress(documentId: string, query: RoomQuery): string {
  const parameters = Object.entries(roomParameters(query)).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `${ROOMS_PATH}/${documentId}?${parameters.join("&")}`;
}

/**
 * Parses the path and query of an upgrade request. Null unless the path is exactly
 * `/rooms/<document id>`. A generation that is not a number reads as -1, which no draft has.
 */
export function parseRoomAddress(target: string): RoomAddress | null {
  const question = target.indexOf("?");
  const path = question === -1 ? target : target.slice(0, question);
  if (!path.startsWith(`${ROOMS_PATH}/`)) return null;
  const documentId = path.slice(ROOMS_PATH.length + 1);
  if (!isDocumentId(documentId)) return null;
  const query = new URLSearchParams(question === -1 ? "" : target.slice(question + 1));
  const generation = query.get("generation");
  return {
    documentId,
    schema: wholeNumber(query.get("schema")),
    generation: generation === null ? null : (wholeNumber(generation) ?? -1),
    person: query.get(PERSON),
    listens: query.get(LISTENS) === "1",
  };
}

function wholeNumber(text: string | null): number | null {
  return text !== null && WHOLE_NUMBER.test(text) ? Number(text) : null;
}
