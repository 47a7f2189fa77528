/** One event of a calendar, by property names with their parameters. */
export type IcsEvent = Readonly<Record<string, string>>;

/** A parsed iCalendar text. */
export interface IcsCalendar {
  readonly properties: IcsEvent;
  readonly events: readonly IcsEvent[];
}

const MOST_OCTETS = 75;
const LINE = /^(?<name>[A-Z-]+(?:;[A-Z-]+=[^:;]+)*):(?<value>.*)$/u;

/**
 * Parses a calendar with one level of events strictly by RFC 5545: throws for line ends other than
 * CRLF, lines longer than 75 octets, characters split by a fold, control characters, a bare comma
 * or semicolon in text, an unclosed component, or a duplicate property.
 */
export function readIcs(text: string): IcsCalendar {
  if (!text.endsWith("\r\n")) throw new Error("the last line does not end");
  const raw = text.slice(0, -2).split("\r\n");
  for (const line of raw) {
    if (/[\n\r]/u.test(line)) throw new Error(`a line ends otherwise: ${line}`);
    if (Buffer.byteLength(line) > MOST_OCTETS) throw new Error(`too long: ${line}`);
    // eslint-disable-next-line no-control-regex
    if (/[^\P{Cc}\t]|\ufffd/u.test(line)) throw new Error(`a control character: ${line}`);
  }
  const lines = raw
    .join("\n")
    .replace(/\n[ \t]/gu, "")
    .split("\n");
  const open: string[] = [];
  const properties: Record<string, string> = {};
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    const { name, value } = LINE.exec(line)?.groups ?? {};
    if (name === undefined || value === undefined) throw new Error(`no property: ${line}`);
    if (name === "BEGIN") {
      open.push(value);
      if (value === "VEVENT") events.push({});
      else if (value !== "VCALENDAR") throw new Error(`unexpected ${value}`);
      continue;
    }
    if (name === "END") {
      if (open.pop() !== value) throw new Error(`${value} ends, which is not open`);
      continue;
    }
    const into = open.at(-1) === "VEVENT" ? events.at(-1) : open.length === 1 ? properties : null;
    if (!into) throw new Error(`a property outside: ${line}`);
    if (name in into) throw new Error(`twice: ${line}`);
    into[name] = TEXTS.has(name) ? unescaped(value) : value;
  }
  if (open.length > 0) throw new Error(`${open.join(", ")} is not closed`);
  for (const event of events) {
    for (const needed of ["UID", "DTSTAMP", "SUMMARY"]) {
      if (!event[needed]) throw new Error(`no ${needed}`);
    }
    const isDay = /^\d{8}$/u.test(event["DTSTART;VALUE=DATE"] ?? "");
    const isInstant = /^\d{8}T\d{6}Z$/u.test(event["DTSTART"] ?? "");
    if (isDay === isInstant) throw new Error("neither a day nor an instant in UTC");
    if (!/^\d{8}T\d{6}Z$/u.test(event["DTSTAMP"] ?? "")) throw new Error("not stamped in UTC");
  }
  if (properties["VERSION"] !== "2.0" || !properties["PRODID"]) throw new Error("not a calendar");
  return { properties, events };
}

const TEXTS = new Set(["SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME"]);

function unescaped(value: string): string {
  if (/(?:^|[^\\])(?:\\\\)*[,;]/u.test(value)) throw new Error(`not escaped: ${value}`);
  return value.replace(/\\(?<what>.)/gu, (_, what: string) => {
    if (what === "n" || what === "N") return "\n";
    if (!"\\,;".includes(what)) throw new Error(`nothing is escaped so: \\${what}`);
    return what;
  });
}
