// Checks an archive of matters, or of a whole workspace, from its own files alone: no network, no package,
// no trust in the workspace that made it.
//
//   node verify.mjs            in the folder into which the archive was unpacked
//   node verify.mjs FOLDER     for another one
//
// It exits with 0 where all of it holds, with 1 where something does not, with 2 where there is no archive.
// Node 20 or newer. It reads and never writes, and needs no more memory for larger files.

import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream, realpathSync } from "node:fs";
import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import path from "node:path";

const FORMAT = 1;
const STATEMENT = "coalition-desk/sign-off/1";
const MANIFEST = "manifest.json";
const FILES = "files.jsonl";
const RECORD = "record/lines.jsonl";

const LIMITS = {
  manifest: 64_000_000,
  line: 16_000_000,
  text: 64_000_000,
  files: 500_000,
  faults: 10,
  keys: 100,
};
const START = { sequence: 0, hash: "0".repeat(64) };
const SHA256 = /^[0-9a-f]{64}$/u;
const VERSION_FILE = /\/version-\d+\.json$/u;

/** What was checked, in order, each with the first places at which it does not hold. */
class Report {
  checks = [];
  /** Of the parts, for the reader. */
  counts = {
    files: 0,
    bytes: 0,
    lines: 0,
    others: 0,
    versions: 0,
    signOffs: 0,
    keys: 0,
    filings: 0,
  };

  /** The fingerprint and host of each key that signed. */
  keys = new Set();
  /** Whether more signed than are listed. */
  hasMoreKeys = false;

  noteKey(key) {
    if (this.keys.size < LIMITS.keys || this.keys.has(key)) this.keys.add(key);
    else this.hasMoreKeys = true;
  }

  async check(words, work) {
    const faults = [];
    let more = 0;
    const fault = (sentence) => {
      if (faults.length < LIMITS.faults) faults.push(sentence);
      else more += 1;
    };
    try {
      await work(fault);
    } catch (error) {
      fault(error instanceof Fault ? error.message : `It can't be read (${nameOf(error)}).`);
    }
    if (more > 0) faults.push(`And ${more} more.`);
    this.checks.push({ words, holds: faults.length === 0, faults });
    return faults.length === 0;
  }

  get holds() {
    return this.checks.every(({ holds }) => holds);
  }
}

/** Something that does not hold, in a sentence. */
class Fault extends Error {}

/** Checks the archive in that folder; throws where there is none. */
export async function verifyArchive(folder) {
  const root = await realpath(folder);
  const report = new Report();
  const manifest = await manifestIn(root);
  const files = new Map();
  const byHash = new Map();
  const given = manifest.value;

  await report.check("The manifest is of a form that this program knows", (fault) => {
    if (!manifest.isCanonical) fault("It is not written as archives are.");
    if (given.format !== FORMAT) fault(`It is of the format ${words(given.format)}.`);
    if (!Array.isArray(given.matters)) fault("It names no matters.");
  });
  await report.check("The list of files is the one of the manifest", async (fault) => {
    await readList(root, given.files, { files, byHash, fault });
  });
  await report.check("Each file is there, with the bytes that the list names", async (fault) => {
    for (const [name, { bytes, sha256 }] of files) {
      const why = await faultOfFile(root, name, { bytes, sha256 });
      if (why !== null) fault(`${words(name)} ${why}.`);
      report.counts.files += 1;
      report.counts.bytes += bytes;
    }
  });
  await report.check(
    "There is no other file, but for those that Macs and Windows put into folders",
    async (fault) => {
      for await (const name of strangeFiles(root, files))
        fault(`${words(name)} is not in the list.`);
    },
  );

  const record = new RecordFacts();
  await report.check(
    "Lines that are here whole have their hashes, and follow each other as far as nothing stands between them",
    async (fault) => {
      if (given.chain === null && !files.has(RECORD)) return;
      const end = await readRecord(root, { files, record, report, fault });
      const { sequence, hash } = given.chain ?? START;
      if (end.sequence !== sequence || end.hash !== hash) {
        fault(`It ends with line ${end.sequence}, and the manifest says ${words(sequence)}.`);
      }
    },
  );

  const matters = Array.isArray(given.matters) ? given.matters : [];
  const tables = (name) => rowsOfAll(root, files, matters, name);
  const context = { root, files, byHash, record, report, tables };
  await report.check("Each row stands in the one form that it can have", (fault) =>
    checkForm(context, matters, fault),
  );
  await report.check(
    "Each version has its text, in canonical form, with the hash of the record",
    (fault) => checkVersions(context, fault),
  );
  await report.check(
    "Each decision of a reviewer is the one of the record, and none that the record here tells of is missing",
    (fault) => checkSignOffs(context, fault),
  );
  await report.check(
    "Each signature by a passkey is of that key, that person and that text",
    (fault) => checkProofs(context, fault),
  );
  await report.check(
    "Each matter and document is what the record says became of it",
    async (fault) => {
      await checkMatters(context, fault);
      await checkDocuments(context, fault);
    },
  );
  await report.check("Each filing is the one of the record, with its PDF", (fault) =>
    checkFilings(context, fault),
  );
  await report.check("What agencies and courts did is as it was recorded", async (fault) => {
    await checkAgencies(context, fault);
    await checkDockets(context, fault);
  });
  await report.check("Each attached file is the one of the record", (fault) =>
    checkAttachments(context, fault),
  );
  await report.check("Each publication is the one of the record", (fault) =>
    checkPublications(context, fault),
  );
  const { checks, counts, holds, keys, hasMoreKeys } = report;
  return { holds, checks, counts, keys: [...keys].sort(), hasMoreKeys, manifest };
}

async function manifestIn(root) {
  const name = path.join(root, MANIFEST);
  const stat = await lstat(name);
  if (!stat.isFile() || stat.size > LIMITS.manifest) throw new Error(`${MANIFEST} is no manifest`);
  const bytes = await readFile(name);
  const text = utf8(bytes);
  const value = JSON.parse(text);
  if (typeof value !== "object" || value === null) throw new Error(`${MANIFEST} is no manifest`);
  const isCanonical = canonical(value) === text.replace(/\n$/u, "");
  return { value, isCanonical, sha256: sha256(bytes) };
}

/** Reads the list of files: by path, and a path by hash. */
async function readList(root, said, { files, byHash, fault }) {
  const why = await faultOfFile(root, FILES, said ?? {});
  if (why !== null) throw new Fault(`${FILES} ${why}.`);
  let last = "";
  for await (const { value, isCanonical } of jsonLines(root, FILES)) {
    const { path: name, bytes, sha256: hash } = value;
    if (!isCanonical) fault(`The line of ${words(name)} is not written as archives are.`);
    if (!isPlainPath(name) || name === MANIFEST || name === FILES) {
      throw new Fault(`${words(name)} is no path in an archive.`);
    }
    if (!Number.isSafeInteger(bytes) || bytes < 0 || !SHA256.test(hash)) {
      throw new Fault(`${words(name)} has no size or no hash.`);
    }
    if (!(name > last)) throw new Fault(`${words(name)} stands out of order, or twice.`);
    last = name;
    files.set(name, { bytes, sha256: hash });
    if (!byHash.has(hash)) byHash.set(hash, name);
    if (files.size > LIMITS.files) throw new Fault("It names too many files.");
  }
  if (files.size !== said.count)
    fault(`It names ${files.size}, and the manifest ${words(said.count)}.`);
}

/** As the dots of a way out do, and what Windows would write without. */
const ENDS_BADLY = /[. ]$/u;

/** A relative path that leads nowhere else, on any system. */
function isPlainPath(name) {
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  const refused = /[\\:\u0000-\u001f]/u;
  if (typeof name !== "string" || name.length === 0 || name.length > 400) return false;
  return name
    .split("/")
    .every((part) => part !== "" && !ENDS_BADLY.test(part) && !refused.test(part));
}

/** Whether it stands where files have the names of people and papers: one of them may be called “filed.pdf”. */
function isNamedByPeople(name) {
  const parts = name.split("/");
  if (parts[0] !== "matters") return false;
  if (parts.length === 4) return parts[2] === "attachments";
  return parts.length === 6 && (parts[4] === "exhibits" || parts[4] === "sign-offs");
}

/** Why a file is not the one that is named; null where it is. Links are none: they lead elsewhere. */
async function faultOfFile(root, name, { bytes, sha256: hash }) {
  const parts = name.split("/");
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const stat = await lstat(path.join(root, ...parts.slice(0, depth))).catch(() => null);
    if (stat === null) return "is not there";
    if (stat.isSymbolicLink()) return "is a link, or lies behind one";
    if (depth === parts.length) {
      if (!stat.isFile()) return "is no file";
      if (stat.size !== bytes) return `has ${stat.size} bytes, and should have ${words(bytes)}`;
    }
  }
  const digest = createHash("sha256");
  for await (const piece of createReadStream(path.join(root, ...parts))) digest.update(piece);
  return digest.digest("hex") === hash ? null : "has other bytes: it was changed, or damaged";
}

/** Files that Macs and Windows put into each folder that somebody looks at. */
const OF_SYSTEMS = new Set([".DS_Store", "desktop.ini", "Thumbs.db"]);

async function* strangeFiles(root, files, folder = "") {
  for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
    const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (name === MANIFEST || name === FILES || files.has(name)) continue;
    if (entry.isFile() && OF_SYSTEMS.has(entry.name)) continue;
    if (entry.isDirectory() && name.length < 400) yield* strangeFiles(root, files, name);
    else yield name;
  }
}

/** The objects of a file of lines, one at a time, with whether each stands in its canonical form. */
async function* jsonLines(root, name) {
  let rest = Buffer.alloc(0);
  let parts = [];
  let length = 0;
  for await (const piece of createReadStream(path.join(root, ...name.split("/")))) {
    rest = piece;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      parts.push(rest.subarray(0, end));
      yield objectIn(name, Buffer.concat(parts));
      parts = [];
      length = 0;
      rest = rest.subarray(end + 1);
    }
    parts.push(rest);
    length += rest.length;
    if (length > LIMITS.line) throw new Fault(`${words(name)} has a line that is too long.`);
  }
  if (length > 0) throw new Fault(`${words(name)} ends within a line.`);
}

function objectIn(name, bytes) {
  if (bytes.length > LIMITS.line) throw new Fault(`${words(name)} has a line that is too long.`);
  const text = utf8(bytes);
  const value = JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Fault(`${words(name)} has a line that is no row.`);
  }
  return { value, isCanonical: canonical(value) === text };
}

/** The rows of one table in all matters. */
async function* rowsOfAll(root, files, matters, table) {
  for (const matter of matters) {
    const name = `matters/${matter?.folder}/data/${table}.jsonl`;
    if (!files.has(name)) continue;
    for await (const { value } of jsonLines(root, name)) yield value;
  }
}

async function checkForm({ root, files }, matters, fault) {
  const folders = new Set(matters.map((matter) => `matters/${matter?.folder}/data/`));
  for (const name of files.keys()) {
    const folder = name.slice(0, name.lastIndexOf("/") + 1);
    if (!name.endsWith(".jsonl") || !(folders.has(folder) || folder === "data/")) continue;
    for await (const { isCanonical } of jsonLines(root, name)) {
      if (isCanonical) continue;
      fault(`${words(name)} has a row that is not.`);
      break;
    }
  }
  for (const matter of matters) {
    const rows = [];
    for await (const row of rowsOfAll(root, files, [matter], "matter")) rows.push(row);
    if (rows.length !== 1 || rows[0].id !== matter?.id || rows[0].title !== matter?.title) {
      fault(`The matter ${words(matter?.title)} is not the one that the manifest names.`);
    }
  }
}

/** What the record says, of all that has rows in the archive. */
class RecordFacts {
  versions = new Map();
  signOffs = new Map();
  returns = new Map();
  matters = new Map();
  documents = new Map();
  required = new Map();
  signatures = new Map();
  settled = new Map();
  filings = new Map();
  copies = new Map();
  corrections = new Map();
  keys = new Map();
  agencyEvents = new Map();
  outcomes = new Map();
  productions = new Map();
  docketEvents = new Map();
  attachments = new Map();
  publications = new Map();

  read(line) {
    // Types have a dot in them, and other methods none.
    if (line.type.includes(".")) this[line.type]?.(line);
  }

  "document.created"({ documentId, matterId, actorId, at, details }) {
    const columns = { kind: details.kind, createdById: actorId, createdAt: at, matterId };
    const state = { status: "draft", statusAt: at, pinnedVersionId: null, title: details.title };
    this.documents.set(documentId, { ...columns, ...state, signOffs: [] });
    this.required.set(documentId, idsIn(details.requiredOrganizationIds) ?? []);
  }
  "document.renamed"({ documentId, details }) {
    Object.assign(this.documents.get(documentId) ?? {}, { title: details.after });
  }
  "document.required-organizations-set"({ documentId, details }) {
    const ids = idsIn(details.after) ?? idsIn(details.organizationIds);
    if (ids) this.required.set(documentId, ids);
  }
  "matter.created"({ matterId, actorId, at, details: { title } }) {
    this.matters.set(matterId, { title, createdById: actorId, createdAt: at });
  }
  "matter.edited"({ matterId, details }) {
    const { title, narrative } = details.after ?? {};
    Object.assign(this.matters.get(matterId) ?? {}, known({ title, narrative }));
  }
  "deadline.settled"({ matterId, actorId: byId, at, sequence: recordedAs, details }) {
    const { deadline, due, decision, reason } = details;
    const told = { matterId, deadline, due, decision, reason, byId, at, recordedAs };
    this.settled.set(`${matterId} ${deadline}`, told);
  }
  "deadline.taken-up"({ matterId, details }) {
    this.settled.delete(`${matterId} ${details.deadline}`);
  }
  "document.version-named"(line) {
    this.version(line, line.details.name ?? null);
  }
  "document.submitted"(line) {
    this.version(line, null);
    this.become(line, "in_review", { pinnedVersionId: line.details.versionId });
  }
  "document.signed-off"(line) {
    this.decision(line, "approved");
  }
  "document.changes-requested"(line) {
    this.decision(line, "changes-requested");
    this.back(line, "changes-requested");
  }
  "document.approved"(line) {
    const { versionId, hash, requiredOrganizationIds } = line.details;
    const required = idsIn(requiredOrganizationIds) ?? this.required.get(line.documentId) ?? [];
    const signed = (this.documents.get(line.documentId)?.signOffs ?? []).filter(
      (each) => each.decision === "approved" && each.voidedAt === null,
    );
    const has = (id) =>
      signed.some(
        (each) => each.organizationId === id && each.versionId === versionId && each.hash === hash,
      );
    this.become(line, "approved", required.every(has) ? {} : { impossible: line.sequence });
  }
  "document.recalled"(line) {
    this.back(line, "recalled");
  }
  "document.reopened"(line) {
    this.back(line, "reopened");
  }
  "document.review-voided"(line) {
    this.back(line, line.details.because ?? null);
  }
  "document.filing-copy-made"({ details }) {
    this.copies.set(details.copyId, details);
  }
  "document.filed"(line) {
    const { signatures, consents } = line.details;
    for (const signerId of idsIn(signatures) ?? []) {
      const consent = consents === undefined ? {} : { consent: consents[signerId] ?? null };
      this.signatures.set(`${line.documentId} ${signerId}`, consent);
    }
    this.filing(line);
  }
  "document.brought-in"(line) {
    this.version(line, null);
    this.filing(line, { pinnedVersionId: line.details.versionId });
  }
  "document.filing-corrected"(line) {
    const { before, after, correctionId } = line.details;
    const { documentId, actorId: byId, at, sequence: recordedAs } = line;
    Object.assign(this.filings.get(documentId) ?? {}, after);
    const told = { documentId, byId, at, recordedAs };
    this.corrections.set(correctionId, {
      ...told,
      before: canonical(before),
      after: canonical(after),
    });
  }
  "document.superseded"(line) {
    this.end(line, "superseded", { successorId: line.details.successorId });
  }
  "document.withdrawn"(line) {
    this.end(line, "withdrawn", { withdrawalReason: line.details.reason });
  }
  "person.passkey-added"(line) {
    const { fingerprint } = line.details;
    this.keys.set(fingerprint, [...(this.keys.get(fingerprint) ?? []), line]);
  }
  "agency-record.recorded"(line) {
    const { what, eventId, hash, outcomeIds, itemIds, productionId, isRetracted } = line.details;
    if (what === "event") this.agencyEvents.set(eventId, { hash, recordedAs: line.sequence });
    if (what === "production" && isRetracted !== true) {
      this.productions.set(productionId, { ...line.details, documentId: line.documentId });
    }
    if (what !== "outcome" || isRetracted === true || !Array.isArray(outcomeIds)) return;
    const { outcome, details } = line.details;
    for (const [index, id] of outcomeIds.entries()) {
      const itemId = itemIds?.[index];
      this.outcomes.set(id, { itemId, outcome, details, documentId: line.documentId });
    }
  }
  "agency-record.corrected"(line) {
    this["agency-record.recorded"](line);
  }
  "docket.event-recorded"({ sequence, details }) {
    for (const [id, hash] of Object.entries(details.hashes ?? {})) {
      this.docketEvents.set(id, { hash, recordedAs: sequence });
    }
  }
  "docket.event-corrected"(line) {
    this["docket.event-recorded"](line);
  }
  "docket.event-retracted"(line) {
    this["docket.event-recorded"](line);
  }
  "attachment.added"({ details, matterId, actorId, at }) {
    this.attachments.set(details.attachmentId, { ...details, matterId, actorId, at });
  }
  "attachment.removed"({ details }) {
    this.attachments.delete(details.attachmentId);
  }
  "matter.published"({ matterId, actorId, at, details }) {
    if (details.update === undefined) return;
    this.publications.set(details.update, { matterId, byId: actorId, at, ...details });
  }

  version({ documentId, actorId, at, details }, name) {
    const { versionId, number, hash, sequence, generation } = details;
    const told = { documentId, number, hash, sequence, generation, name };
    this.versions.set(versionId, { ...told, createdById: actorId, createdAt: at });
  }
  decision({ documentId, actorId, organizationId, at, sequence, details }, decision) {
    const { signOffId, versionId, hash, reason = null, passkey = null } = details;
    const told = { documentId, versionId, hash, organizationId, userId: actorId, decision };
    const signOff = {
      ...told,
      reason,
      at,
      recordedAs: sequence,
      voidedAt: null,
      voidedBecause: null,
    };
    this.signOffs.set(signOffId, { columns: signOff, passkey });
    this.documents.get(documentId)?.signOffs.push(signOff);
  }
  back(line, because) {
    for (const signOff of this.documents.get(line.documentId)?.signOffs ?? []) {
      if (signOff.decision !== "approved" || signOff.voidedAt !== null) continue;
      Object.assign(signOff, { voidedAt: line.at, voidedBecause: because });
    }
    const { returnId, versionId, reason = null } = line.details;
    const { documentId, actorId: byId, at, sequence: recordedAs } = line;
    this.returns.set(returnId, { documentId, versionId, because, reason, byId, at, recordedAs });
    this.become(line, "draft", { pinnedVersionId: null });
  }
  become({ documentId, at }, status, more = {}) {
    Object.assign(this.documents.get(documentId) ?? {}, { status, statusAt: at, ...more });
  }
  filing(line, more = {}) {
    const { hash, versionId, ...details } = line.details;
    const { actorId: filedById, at } = line;
    const ended = { successorId: null, withdrawalReason: null, endedById: null, endedAt: null };
    const told = { scanHash: null, ...details, versionId, versionHash: hash, filedById, at };
    this.filings.set(line.documentId, { ...told, ...ended });
    this.become(line, "filed", more);
  }
  end(line, status, more) {
    const ended = { endedById: line.actorId, endedAt: line.at, ...more };
    Object.assign(this.filings.get(line.documentId) ?? {}, ended);
    this.become(line, status);
  }
}

/** Reads the record: whole lines, and stretches of lines of which only the hash is here. */
async function readRecord(root, { files, record, report, fault }) {
  if (!files.has(RECORD)) throw new Fault("It is not there.");
  let head = START;
  for await (const { value: line, isCanonical } of jsonLines(root, RECORD)) {
    const { from, to, hash, previousHash } = line;
    const isStretch = line.type === undefined;
    const next = isStretch ? from : line.sequence;
    if (!isCanonical) fault(`Line ${words(next)} is not written as archives are.`);
    if (next !== head.sequence + 1) {
      throw new Fault(`Line ${head.sequence + 1} should follow, and ${words(next)} does.`);
    }
    if (previousHash !== head.hash) {
      throw new Fault(
        `Line ${next} does not follow the one before it: one of the two was changed.`,
      );
    }
    if (isStretch) {
      if (!Number.isSafeInteger(to) || to < from || !SHA256.test(hash)) {
        throw new Fault(`The lines from ${words(from)} on are not named as archives do.`);
      }
      report.counts.others += to - from + 1;
      head = { sequence: to, hash };
      continue;
    }
    const { hash: _hash, ...hashed } = line;
    if (sha256(canonical(hashed)) !== hash) fault(`Line ${next} was changed after it was written.`);
    if (
      typeof line.type !== "string" ||
      typeof line.details !== "object" ||
      line.details === null
    ) {
      throw new Fault(`Line ${next} has no type or no details.`);
    }
    report.counts.lines += 1;
    record.read(line);
    head = { sequence: next, hash };
  }
  return head;
}

function idsIn(value) {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : undefined;
}

function known(columns) {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

/** Equal to no column of a row. */
const ANOTHER = {};

/** Compares the named columns of a row with what the record tells. */
function differs(row, told) {
  return Object.entries(told).flatMap(([name, value]) =>
    name in row && value !== undefined && canonical(row[name]) !== canonical(value) ? [name] : [],
  );
}

/** Compares rows with what the record tells of them, both ways. */
async function compare(rows, told, { what, keyOf = ({ id }) => id, columnsOf, also }, fault) {
  const seen = new Set();
  for await (const row of rows) {
    const key = keyOf(row);
    const recorded = told.get(key);
    if (seen.has(key)) fault(`${what} ${words(key)} stands twice.`);
    seen.add(key);
    if (recorded === undefined) fault(`${what} ${words(key)} is in no line of the record.`);
    else {
      const names = differs(row, columnsOf ? columnsOf(recorded, row) : recorded);
      if (names.length > 0)
        fault(`${what} ${words(key)} differs from the record: ${names.join(", ")}.`);
    }
    await also?.(row, recorded);
  }
  for (const key of told.keys()) {
    if (!seen.has(key)) fault(`${what} ${words(key)} is in the record, and not in the archive.`);
  }
}

async function checkVersions({ root, byHash, files, record, report, tables }, fault) {
  const read = new Set();
  const also = async ({ id, hash }) => {
    report.counts.versions += 1;
    // A text is read once, however many rows name it.
    if (read.has(hash)) return;
    read.add(hash);
    const name = byHash.get(hash);
    if (name === undefined) return fault(`The text of version ${words(id)} is not in the archive.`);
    if (files.get(name).bytes > LIMITS.text)
      return fault(`The text of version ${words(id)} is too long.`);
    const text = utf8(await readFile(path.join(root, ...name.split("/"))));
    const value = JSON.parse(text);
    const parts = Object.keys(value ?? {}).join(" ");
    if (canonical(value) !== text || parts !== "facts layoutProfile prose schemaVersion") {
      fault(`The text of version ${words(id)} is not in canonical form.`);
    }
  };
  await compare(tables("versions"), record.versions, { what: "Version", also }, fault);
  for (const [name, { sha256: hash }] of files) {
    if (VERSION_FILE.test(name) && !isNamedByPeople(name) && !read.has(hash)) {
      fault(`${words(name)} is not the text of a version.`);
    }
  }
}

async function checkSignOffs({ record, report, tables }, fault) {
  const also = () => void (report.counts.signOffs += 1);
  const columnsOf = ({ columns }) => columns;
  await compare(tables("sign-offs"), record.signOffs, { what: "Decision", columnsOf, also }, fault);
  for (const [id, { columns }] of record.signOffs) {
    const version = record.versions.get(columns.versionId);
    if (version?.hash !== columns.hash || version.documentId !== columns.documentId) {
      fault(`Decision ${words(id)} is on a text that is no version of its document.`);
    }
  }
}

async function checkProofs({ record, report, tables }, fault) {
  const signed = new Set();
  for await (const proof of tables("sign-off-proofs")) {
    const { fingerprint, host } = proof;
    if (SHA256.test(fingerprint) && typeof host === "string" && host.length <= 255) {
      report.noteKey(`${fingerprint} on ${words(host)}`);
    }
    const { signOffId: id } = proof;
    const told = record.signOffs.get(id);
    signed.add(id);
    report.counts.keys += 1;
    if (told === undefined) {
      fault(`The signature of ${words(id)} is of no decision of the record.`);
      continue;
    }
    const why = faultInProof(proof, told) ?? faultInKey(proof, told, record);
    if (why !== null) fault(`Of decision ${words(id)} ${why}.`);
  }
  for (const [id, { passkey }] of record.signOffs) {
    if (passkey !== null && !signed.has(id))
      fault(`The signature of decision ${words(id)} is missing.`);
  }
}

function faultInProof(proof, { columns, passkey }) {
  const { versionId, hash, userId, organizationId, decision } = columns;
  const key = base64url(proof.publicKey);
  const authenticator = base64url(proof.authenticatorData);
  const client = base64url(proof.clientData);
  const signature = base64url(proof.signature);
  if (!key || !authenticator || !client || !signature || !base64url(proof.nonce)) {
    return "a part of the signature is not written as browsers do";
  }
  if (sha256(key) !== proof.fingerprint) return "the fingerprint is not the one of the public key";
  if (passkey !== proof.fingerprint) return "the record names another key";
  const data = Buffer.concat([authenticator, digest(client)]);
  if (!isSigned(key, data, signature)) return "the signature is not one of that public key";
  const statement = { format: STATEMENT, versionId, hash, userId, organizationId, decision };
  const challenge = digest(canonical({ ...statement, nonce: proof.nonce })).toString("base64url");
  const asked = jsonOf(client);
  if (asked.type !== "webauthn.get" || asked.challenge !== challenge) {
    return "the key signed another statement";
  }
  if ((asked.crossOrigin ?? false) !== false) return "the key signed within another site";
  if (asked.origin !== proof.origin || !isOriginOf(proof.origin, proof.host)) {
    return "the key signed on another site";
  }
  if (authenticator.length < 37 || !authenticator.subarray(0, 32).equals(digest(proof.host))) {
    return "the key was made for another site";
  }
  return (authenticator[32] & 5) === 5 ? null : "the key did not verify who used it";
}

/** Why the record does not say that this person had added that key, themselves, before they decided. */
function faultInKey({ fingerprint }, { columns }, record) {
  const { userId, organizationId, recordedAs } = columns;
  const [added] = record.keys.get(fingerprint) ?? [];
  if (added === undefined) return "the record does not say who added the key";
  const via = added.details.via ?? null;
  const isTheirs = added.actorId === userId && (via === null || via === organizationId);
  return isTheirs && added.sequence < recordedAs
    ? null
    : "the key is not one that this person had added";
}

async function checkDocuments({ record, tables }, fault) {
  const columnsOf = ({ signOffs: _signOffs, impossible: _impossible, ...columns }) => columns;
  await compare(tables("documents"), record.documents, { what: "Document", columnsOf }, fault);
  for (const [id, { impossible }] of record.documents) {
    if (impossible === undefined) continue;
    fault(
      `Document ${words(id)} was approved in line ${impossible}, and not everybody had signed.`,
    );
  }
  await compare(tables("returns-to-draft"), record.returns, { what: "Return to draft" }, fault);
  const required = new Map();
  for await (const { documentId, organizationId } of tables("requirements")) {
    required.set(documentId, [...(required.get(documentId) ?? []), organizationId]);
  }
  for (const [id, ids] of record.required) {
    if (canonical([...ids].sort()) === canonical((required.get(id) ?? []).sort())) continue;
    fault(`Of document ${words(id)} others have to sign than the record says.`);
  }
}

async function checkMatters({ record, tables }, fault) {
  await compare(tables("matter"), record.matters, { what: "Matter" }, fault);
  const keyOf = ({ matterId, deadline }) => `${matterId} ${deadline}`;
  const settled = { what: "Decision about a missed day", keyOf };
  await compare(tables("settled-deadlines"), record.settled, settled, fault);
}

async function checkFilings({ byHash, files, record, report, tables }, fault) {
  const pdfs = new Map();
  const columnsOf = (told, { scan }) => {
    const scanHash = scan === null ? null : sha256(String(scan));
    return { ...told, ...(scanHash === told.scanHash ? {} : { scan: ANOTHER }) };
  };
  const also = ({ pdfHash, documentId, versionId, versionHash }) => {
    report.counts.filings += 1;
    if (!byHash.has(pdfHash))
      fault(`The PDF of filing ${words(documentId)} is not in the archive.`);
    pdfs.set(documentId, pdfHash);
    const version = record.versions.get(versionId);
    if (version?.hash !== versionHash || version.documentId !== documentId) {
      fault(`Filing ${words(documentId)} is of a text that is no version of its document.`);
    }
  };
  const keyOf = ({ documentId }) => documentId;
  await compare(
    tables("filings"),
    record.filings,
    { what: "Filing", keyOf, columnsOf, also },
    fault,
  );
  for await (const row of tables("filing-copies")) {
    const { id, documentId, pdfHash, versionId, versionHash } = row;
    const told = record.copies.get(id);
    const isSame = told?.versionId === versionId && told.hash === versionHash;
    if (!isSame || told.pdfHash !== pdfHash)
      fault(`Filing copy ${words(id)} differs from the record.`);
    if (pdfs.get(documentId) !== pdfHash)
      fault(`Filing copy ${words(id)} is not of the PDF that was filed.`);
  }
  const filed = new Set(pdfs.values());
  for (const [name, { sha256: hash }] of files) {
    if (name.endsWith("/filed.pdf") && !isNamedByPeople(name) && !filed.has(hash)) {
      fault(`${words(name)} is not a PDF that was filed.`);
    }
  }
  await compare(tables("filing-corrections"), record.corrections, { what: "Correction" }, fault);
  const signature = {
    what: "Signature",
    keyOf: ({ documentId, signerId }) => `${documentId} ${signerId}`,
  };
  await compare(tables("filing-signatures"), record.signatures, signature, fault);
}

async function checkAgencies({ record, tables }, fault) {
  const columnsOf = ({ hash, recordedAs }, row) => {
    const { recordedAs: _recordedAs, ...said } = row;
    return { recordedAs, ...(sha256(canonical(said)) === hash ? {} : { kind: ANOTHER }) };
  };
  const told = { what: "Event", columnsOf };
  await compare(tables("agency-events"), record.agencyEvents, told, fault);
  await compare(tables("item-outcomes"), record.outcomes, { what: "Outcome" }, fault);
  // Its event and day follow a corrected letter.
  const fixed = ({ what: _what, productionId: _id, eventId: _event, dated: _dated, ...rest }) =>
    rest;
  const release = { what: "Release", columnsOf: fixed };
  await compare(tables("productions"), record.productions, release, fault);
}

async function checkDockets({ record, tables }, fault) {
  const columnsOf = ({ hash, recordedAs }, row) => {
    const { recordedAs: _recordedAs, ...said } = row;
    return { recordedAs, ...(sha256(canonical(said)) === hash ? {} : { kind: ANOTHER }) };
  };
  const told = { what: "Docket entry", columnsOf };
  await compare(tables("docket-events"), record.docketEvents, told, fault);
}

async function checkAttachments({ byHash, record, tables }, fault) {
  const columnsOf = (
    { role, name, mediaType, bytes, sha256: hash, matterId, actorId, at },
    row,
  ) => ({
    role,
    name,
    mediaType,
    bytes,
    sha256: hash,
    matterId,
    uploadedById: actorId,
    uploadedAt: at,
    ...(sha256(String(row.scan)) === record.attachments.get(row.id).scanHash
      ? {}
      : { scan: ANOTHER }),
  });
  const also = ({ id, sha256: hash }) => {
    if (!byHash.has(hash)) fault(`The file of attachment ${words(id)} is not in the archive.`);
  };
  const told = { what: "Attachment", columnsOf, also };
  await compare(tables("attachments"), record.attachments, told, fault);
}

async function checkPublications({ record, tables }, fault) {
  const columnsOf = ({ matterId, byId, at, note, reason = null, sha256: hash }, row) => {
    const isSame = sha256(String(row.published)) === hash;
    return {
      matterId,
      byId,
      at,
      reason,
      words: canonical(note),
      ...(isSame ? {} : { published: ANOTHER }),
    };
  };
  await compare(
    tables("public-updates"),
    record.publications,
    { what: "Publication", columnsOf },
    fault,
  );
}

/** Canonical JSON (RFC 8785): names in the order of their UTF-16 units, no spaces. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

function digest(of) {
  return createHash("sha256").update(of).digest();
}

function sha256(of) {
  return digest(of).toString("hex");
}

function utf8(bytes) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function jsonOf(bytes) {
  try {
    return JSON.parse(utf8(bytes)) ?? {};
  } catch {
    return {};
  }
}

/** The bytes of base64url without padding; null where it is written in any other way. */
function base64url(text) {
  if (typeof text !== "string" || text === "") return null;
  const read = Buffer.from(text, "base64url");
  return read.toString("base64url") === text ? read : null;
}

function isOriginOf(origin, host) {
  if (typeof origin !== "string" || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  const isHere = host === "localhost" || String(host).endsWith(".localhost");
  return url.origin === origin && url.hostname === host && (url.protocol === "https:" || isHere);
}

/** Whether the signature is of the key, which is COSE (RFC 9053): ES256, RS256 or Ed25519. */
function isSigned(publicKey, data, signature) {
  try {
    const key = cose(publicKey);
    const is = (kty, alg) => key.get(1) === kty && key.get(3) === alg;
    const part = (label) => Buffer.from(key.get(label)).toString("base64url");
    if (is(2, -7) && key.get(-1) === 1) {
      const jwk = { kty: "EC", crv: "P-256", x: part(-2), y: part(-3) };
      return verify("sha256", data, createPublicKey({ key: jwk, format: "jwk" }), signature);
    }
    if (is(1, -8) && key.get(-1) === 6) {
      const jwk = { kty: "OKP", crv: "Ed25519", x: part(-2) };
      return verify(null, data, createPublicKey({ key: jwk, format: "jwk" }), signature);
    }
    if (is(3, -257)) {
      const jwk = { kty: "RSA", n: part(-1), e: part(-2) };
      return verify("sha256", data, createPublicKey({ key: jwk, format: "jwk" }), signature);
    }
    return false;
  } catch {
    return false;
  }
}

/** A map of whole numbers to whole numbers and bytes, in CBOR, that takes all of the bytes. */
function cose(of) {
  let at = 0;
  const head = () => {
    const first = of.readUInt8(at++);
    const short = first & 31;
    if (short < 24) return [first >> 5, short];
    const size = { 24: 1, 25: 2, 26: 4 }[short];
    if (size === undefined) throw new RangeError("longer than any key");
    const count = of.readUIntBE(at, size);
    at += size;
    return [first >> 5, count];
  };
  const item = () => {
    const [kind, count] = head();
    if (kind === 0) return count;
    if (kind === 1) return -1 - count;
    if (kind !== 2 || at + count > of.length) throw new RangeError("neither a number nor bytes");
    at += count;
    return of.subarray(at - count, at);
  };
  const [kind, entries] = head();
  const parts = new Map();
  for (let read = 0; kind === 5 && read < entries; read += 1) {
    const label = item();
    if (parts.has(label)) throw new RangeError("a label stands twice");
    parts.set(label, item());
  }
  if (kind !== 5 || at !== of.length) throw new RangeError("not a key");
  return parts;
}

/** A value of the archive as it may be printed: one short line, without signs that steer a terminal. */
function words(value) {
  const text = typeof value === "string" ? `“${value}”` : (JSON.stringify(value) ?? "nothing");
  const plain = text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "�");
  return plain.length > 160 ? `${plain.slice(0, 160)}…` : plain;
}

function nameOf(error) {
  return error instanceof Error ? (error.code ?? error.name) : "for an unknown reason";
}

const counted = (count, one, several = `${one}s`) => `${count} ${count === 1 ? one : several}`;

function inWords({ counts, keys, hasMoreKeys, manifest }) {
  const { value, sha256: hash } = manifest;
  const chain = value.chain ?? START;
  const leftOut = Array.isArray(value.leftOut) ? value.leftOut : [];
  const kept = leftOut.map(({ what, count }) =>
    count === null || count === undefined
      ? `  - ${words(what)}`
      : `  - ${words(what)} (${words(count)})`,
  );
  return [
    `Made on ${words(value.madeAt)} by ${words(value.workspace ?? "a workspace without an address")}:`,
    `${counted(counts.files, "file")}, ${counted(counts.versions, "version")}, ${counted(counts.signOffs, "decision")} of reviewers`,
    `(${counts.keys} signed by a passkey), ${counted(counts.filings, "filing")}.`,
    `The record to line ${chain.sequence}: ${counted(counts.lines, "line")} whole, ${counted(counts.others, "other")} as hashes.`,
    `Its head:                ${chain.hash}`,
    `SHA-256 of the manifest: ${hash}`,
    ...(keys.length > 0 ? ["", "Keys that signed, by the SHA-256 of their public keys:"] : []),
    ...keys.map((key) => `  - ${key}`),
    ...(hasMoreKeys ? [`  - others: the first ${LIMITS.keys} that were read are listed`] : []),
    ...(kept.length > 0 ? ["", "It says that it leaves out:", ...kept] : []),
  ].join("\n");
}

const WHAT_IT_MEANS = `Files, rows and lines of this archive agree with each other. Where lines stand as hashes alone, nothing
here shows what they tell (they may be of this matter), nor that the lines before them are the
workspace's. The head shows only the lines after the last gap: ask the workspace for the hash of each
line that matters. Nothing was changed if the manifest's SHA-256 is one that somebody kept. A key's
signature counts for whoever knows its fingerprint. Pages, Word files and certificates are for reading:
only the PDFs and the texts of these hashes were checked.`;

async function main([folder]) {
  let result;
  try {
    result = await verifyArchive(folder ?? path.dirname(process.argv[1]));
  } catch (error) {
    const why = `There is no archive in this folder: ${words(error?.message)}.`;
    process.stderr.write(`${why}\nUsage: node verify.mjs [FOLDER]\n`);
    return 2;
  }
  for (const { words: said, holds, faults } of result.checks) {
    process.stdout.write(`${holds ? "yes" : "NO "}  ${said}.\n`);
    for (const fault of faults) process.stdout.write(`       ${fault}\n`);
  }
  const { holds } = result;
  const end = holds
    ? WHAT_IT_MEANS
    : "Parts of this archive do not agree: it, or its record, was changed, or it was not made as archives are.";
  process.stdout.write(`\n${inWords(result)}\n\n${end}\n`);
  return holds ? 0 : 1;
}

/** However Node names a file on a network's drive, or behind a link: not to be begun would look as if all held. */
async function isStarted(name) {
  const { pathToFileURL } = await import("node:url");
  const names = [name, realpathSync(name), await realpath(name)];
  return names.some((each) => pathToFileURL(each).href === import.meta.url);
}

if (process.argv[1] && (await isStarted(process.argv[1]))) {
  process.exitCode = await main(process.argv.slice(2));
}
