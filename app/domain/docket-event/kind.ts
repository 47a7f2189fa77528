import type { BilingualText } from "#app/domain/public-page/content.ts";
import type { EntryDeadline, ExpectedProduction, SuitDeadlineKind } from "./deadline.ts";
import { detailsOf, type DetailsOf, type EntryFields } from "./fields.ts";

/** An entry, before it is recorded. */
export interface TypedEntry<K extends string = string, D = Readonly<Record<string, unknown>>> {
  readonly kind: K;
  /** ISO day on which it happened or is due; null where unknown. */
  readonly dated: string | null;
  /** The court's number of the docket entry, "12-1". */
  readonly number: string | null;
  readonly text: string;
  readonly details: D;
}

/** One recorded entry of a docket. */
export interface DocketEntry<
  K extends string = string,
  D = Readonly<Record<string, unknown>>,
> extends TypedEntry<K, D> {
  readonly id: string;
  readonly correctsId: string | null;
  readonly isRetracted: boolean;
  /** Made up for the demonstration; marked wherever it is shown. */
  readonly isInvented: boolean;
  readonly recordedById: string;
  readonly recordedAt: Date;
}

/** The docket with which its entries are looked at. */
interface Docket {
  /** ISO day on which the complaint was filed; null where unknown. */
  readonly filedOn: string | null;
  /** The names of those who are sued. */
  readonly defendants: readonly string[];
  /** The entries in force, in the order of a docket sheet. */
  readonly lines: readonly DocketEntry[];
  readonly today: string;
}

/** The docket with which deadlines are counted. */
interface CountedDocket extends Docket {
  /** ISO day that somebody typed for the answer, from the summons; null for none. */
  readonly answerDueOn: string | null;
  readonly releases: readonly ExpectedProduction[];
  /** So many days after that day, rolled forward off weekends and holidays (FRCP 6(a)(1)). */
  readonly after: (day: string, days: number) => string;
}

/** Names a field with what is wrong with it; the first sentence stands. */
export type Say = (field: string, wrong: string | false | null) => void;

/** All that the program knows of one kind of entry; each has its file in `kinds/`. */
interface DocketKindOf<K extends string, F extends EntryFields> {
  /** The stored name; it is never given another meaning. */
  readonly kind: K;
  readonly label: string;
  /** The label on the public page. */
  readonly spanish: string;
  /** Its consequences. */
  readonly hint: string;
  /** Whether it is about the parties and the court, rather than about our tasks. */
  readonly isPublic: boolean;
  /** In the order of the form. */
  readonly fields: F;
  /** Refuses what can't be, besides days before the filing and past ones still to come. */
  readonly check: ((entry: TypedEntry<K, DetailsOf<F>>, docket: Docket, say: Say) => void) | null;
  /** The deadlines of its entries, all of them together. */
  readonly due:
    | ((lines: readonly DocketEntry<K, DetailsOf<F>>[], docket: CountedDocket) => EntryDeadline[])
    | null;
  /** Its details for readers of the docket sheet, besides order and done; null where its text says all. */
  readonly sentences: ((entry: DocketEntry<K, DetailsOf<F>>) => string[]) | null;

  /** The text of an entry where nobody typed any; else its label. */
  readonly text?: (details: DetailsOf<F>) => string;
  /** A public sentence that says more than the label. */
  readonly told?: (details: DetailsOf<F>) => BilingualText;
  /** Without a day of its own it has the day of its order. */
  readonly hasDayOfOrder?: boolean;
  /**
   * Whether a clerk's words are likely to mean it, asked for kinds that set or complete a deadline,
   * and its name in that question. A person decides: a clerk's wording is no rule.
   */
  readonly recognized?: {
    readonly by: (words: string) => boolean;
    readonly asked: string;
    /**
     * Words that fit several kinds are the lowest: an answer with its certificate of service is the
     * answer, and a judgment that dismisses ends the suit.
     */
    readonly rank: number;
    /** Asked of an order and of a paper too; an order on a motion for judgment is what it is. */
    readonly isPlain: boolean;
  };
  /** The words of its task, and what is recorded when it is done, if not the entry itself. */
  readonly task?: {
    readonly label: string;
    readonly question: string;
    /** Said of an entry whose task is done. */
    readonly said?: string;
    readonly done?: Pick<TypedEntry, "kind" | "text" | "details">;
    /** The deadline that it closes, where the entry makes another too. */
    readonly closes?: SuitDeadlineKind;
  };
  /** Inconsistencies, and what is to be looked at, a sentence each. */
  readonly warnings?: (
    lines: readonly DocketEntry<K, DetailsOf<F>>[],
    docket: Pick<Docket, "lines" | "defendants">,
  ) => string[];
  /** Whether the suit ended with it. */
  readonly ends?: (details: DetailsOf<F>) => boolean;
  /** Whether it is a further paper of that end, of that day or later, rather than a second one. */
  readonly completes?: (end: DocketEntry) => boolean;
}

export type DocketKind<
  K extends string = string,
  F extends EntryFields = EntryFields,
> = DocketKindOf<K, F> & { readonly details: ReturnType<typeof detailsOf<F>> };

export function docketKind<const K extends string, F extends EntryFields>(
  kind: DocketKindOf<K, F>,
): DocketKind<K, F> {
  return { ...kind, details: detailsOf(kind.fields) };
}

/** The entries of that kind. */
export function entriesOf<K extends string, F extends EntryFields>(
  lines: readonly DocketEntry[],
  { kind }: DocketKind<K, F>,
): DocketEntry<K, DetailsOf<F>>[] {
  // A kind's entries have its details, as they were read with its schema.
  return lines.filter((line) => line.kind === kind) as unknown as DocketEntry<K, DetailsOf<F>>[];
}
