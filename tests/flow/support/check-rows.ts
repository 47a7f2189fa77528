import { FlowReader } from "#app/document/flow/reader.ts";
import type { Row } from "#app/document/flow/rows.ts";
import type { FlowBinding } from "#app/editor/binding/binding.ts";

/** The difference between a binding's remembered rows and a fresh reading; null if none. */
export function checkRows({ reader, synced }: FlowBinding): string | null {
  const other = new FlowReader(reader.rootFlow.type, reader.schema);
  const node = other.readAll();
  const [mine, fresh] = [reader, other].map(({ rootFlow }) => rootFlow.rows.map(describe).join());
  if (mine !== fresh) return `${String(mine)} instead of ${String(fresh)}`;
  return node.eq(synced) ? null : `${String(synced)} instead of ${String(node)}`;
}

function describe({ kind, item, start }: Row): string {
  const id = item ? `${item.id.client}:${item.id.clock}` : "-";
  return kind + id + JSON.stringify(Object.keys(start).sort());
}
