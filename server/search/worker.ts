// Fills and asks the index of SQLite, the one place that opens its file; and finds the words of
// entries for both databases. It has no other database, no keys and no network.
import { rmSync } from "node:fs";
import { prepareLexemes } from "./prepare.ts";
import { OtherFormat, SqliteStore } from "./sqlite-store.ts";
import type { SearchTask, SearchTaskOutput } from "./tasks.ts";

let open: { readonly file: string; readonly store: SqliteStore } | null = null;

export default function work(task: SearchTask): SearchTaskOutput {
  try {
    return { ok: true, value: answer(task) };
  } catch (error) {
    letGo();
    if (error instanceof OtherFormat) return { ok: false, code: "damaged" };
    const code = codeOf(error);
    if (code === null) throw error;
    if (DAMAGED.test(code)) return { ok: false, code: "damaged" };
    return { ok: false, code: "failed", why: code };
  }
}

const DAMAGED = /^SQLITE_(?:CORRUPT|NOTADB)/u;

function answer(task: SearchTask): unknown {
  switch (task.kind) {
    case "prepare":
      return task.entries.map(prepareLexemes);
    case "let-go":
      letGo();
      return null;
    case "wipe":
      letGo();
      for (const ending of ["", "-wal", "-shm"]) rmSync(task.file + ending, { force: true });
      storeOf(task.file);
      return null;
    case "write":
      return storeOf(task.file).write(task.change);
    case "find":
      return storeOf(task.file).find(task.query, task);
    case "meant":
      return storeOf(task.file).meant(task.query, task);
    case "stamps-of":
      return storeOf(task.file).stampsOf(task.names);
    case "stamps":
      return storeOf(task.file).stamps(task.source, task);
    case "mark":
      return storeOf(task.file).mark(task.name);
    case "size":
      return storeOf(task.file).size();
  }
}

function storeOf(file: string): SqliteStore {
  if (open?.file !== file) {
    letGo();
    open = { file, store: new SqliteStore(file) };
  }
  return open.store;
}

function letGo(): void {
  const was = open;
  open = null;
  try {
    was?.store.close();
  } catch {
    // A damaged file may not close either.
  }
}

/** SQLite's code of an error; null for what is no error of SQLite. */
function codeOf(error: unknown): string | null {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === "string" && code.startsWith("SQLITE_") ? code : null;
}
