import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

/** R3: what a person may do in a room is decided by `permissions.roomAccess` and by nothing else. */

const root = path.resolve(import.meta.dirname, "../..");

/** Fields that rights are made of. */
const RIGHTS = ["roles", "memberships", "workspaceAdmin", "partyIds", "leadOrganizationId"];
/** Other ways of asking. */
const QUESTIONS = ["may", "organizationsToSignFor", "RULES"];

function filesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/u.test(file))
    .map((file) => path.posix.join(folder, file));
}

/** Words that the question finds in files' syntax, as "file: word". */
function found(files: readonly string[], wordOf: (node: ts.Node) => string | null): string[] {
  const words = new Set<string>();
  for (const file of files) {
    const text = readFileSync(path.join(root, file), "utf8");
    const look = (node: ts.Node): void => {
      const word = wordOf(node);
      if (word !== null) words.add(`${file}: ${word}`);
      node.forEachChild(look);
    };
    look(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  }
  return [...words].toSorted();
}

const isRead = (node: ts.Node): node is ts.Identifier =>
  ts.isIdentifier(node) &&
  ((ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
    ts.isBindingElement(node.parent));

const ROOMS = [...filesIn("server/rooms"), "server/upgrade.ts"];
const DESK = [
  ...filesIn("app/editor"),
  ...filesIn("app/protocol"),
  ...filesIn("app/routes").filter((file) =>
    /\/documents\.\$documentId(\.tsx|_\.authors)/u.test(file),
  ),
];

test("in the rooms and at the desk nothing looks at roles, memberships or parties to decide", () => {
  expect(DESK.some((file) => file.endsWith("documents.$documentId.tsx"))).toBe(true);
  const read = found([...ROOMS, ...DESK], (node) =>
    isRead(node) && RIGHTS.includes(node.text) ? node.text : null,
  );
  // Whom a change of an organization concerns; what is left to them, roomAccess says (R5).
  expect(read).toEqual(["server/rooms/gate/revocation.ts: memberships"]);
});

test("in the rooms and at the desk nothing asks for another right than the room's", () => {
  const asked = found([...ROOMS, ...DESK], (node) =>
    ts.isImportSpecifier(node) && QUESTIONS.includes((node.propertyName ?? node.name).text)
      ? node.name.text
      : null,
  );
  expect(asked).toEqual([]);
});

test("a connection may write only where the gate, which asks roomAccess, has said so", () => {
  const made = found(ROOMS, (node) =>
    ts.isStringLiteral(node) &&
    node.text === "live" &&
    !ts.isLiteralTypeNode(node.parent) &&
    // Comparing is not making.
    !ts.isCaseClause(node.parent) &&
    !(ts.isBinaryExpression(node.parent) && /^[!=]==$/u.test(node.parent.operatorToken.getText()))
      ? node.text
      : null,
  );
  expect(made).toEqual(["server/rooms/gate/connection-gate.ts: live"]);
});
