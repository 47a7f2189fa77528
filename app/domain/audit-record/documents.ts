import type { AuditEventType } from "#app/domain/audit-event.ts";
import { isIsoDate, writtenDate } from "#app/domain/dates.ts";
import type { FilingMethod } from "#app/domain/filing.ts";
import { listed } from "#app/domain/listed.ts";
import {
  actorOfLine,
  countedDetail,
  fieldsOf,
  forParties,
  quoted,
  textsOf,
  told,
  withReason,
  type NamedLine,
  type RecordEntry,
  type RecordKind,
  type SentencePart,
} from "./entry.ts";

/** Documents: their drafts, reviews and filings, and what leaves as a file. */

/** Done to the document, and no more is said: "Ana submitted Complaint …". */
const simple = (kind: RecordKind, did: string): RecordEntry =>
  forParties(kind, (line) => told`${actorOfLine(line)} ${did} ${line.paper}.`);

/** The version that the line names, with a link to it. */
function version(line: NamedLine): SentencePart {
  const { number, versionId } = line.details;
  if (typeof number === "number") {
    return line.paperPage(`version ${number}`, `/versions/${number}`);
  }
  const named = line.versionNamed(versionId);
  return named === null ? "a version" : line.paperPage(named, `/versions/${named.slice(8)}`);
}

/** Signed by a passkey, where the line has its fingerprint. */
const byKey = ({ details }: NamedLine) =>
  typeof details["passkey"] === "string" ? ", by passkey" : "";

/** Back to draft, with the reason that everybody reads on its review. */
const back = (did: string) =>
  forParties(
    "review",
    (line) => told`${actorOfLine(line)} ${did} ${line.paper}.${withReason(line.details["reason"])}`,
  );

function organizations(line: NamedLine, ids: unknown): string {
  const names = textsOf(ids).map((id) => line.organizationNamed(id));
  return names.length === 0 ? "no organization" : listed(names);
}

const METHODS: Readonly<Record<FilingMethod, string>> = {
  portal: "by the agency’s portal",
  "e-mail": "by e-mail",
  mail: "by mail",
  courier: "by courier",
  fax: "by fax",
  hand: "by hand",
  "e-filing": "by the court’s electronic filing",
};

const HOW_FILED: ReadonlyMap<string, string> = new Map(Object.entries(METHODS));

/** ", on October 7, 2021, by e-mail, with …", as far as the line has it. */
function filing(details: Readonly<Record<string, unknown>>): string {
  const { filedOn, method, addressee } = details;
  const how = typeof method === "string" ? (HOW_FILED.get(method) ?? null) : null;
  const to = quoted(addressee);
  return [
    typeof filedOn === "string" && isIsoDate(filedOn) ? `, on ${writtenDate(filedOn)}` : "",
    how === null ? "" : `, ${how}`,
    to === null ? "" : `, with ${to}`,
  ].join("");
}

/** A thing taken away, without a word of what it holds. */
function download(line: NamedLine): readonly SentencePart[] {
  const { what, number, from, to, title, attachmentId, name: fileName } = line.details;
  if (what === "attachment") {
    return told`${actorOfLine(line)} took away ${line.attachment(attachmentId, fileName)}.`;
  }
  const name = quoted(title);
  const numbered = typeof number === "number" ? ` ${number}` : "";
  const words: Readonly<Record<string, string>> = {
    filed: "the filed PDF of",
    draft: "the draft as a PDF of",
    version: `version${numbered} as a PDF of`,
    redline: `a redline of version ${String(from)} and ${String(to).replace("-", " ")} of`,
    certificate: "the certificate of",
    "sign-off": "the file of a sign-off of",
    "filing copy": "the filing copy of",
    exhibit: `an exhibit${name === null ? "" : `, ${name},`} of`,
    "word-draft": "the draft as a Word file of",
    "word-version": `version${numbered} as a Word file of`,
    "word-redline": "a redline as a Word file of",
  };
  const took = typeof what === "string" ? (words[what] ?? "a file of") : "a file of";
  return told`${actorOfLine(line)} took away ${took} ${line.paper}.`;
}

const suggestions = (did: string): RecordEntry =>
  forParties("drafting", (line) => {
    const { suggestions: some } = line.details;
    const several = Array.isArray(some) ? countedDetail(some.length, "suggestion") : null;
    return told`${actorOfLine(line)} ${did} ${several ?? "a suggestion"} in ${line.paper}.`;
  });

/** How much of a Word file everybody sees; nothing where one organization's people alone see it. */
function brought({ details }: NamedLine): string {
  const parts = [
    countedDetail(details["suggestions"], "change"),
    countedDetail(details["comments"], "comment"),
  ].filter((part) => part !== null);
  return parts.length === 0 ? "" : `: ${listed(parts)}`;
}

/** The source that details of a draft followed by themselves, after the act of the line before. */
const FOLLOWED: ReadonlyMap<string, string> = new Map([
  ["docket", "its docket"],
  ["matter", "the parties, signers and addresses of its matter"],
  ["party", "the name of a party"],
  ["draft", "its docket and its matter, since it is a draft again"],
]);

/** The title of their page. */
const PAGE_OF_DETAILS = "parties, signers and addresses";

const FILING_FIELDS: Readonly<Record<string, string>> = {
  filedOn: "the date of filing",
  zone: "the time zone",
  method: "how it was filed",
  addressee: "with whom it was filed",
  confirmation: "the confirmation number",
};

export const DOCUMENT_ENTRIES = {
  "document.created": simple("drafting", "created"),
  "document.renamed": forParties("drafting", (line) => {
    const { before, after } = line.details;
    return told`${actorOfLine(line)} renamed ${quoted(before) ?? "a document"} to ${quoted(after) ?? "another title"}: ${line.paper}.`;
  }),
  "document.docket-set": forParties("lawsuit", (line) => {
    const { docketId, after = docketId } = line.details;
    return after === null || after === undefined
      ? told`${actorOfLine(line)} took ${line.paper} out of its lawsuit.`
      : told`${actorOfLine(line)} moved ${line.paper} to ${line.lawsuit(after)}.`;
  }),
  "document.facts-edited": forParties("drafting", (line) => {
    const { follows } = line.details;
    const after = fieldsOf(line.details["after"]);
    const followed = typeof follows === "string" ? FOLLOWED.get(follows) : undefined;
    if (followed !== undefined) {
      return told`The ${line.paperPage(PAGE_OF_DETAILS, "/facts")} of ${line.paper} followed ${followed}.`;
    }
    if (Object.keys(after).join(",") === "sourced") {
      return told`${actorOfLine(line)} updated the values that ${line.paper} takes from the record.`;
    }
    const rest = "exhibits" in after ? "/exhibits" : "/facts";
    const words = "exhibits" in after ? "exhibits" : PAGE_OF_DETAILS;
    return told`${actorOfLine(line)} edited the ${line.paperPage(words, rest)} of ${line.paper}.`;
  }),
  "document.layout-set": simple("drafting", "chose another page layout for"),
  "document.required-organizations-set": forParties("review", (line) => {
    const { after, organizationIds } = line.details;
    return told`${actorOfLine(line)} set who must sign ${line.paper}: ${organizations(line, after ?? organizationIds)}.`;
  }),
  "document.version-named": forParties("drafting", (line) => {
    const name = quoted(line.details["name"]);
    return told`${actorOfLine(line)} kept ${version(line)} of ${line.paper}${name === null ? "" : ` as ${name}`}.`;
  }),
  "document.submitted": forParties(
    "review",
    (line) => told`${actorOfLine(line)} submitted ${line.paper} for review, as ${version(line)}.`,
  ),
  "document.signed-off": forParties(
    "review",
    (line) =>
      told`${actorOfLine(line)} signed off ${version(line)} of ${line.paper} for ${line.organization}${byKey(line)}.`,
  ),
  "document.approved": forParties("review", (line) => {
    const signed = organizations(line, line.details["requiredOrganizationIds"]);
    return told`${line.paper} was approved: ${signed} signed ${version(line)}.`;
  }),
  "document.changes-requested": forParties(
    "review",
    (line) =>
      told`${actorOfLine(line)} asked for changes in ${version(line)} of ${line.paper} for ${line.organization}${byKey(line)}.${withReason(line.details["reason"])}`,
  ),
  "document.recalled": back("recalled from review"),
  "document.reopened": back("reopened"),
  "document.review-voided": forParties("review", (line) =>
    line.details["because"] === "brought-in"
      ? told`${line.paper} came with an archive as one that was in review or approved there, and is a draft here: nobody here has signed it.`
      : told`The review of ${line.paper} became void, since ${line.organizationNamed(line.details["organizationId"])} is no longer a party.`,
  ),
  "document.filing-copy-made": simple("filing", "made the filing copy of"),
  "document.filing-copy-taken": simple("filing", "took away the filing copy of"),
  "document.filing-copy-discarded": forParties(
    "filing",
    (line) =>
      told`${actorOfLine(line)} discarded the filing copy of ${line.paper}.${withReason(line.details["reason"])}`,
  ),
  "document.filed": forParties(
    "filing",
    (line) =>
      told`${actorOfLine(line)} confirmed that ${line.paperPage("the filing copy", "/filed")} of ${line.paper} was filed${filing(line.details)}.`,
  ),
  "document.brought-in": forParties(
    "filing",
    (line) =>
      told`${actorOfLine(line)} brought in ${line.paper}, as a paper that was filed elsewhere${filing(line.details)}.`,
  ),
  "document.filing-corrected": forParties("filing", (line) => {
    const fields = Object.keys(fieldsOf(line.details["after"]));
    const words = fields.flatMap((name) => FILING_FIELDS[name] ?? []);
    const what = words.length === 0 ? "what is recorded" : listed(words);
    return told`${actorOfLine(line)} corrected ${line.paperPage("the filing", "/filed")} of ${line.paper}: ${what}.`;
  }),
  "document.superseded": simple("filing", "recorded that another filing supersedes"),
  "document.withdrawn": forParties(
    "filing",
    (line) =>
      told`${actorOfLine(line)} withdrew the filing of ${line.paper}.${withReason(line.details["reason"])}`,
  ),
  "document.downloaded": forParties("files", download),
  "document.scan-overridden": forParties(
    "review",
    (line) =>
      // The reason may quote what was found.
      told`${actorOfLine(line)} decided that what looks private in ${line.paper} may stand.`,
  ),
  "document.restored": forParties("drafting", (line) => {
    const aside = countedDetail(line.details["setAside"], "saved piece");
    return told`${actorOfLine(line)} restored an earlier state of the draft of ${line.paper}${aside === null ? "" : `; ${aside} of it set aside`}.`;
  }),
  "suggestion.accepted": suggestions("accepted"),
  "suggestion.rejected": suggestions("rejected"),
  "suggestion.opened-again": suggestions("opened again"),
  "word.brought-in": {
    kind: "drafting",
    readers: ["its-readers"],
    says: (line) =>
      told`${actorOfLine(line)} brought a Word file in beside ${line.paper}${brought(line)}.`,
  },
  "word.taken-back": {
    kind: "drafting",
    readers: ["its-readers"],
    says: (line) =>
      told`${actorOfLine(line)} took back what a Word file had brought in beside ${line.paper}${brought(line)}.`,
  },
} as const satisfies Partial<Record<AuditEventType, RecordEntry>>;
