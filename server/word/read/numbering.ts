import { listLabel, type ListLevel } from "#app/document/word/numbers.ts";
import type { StyleSheet } from "./styles.ts";
import { child, childrenOf, numberIn, valueOf, type XmlElement } from "./xml.ts";

interface AbstractList {
  readonly id: string;
  readonly levels: ReadonlyMap<number, ListLevel>;
  /** The level of paragraphs with a style that is bound to one. */
  readonly levelOfStyle: ReadonlyMap<string, number>;
  /** The style whose list this one is a copy of. */
  readonly copyOf: string | null;
}

interface ListInstance {
  readonly abstract: AbstractList;
  readonly starts: ReadonlyMap<number, number>;
  readonly levels: ReadonlyMap<number, ListLevel>;
}

/** A paragraph's place in a list, with what the file prints there. */
export interface PlacedItem {
  /** Equal for all that count on from each other. */
  readonly list: string;
  /** From 1. */
  readonly level: number;
  readonly format: ListLevel;
  /** Empty where the list prints nothing. */
  readonly label: string;
}

/** The lists of a file, and the count of each while its paragraphs are read in order. */
export class WordNumbering {
  readonly #lists = new Map<string, ListInstance>();
  readonly #counts = new Map<string, number[]>();
  readonly #begun = new Set<string>();
  readonly #restarts = new Map<string, number>();

  constructor(root: XmlElement | null, styles: StyleSheet) {
    const abstracts = new Map<string, AbstractList>();
    for (const element of childrenOf(root, "w:abstractNum")) {
      const id = element.attributes["w:abstractNumId"];
      if (id === undefined || abstracts.has(id)) continue;
      const levels = levelsIn(element);
      abstracts.set(id, {
        id,
        levels,
        levelOfStyle: boundStyles(element),
        copyOf: valueOf(element, "w:numStyleLink"),
      });
    }
    const instances = childrenOf(root, "w:num");
    const abstractOf = new Map<string, string>();
    for (const element of instances) {
      const id = element.attributes["w:numId"];
      const abstract = valueOf(element, "w:abstractNumId");
      if (id !== undefined && abstract !== null && !abstractOf.has(id))
        abstractOf.set(id, abstract);
    }
    for (const element of instances) {
      const id = element.attributes["w:numId"];
      if (id === undefined || this.#lists.has(id)) continue;
      const own = abstracts.get(abstractOf.get(id) ?? "");
      if (own === undefined) continue;
      const linked = own.copyOf === null ? null : styles.listOf(own.copyOf).list;
      const abstract =
        (linked === null ? undefined : abstracts.get(abstractOf.get(linked) ?? "")) ?? own;
      this.#lists.set(id, { abstract, ...overridesIn(element) });
    }
  }

  /** The format of a place in a list; null where the file has no such list. */
  formatOf(list: string, level: number): ListLevel | null {
    const instance = this.#lists.get(list);
    return instance?.levels.get(level) ?? instance?.abstract.levels.get(level) ?? null;
  }

  /** The level that a style is bound to in a list; null for none. */
  levelOfStyle(list: string, style: string | null): number | null {
    if (style === null) return null;
    return this.#lists.get(list)?.abstract.levelOfStyle.get(style) ?? null;
  }

  /**
   * Counts the next paragraph of a list. Lists of one definition count on together, but one that says
   * with which number it starts begins anew where it is first met.
   * @param level from 0.
   */
  next(list: string, level: number): PlacedItem | null {
    const instance = this.#lists.get(list);
    const format = this.formatOf(list, level);
    if (instance === undefined || format === null) return null;
    const { id } = instance.abstract;
    const counts = this.#counts.get(id) ?? [];
    this.#counts.set(id, counts);
    const first = `${list}/${level}`;
    const start = instance.starts.get(level);
    const isNew = start !== undefined && !this.#begun.has(first);
    if (isNew) this.#begun.add(first);
    if (isNew && level === 0) this.#restarts.set(id, (this.#restarts.get(id) ?? 0) + 1);
    const before = counts[level];
    counts[level] = isNew ? start : before === undefined ? (start ?? format.start) : before + 1;
    for (let deeper = level + 1; deeper < MOST_LEVELS; deeper += 1) {
      const restart = this.formatOf(list, deeper)?.restart;
      // "Restart after level 2" counts on below another paragraph of level 3.
      if (restart === 0 || (restart !== null && restart !== undefined && level >= restart))
        continue;
      delete counts[deeper];
    }
    const values = Array.from({ length: level + 1 }, (_, index) => {
      const above = this.formatOf(list, index);
      return { count: counts[index] ?? above?.start ?? 1, format: above?.format ?? "decimal" };
    });
    const from = this.#restarts.get(id) ?? 0;
    return { list: `${id}/${from}`, level: level + 1, format, label: listLabel(format, values) };
  }
}

const MOST_LEVELS = 9;

function levelsIn(element: XmlElement): Map<number, ListLevel> {
  const levels = new Map<number, ListLevel>();
  for (const level of childrenOf(element, "w:lvl")) {
    const at = numberIn(level.attributes["w:ilvl"]);
    if (at !== null && at >= 0 && at < MOST_LEVELS) levels.set(at, levelIn(level));
  }
  return levels;
}

function boundStyles(element: XmlElement): Map<string, number> {
  const bound = new Map<string, number>();
  for (const level of childrenOf(element, "w:lvl")) {
    const at = numberIn(level.attributes["w:ilvl"]);
    const style = valueOf(level, "w:pStyle");
    if (at !== null && at >= 0 && at < MOST_LEVELS && style !== null) bound.set(style, at);
  }
  return bound;
}

function levelIn(element: XmlElement): ListLevel {
  const format = child(element, "w:numFmt");
  return {
    // Formats that only newer programs know have a fallback.
    format:
      valueOf(format) ??
      valueOf(child(child(element, "mc:AlternateContent"), "mc:Fallback"), "w:numFmt") ??
      "decimal",
    text: valueOf(element, "w:lvlText") ?? "",
    start: numberIn(valueOf(element, "w:start")) ?? 0,
    restart: numberIn(valueOf(element, "w:lvlRestart")),
    isLegal: isOn(child(element, "w:isLgl")),
  };
}

function isOn(element: XmlElement | null): boolean {
  return element !== null && !/^(?:0|false|off)$/u.test(valueOf(element) ?? "");
}

function overridesIn(element: XmlElement): Pick<ListInstance, "starts" | "levels"> {
  const starts = new Map<number, number>();
  const levels = new Map<number, ListLevel>();
  for (const override of childrenOf(element, "w:lvlOverride")) {
    const at = numberIn(override.attributes["w:ilvl"]);
    if (at === null || at < 0 || at >= MOST_LEVELS) continue;
    const level = child(override, "w:lvl");
    if (level !== null) levels.set(at, levelIn(level));
    const start = numberIn(valueOf(override, "w:startOverride"));
    if (start !== null) starts.set(at, start);
  }
  return { starts, levels };
}
