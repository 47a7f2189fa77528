/** No correct client sends this; the message says why, without any of its content. */
export class Malformed extends Error {}
