/** The parts of a court's notice of electronic filing that make an entry; each line keeps its number. */
interface ReceiptLine {
  readonly line: number;
  readonly words: string;
}
interface Receipt {
  readonly line: number;
  readonly number: string | null;
  /** The day as the notice writes it. */
  readonly day: string;
  readonly text: readonly string[];
}

const BEGINS = /^(?:notice of electronic filing|the following transaction was entered)\b/iu;
const FILED = /\b(?:filed|entered)\b[^/]{0,80}? on (?<day>\d{1,2}\/\d{1,2}\/\d{2,4})/giu;
const NUMBER = /^document number:\s*(?<number>\d{1,5}(?:-\d{1,4})?)?/iu;
const TEXT = /^docket text:(?<text>.*)$/iu;
/** Behind the text: who was told, and the files' electronic stamps. */
const ENDS =
  /\bnotice (?:has been|will be|will not be|was) (?:electronically |not electronically )?(?:mailed|delivered|sent)\b|^the following document\(s\) are associated|^document description:/iu;

/**
 * The notices of electronic filing of NextGen CM/ECF in a pasted text, and the lines before the first
 * of them: what stands in a notice besides day, number and docket text is no entry.
 */
export function receiptsIn<L extends ReceiptLine>(
  lines: readonly L[],
): {
  readonly before: readonly L[];
  readonly receipts: readonly Receipt[];
} {
  const first = lines.findIndex(({ words }) => BEGINS.test(words));
  if (first < 0) return { before: lines, receipts: [] };
  const receipts: Receipt[] = [];
  let [day, number]: [string, string | null] = ["", null];
  let text: string[] | null = null;
  for (const { line, words } of lines.slice(first)) {
    if (BEGINS.test(words)) [number, text] = [null, null];
    if (text !== null) {
      if (ENDS.test(words)) text = null;
      else text.push(words);
      continue;
    }
    // The last one is the day of filing, the one before that of the entry.
    day = [...words.matchAll(FILED)].at(-1)?.groups?.["day"] ?? day;
    number = NUMBER.exec(words)?.groups?.["number"] ?? number;
    const begun = TEXT.exec(words)?.groups?.["text"]?.trim();
    if (begun === undefined) continue;
    text = [begun];
    receipts.push({ line, number, day, text });
  }
  // A head such as "U.S. District Court" before a notice is none of the entries either.
  const isOnlyNotices = lines.slice(0, first).every(({ words }) => !/\d/u.test(words));
  return { before: isOnlyNotices ? [] : lines.slice(0, first), receipts };
}
