// Reads what a page draws, operator by operator (ISO 32000-1, 7.8.2).

/** A number, a name with its stroke, the bytes of a string, an array, or a dictionary as its parts. */
export type Operand = number | string | Buffer | readonly Operand[];

export interface Operator {
  readonly name: string;
  readonly operands: readonly Operand[];
}

const SPACE = new Set(Buffer.from("\0\t\n\f\r "));
const DELIMITER = new Set(Buffer.from("()<>[]{}/%"));
const ESCAPES = new Map(Object.entries({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" }));

/** The operators in their order. Throws where the bytes are none of the language. */
export function operatorsOf(content: Buffer): Operator[] {
  const operators: Operator[] = [];
  let operands: Operand[] = [];
  let at = 0;
  const sign = () => String.fromCharCode(content[at] ?? 0);
  const skip = () => {
    while (at < content.length) {
      if (SPACE.has(content[at]!)) at += 1;
      else if (sign() === "%") while (at < content.length && !"\r\n".includes(sign())) at += 1;
      else return;
    }
  };
  const regular = () => {
    const from = at;
    while (at < content.length && !SPACE.has(content[at]!) && !DELIMITER.has(content[at]!)) at += 1;
    return content.toString("latin1", from, at);
  };
  /** Up to a closing sign. */
  const until = (end: string): Operand[] => {
    const parts: Operand[] = [];
    for (skip(); content.toString("latin1", at, at + end.length) !== end; skip()) {
      const part = operand();
      if (part === null) throw new Error(`${end} is missing`);
      parts.push(part);
    }
    at += end.length;
    return parts;
  };
  const literal = (): Buffer => {
    const bytes: number[] = [];
    for (let depth = 1; ; at += 1) {
      if (at >= content.length) throw new Error("a string has no end");
      if (sign() === "\\") {
        at += 1;
        const [octal] = /^[0-7]{1,3}/.exec(content.toString("latin1", at, at + 3)) ?? [];
        if (octal !== undefined) at += octal.length - 1;
        bytes.push(
          octal === undefined ? (ESCAPES.get(sign()) ?? sign()).charCodeAt(0) : parseInt(octal, 8),
        );
        continue;
      }
      if (sign() === "(") depth += 1;
      if (sign() === ")") depth -= 1;
      if (depth === 0) break;
      bytes.push(content[at]!);
    }
    at += 1;
    return Buffer.from(bytes);
  };
  /** Null at an operator, which is left to be read. */
  const operand = (): Operand | null => {
    const two = content.toString("latin1", at, at + 2);
    if (two === "<<") {
      at += 2;
      return until(">>");
    }
    switch (sign()) {
      case "<": {
        const end = content.indexOf(">", at);
        const hex = content.toString("latin1", at + 1, end).replace(/\s/g, "");
        at = end + 1;
        return Buffer.from(hex.padEnd(hex.length + (hex.length % 2), "0"), "hex");
      }
      case "(":
        at += 1;
        return literal();
      case "[":
        at += 1;
        return until("]");
      case "/":
        at += 1;
        return `/${regular()}`;
      default: {
        const from = at;
        const word = regular();
        if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) return Number(word);
        if (word === "true" || word === "false" || word === "null") return word;
        at = from;
        return null;
      }
    }
  };
  for (skip(); at < content.length; skip()) {
    const next = operand();
    if (next !== null) {
      operands.push(next);
      continue;
    }
    const name = regular();
    if (name === "") throw new Error(`“${sign()}” at ${at} is no operator`);
    operators.push({ name, operands });
    operands = [];
  }
  return operators;
}
