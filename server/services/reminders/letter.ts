import { counted } from "#app/domain/counted.ts";
import { shortDate } from "#app/domain/dates.ts";
import { escaped } from "#server/mail/escaped.ts";
import type { WaitingEntry, WaitingGroup } from "#app/domain/deadlines/waiting.ts";
import { replySentence, type ReplyOffer } from "#server/services/reply-by-mail/offer.ts";

/** A letter without its addressee. */
export interface ReminderLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Where its links lead. */
export interface LetterLinks {
  readonly appUrl: string;
  readonly unsubscribe: string;
  /** How it can be answered by e-mail; left out where it can't. */
  readonly reply?: ReplyOffer | null;
}

const MOST_SUBJECT = 150;

/** A letter about something that happened; its subject is the first of the entries. */
export function letterAbout(
  name: string,
  entries: readonly [WaitingEntry, ...WaitingEntry[]],
  links: LetterLinks,
): ReminderLetter {
  const [{ what, due, about }] = entries;
  const day = due === null ? "" : `, ${shortDate(due.on)}`;
  return letter(name, `${what}${day}: ${about}`, [{ title: null, entries }], links);
}

/** The letter of a day: all that waits, by urgency. */
export function letterOfTheDay(
  name: string,
  today: string,
  groups: readonly WaitingGroup[],
  links: LetterLinks,
): ReminderLetter {
  const count = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  const subject = `${counted(count, "thing waits", "things wait")} for you, ${shortDate(today)}`;
  return letter(name, subject, groups, links);
}

interface Part {
  readonly title: string | null;
  readonly entries: readonly WaitingEntry[];
}

function letter(
  name: string,
  subject: string,
  parts: readonly Part[],
  { appUrl, unsubscribe, reply = null }: LetterLinks,
): ReminderLetter {
  const link = (path: string) => new URL(path, appUrl).href;
  const text = [
    `Dear ${name},`,
    ...parts.flatMap(({ title, entries }) => [
      ...(title === null ? [] : [title.toUpperCase()]),
      ...entries.map((entry) => [...linesOf(entry), link(entry.path)].join("\n")),
    ]),
    ...(reply === null ? [] : [replySentence(reply)]),
    `All that waits for you: ${link("/")}`,
    `When you are told of what: ${link("/account")}\nNo more such e-mails: ${unsubscribe}`,
  ].join("\n\n");
  const html = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>
<p>Dear ${escaped(name)},</p>
${parts.map((part) => partInHtml(part, link)).join("\n")}${reply === null ? "" : `\n<p>${escaped(replySentence(reply))}</p>`}
<p><a href="${escaped(link("/"))}">All that waits for you</a></p>
<p><small><a href="${escaped(link("/account"))}">When you are told of what</a> ·
<a href="${escaped(unsubscribe)}">No more such e-mails</a></small></p>
</body></html>
`;
  return { subject: subject.slice(0, MOST_SUBJECT), text: `${text}\n`, html };
}

/** The lines of one entry in the letter; the first names it. */
function linesOf(entry: WaitingEntry): string[] {
  const { what, about, matter, due, why, source, isInvented } = entry;
  return [
    `${what} · ${about}`,
    matter.title,
    ...(due === null ? [] : [`${due.words} (${due.distance})`]),
    ...(why === null ? [] : [why]),
    ...(source === null ? [] : [`Source: ${source}`]),
    ...(isInvented ? ["Made up for this demonstration."] : []),
  ];
}

function partInHtml({ title, entries }: Part, link: (path: string) => string): string {
  const items = entries.map((entry) => {
    const [first = "", ...rest] = linesOf(entry).map(escaped);
    return `<li><p><a href="${escaped(link(entry.path))}">${first}</a><br>${rest.join("<br>")}</p></li>`;
  });
  const heading = title === null ? "" : `<h2>${escaped(title)}</h2>\n`;
  return `${heading}<ul>\n${items.join("\n")}\n</ul>`;
}
