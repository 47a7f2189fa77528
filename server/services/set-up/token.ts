import { randomBytes } from "node:crypto";

/** The digits of base 32 without letters that are taken for others (Crockford's). */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 20;

/** A token of 100 random bits that can be typed from one screen at another. */
export function newSetUpToken(): string {
  return [...randomBytes(LENGTH)].map((byte) => DIGITS[byte % DIGITS.length]).join("");
}

/** As it is printed: in groups of four. */
export function groupedToken(token: string): string {
  return token.replace(/.{4}(?=.)/gu, "$&-");
}

/** The token that somebody typed, in its one spelling. */
export function typedToken(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/gu, "").replace(/O/gu, "0").replace(/[IL]/gu, "1");
}
