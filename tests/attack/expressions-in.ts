import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** A regular expression of the source, and where it stands. */
export interface FoundExpression {
  readonly source: string;
  readonly flags: string;
  readonly place: string;
}

/** Every literal expression below these folders, and every place that makes one from text. */
export function expressionsIn(root: string, folders: readonly string[]) {
  const literals: FoundExpression[] = [];
  const made: string[] = [];
  for (const folder of folders) {
    for (const name of readdirSync(path.join(root, folder), {
      recursive: true,
      encoding: "utf8",
    })) {
      if (!/\.tsx?$/u.test(name) || name.includes("generated")) continue;
      const file = path.join(folder, name);
      const text = readFileSync(path.join(root, file), "utf8");
      const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const end = node.text.lastIndexOf("/");
          const line = parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1;
          const [source, flags] = [node.text.slice(1, end), node.text.slice(end + 1)];
          literals.push({ source, flags, place: `${file}:${line}` });
        }
        const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
        if (isCall && node.expression.getText() === "RegExp") made.push(file);
        ts.forEachChild(node, visit);
      };
      visit(parsed);
    }
  }
  return { literals, made };
}

/** The expressions that modules make from text while they load. */
export async function expressionsMadeBy(
  load: () => Promise<unknown>,
  place: string,
): Promise<FoundExpression[]> {
  const found: FoundExpression[] = [];
  const Before = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Before, {
    construct(target, given: [string | RegExp, string?], made) {
      const expression = Reflect.construct(target, given, made) as RegExp;
      found.push({ source: expression.source, flags: expression.flags, place });
      return expression;
    },
  });
  try {
    await load();
  } finally {
    globalThis.RegExp = Before;
  }
  return found;
}
