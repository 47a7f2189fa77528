/** No honest client sends it; the message says why, without any of its content. */
export class Malformed extends Error {}
