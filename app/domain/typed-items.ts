import { done, refuse, type Outcome } from "./refusal.ts";

/** An item of a request as somebody typed it from the paper: its level from 1, and its words. */
export interface TypedItem {
  readonly level: number;
  readonly words: string;
}

/** The most items that are typed of one request. */
const MOST_ITEMS = 300;

const MARK = /^\(?(?:(?<number>\d{1,3})|(?<letters>[a-z]|[ivx]{2,5}|[A-Z]))[.)]\)?\s+(?=\S)/u;

/**
 * The items of a request (L59), from text as people type it or copy it from the paper: "1.", "(a)"
 * and "(i)" begin an item of the first, second and third level, and a line without such a mark goes
 * on with the item above. Where no line has one, each line is an item. The printed labels are
 * counted, so a number that counts otherwise is refused, as is a text without items.
 */
export function typedItems(text: string): Outcome<readonly TypedItem[]> {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length === 0) return refused("Type the items that it asks for, as the paper has them.");
  const isMarked = lines.some((line) => MARK.test(line));
  const items: { level: number; words: string }[] = [];
  /** How many items of each level there are since the one above. */
  const counted = [0, 0, 0];
  for (const line of lines) {
    const mark = isMarked ? MARK.exec(line) : null;
    const last = items.at(-1);
    if (isMarked && mark === null) {
      if (!last) {
        return refused(`The first line, “${clipped(line)}”, has no number. Begin with item 1.`);
      }
      last.words += ` ${line}`;
      continue;
    }
    const said = mark?.groups?.["number"] ?? mark?.groups?.["letters"] ?? null;
    const level = said === null ? 1 : levelOf(said, counted);
    if (level > (last?.level ?? 0) + 1) {
      return refused(`“${clipped(line)}” stands below no item that it could be a part of.`);
    }
    counted.fill(0, level);
    const place = (counted[level - 1] ?? 0) + 1;
    counted[level - 1] = place;
    const label = LABEL[level]?.(place) ?? "";
    if (said !== null && said.toLowerCase() !== label) {
      return refused(
        `“${clipped(line)}” would be counted as ${label}: letters and outcomes name items by their numbers. Type every item, in the order of the paper.`,
      );
    }
    items.push({ level, words: line.slice(mark?.[0].length ?? 0) });
  }
  if (items.length > MOST_ITEMS) return refused(`Type at most ${MOST_ITEMS} items.`);
  return done(items);
}

function refused(sentence: string): Outcome<never> {
  return refuse("bad-input", undefined, { items: sentence });
}

/** The level of a mark; "i" is the ninth letter after "h", and else the first roman number. */
function levelOf(said: string, [, letters = 0, romans = 0]: readonly number[]): number {
  if (/^\d/u.test(said)) return 1;
  const mark = said.toLowerCase();
  const isRoman = /^[ivx]+$/u.test(mark);
  if (!isRoman) return 2;
  if (mark.length > 1) return 3;
  if (romans === 0 && letterAt(letters + 1) === mark) return 2;
  return letters > 0 ? 3 : 2;
}

const letterAt = (place: number) => String.fromCodePoint(96 + place);

const ROMANS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(" ");

/** How each level is counted, in lower case. */
const LABEL: Readonly<Record<number, (place: number) => string>> = {
  1: String,
  2: letterAt,
  3: (place) => ROMANS[place - 1] ?? "",
};

function clipped(line: string): string {
  return line.length <= 60 ? line : `${line.slice(0, 60).replace(/[\ud800-\udbff]$/u, "")}…`;
}
