import { KINDS, type DocumentKind } from "#app/domain/document-kinds/index.ts";
import { courtOf, type LayoutProfile } from "#app/domain/layout.ts";
import type { CheckId, Finding } from "#app/domain/readiness.ts";
import { listed } from "#app/domain/listed.ts";
import { courtStyle } from "#app/document/details/court-style.ts";
import type {
  CaptionDetails,
  DocumentDetails,
  SignerDetails,
} from "#app/document/details/document-details.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { bracketedIn } from "./bracketed.ts";
import { isSame, normalized } from "./party-names.ts";

/**
 * Checks the first page and the signatures of a paper in court for what a clerk would reject or opposing
 * counsel could exploit (L23, embarrassments 7, 8 and 15): the court, the parties, the signers, and
 * what is printed about them. No other document has a caption.
 */
export function courtPaperFindings(
  prose: ProseJSON,
  details: DocumentDetails,
  kind: DocumentKind,
  layoutProfile: LayoutProfile | null,
): Finding[] {
  const { caption } = details;
  if (KINDS[kind].suit === null || caption === null) return [];
  const isCounsels = KINDS[kind].signedBy === "counsel";
  const signatures = signatureFindings(prose, caption, details);
  // Companions are signed for one plaintiff or by the person who served them, and name only the
  // first party.
  if (caption.companion !== null) {
    return [
      ...courtFindings(caption, layoutProfile),
      ...(caption.companion === "proof-of-service" ? [] : signatures),
      ...signerFindings(details, layoutProfile),
    ];
  }
  return [
    ...courtFindings(caption, layoutProfile),
    ...partyFindings(caption, details, layoutProfile),
    // A declarant and a judge sign in the text; who represents whom is said by the motion.
    ...(isCounsels ? [...counselFindings(caption, details), ...signatures] : []),
    ...signerFindings(details, layoutProfile),
  ];
}

const finding = (check: CheckId, words: string): Finding => ({
  check,
  words,
  place: { kind: "details" },
});

/**
 * District courts hear FOIA suits, 5 U.S.C. § 552(a)(4)(B); each layout belongs to one district.
 */
function courtFindings(
  { court, district }: CaptionDetails,
  profile: LayoutProfile | null,
): Finding[] {
  const expected = courtOf(profile)?.name ?? "";
  const named = [court, district].filter((words) => words !== "").join(", ");
  const found: Finding[] = [];
  if (!normalized(court).includes("district court")) {
    found.push(finding("wrong-court", `the caption names “${named}”, which is no district court`));
  }
  if (expected !== "" && normalized(district) !== normalized(expected)) {
    const words = `the caption names the “${district}”, and the pages are laid out for the ${expected}`;
    found.push(finding("wrong-court", words));
  }
  return found;
}

/** FRCP 10(a): the title names every party; D.D.C. LCvR 5.1(c): with the address of each. */
function partyFindings(
  caption: CaptionDetails,
  { organizations, signers }: DocumentDetails,
  profile: LayoutProfile | null,
): Finding[] {
  const { plaintiffs, defendants } = caption;
  const found: Finding[] = [];
  if (plaintiffs.length === 0)
    found.push(finding("party-omitted", "the caption names no plaintiff"));
  if (defendants.length === 0)
    found.push(finding("party-omitted", "the caption names no defendant"));
  for (const { id, name } of organizations) {
    if (plaintiffs.some((plaintiff) => isSame(plaintiff.name, name))) continue;
    const own = signers.filter(({ organizationId }) => organizationId === id);
    // Counsel for other plaintiffs need not be a party.
    if (own.some((signer) => representedBy(signer, caption, organizations).length > 0)) continue;
    const words = `the ${withoutArticle(name)} speaks in the paper, but the caption does not name it as a plaintiff`;
    found.push(finding("party-omitted", words));
  }
  if (courtStyle(profile).namesAddresses) {
    for (const { name, address } of [...plaintiffs, ...defendants]) {
      if (address.length > 0) continue;
      found.push(finding("party-address-missing", `the caption has no address of ${name}`));
    }
  }
  return found;
}

/**
 * Whether the agency that the matter is about is a defendant (embarrassment 7). The department may
 * be named beside its component; where it is named alone, a reason is required.
 */
export function defendantFindings(
  { caption }: DocumentDetails,
  {
    department,
    component,
  }: { readonly department: string | null; readonly component: string | null },
): Finding[] {
  const agency = component ?? department;
  if (caption === null || agency === null || caption.defendants.length === 0) return [];
  const names = caption.defendants.map(({ name }) => name);
  if (names.some((name) => normalized(name).includes(normalized(agency)))) return [];
  const words = `the caption sues ${listed(names)}, and the matter is about ${agency}`;
  return [finding("other-defendant", words)];
}

/** An organization appears only through counsel (28 U.S.C. § 1654); a person may appear without. */
function counselFindings(caption: CaptionDetails, details: DocumentDetails): Finding[] {
  const { organizations, signers } = details;
  const found: Finding[] = [];
  const represented = new Set<string>();
  for (const signer of signers) {
    const parties = representedBy(signer, caption, organizations);
    for (const party of parties) represented.add(party);
    if (parties.length > 0) continue;
    const says = signer.partyRepresented ? `“${signer.partyRepresented}”` : "no party";
    const words = `${signer.name} signs for ${says}, and the caption names no such plaintiff`;
    found.push(finding("counsel-for-no-party", words));
  }
  for (const { name } of caption.plaintiffs) {
    if (represented.has(name)) continue;
    const isOrganization = organizations.some((known) => isSame(known.name, name));
    const check = isOrganization ? "plaintiff-without-counsel" : "person-without-counsel";
    found.push(finding(check, `nobody signs for the plaintiff ${name}`));
  }
  return found;
}

/**
 * The plaintiffs of the caption whom a signer represents: the named ones, all of them, or the
 * signer's own organization.
 */
function representedBy(
  { partyRepresented, organizationId }: SignerDetails,
  { plaintiffs }: CaptionDetails,
  organizations: DocumentDetails["organizations"],
): string[] {
  const names = plaintiffs.map(({ name }) => name);
  if (partyRepresented === null) {
    const own = organizations.find(({ id }) => id === organizationId)?.name;
    return own === undefined ? [] : names.filter((name) => isSame(name, own));
  }
  const said = normalized(partyRepresented);
  const named = names.filter((name) => said.includes(normalized(name)));
  if (named.length > 0) return named;
  return /^(?:(?:all|the) )*plaintiffs?$/u.test(said) ? names : [];
}

/** FRCP 11(a): every paper is signed. Counsel named on the first page need a signature block. */
function signatureFindings(
  prose: ProseJSON,
  { counsel }: CaptionDetails,
  { signers, organizations }: DocumentDetails,
): Finding[] {
  const signing = new Set(blocksIn(prose.content));
  if (signing.size === 0) {
    return [finding("counsel-without-signature", "the text has no signature block")];
  }
  return counsel.flatMap((id) => {
    const signer = signers.find((known) => known.id === id);
    if (!signer || signing.has(signer.organizationId)) return [];
    const organization = organizations.find((known) => known.id === signer.organizationId);
    const words = `${signer.name} is named as counsel, but the text has no signature block of the ${withoutArticle(organization?.name ?? "")}`;
    return [finding("counsel-without-signature", words)];
  });
}

function blocksIn(nodes: readonly ProseNode[]): string[] {
  return nodes.flatMap(({ type, attrs, content }) => {
    const organization: unknown = type === "signatureBlock" ? attrs?.organization : undefined;
    return [
      ...(typeof organization === "string" ? [organization] : []),
      ...blocksIn(content ?? []),
    ];
  });
}

/**
 * FRCP 11(a): a signer's address, e-mail address and telephone number, and the bar number where the
 * court requires it.
 */
function signerFindings({ signers }: DocumentDetails, profile: LayoutProfile | null): Finding[] {
  const asksBarNumber = (courtOf(profile)?.barNumber ?? null) !== null;
  return signers.flatMap((signer): Finding[] => {
    const { name, barNumber, address, email, telephone } = signer;
    const parts: [string, string | null][] = [
      ["bar number", asksBarNumber ? barNumber : "not asked"],
      ["address", address.join(" ") || null],
      ["e-mail", email],
      ["telephone", telephone],
    ];
    const missing = parts.filter(([, value]) => !value).map(([part]) => part);
    const open = parts.flatMap(([part, value]) =>
      bracketedIn(value ?? "").map(({ words }) => `“${words}” stands for the ${part} of ${name}`),
    );
    return [
      ...(missing.length > 0
        ? [finding("signer-incomplete", `${name} signs without ${listed(missing)}`)]
        : []),
      ...open.map((words) => finding("bracketed-details", words)),
    ];
  });
}

function withoutArticle(name: string): string {
  return name.replace(/^the /iu, "");
}
