import { allIn, elementsIn, type DocxParts, type PartElement } from "./docx-parts.ts";

/** The parts that hold text. */
const TEXTS = /^word\/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml$/u;
const TRACKED: ReadonlySet<string> = new Set([
  "w:ins",
  "w:del",
  "w:moveFrom",
  "w:moveTo",
  "w:rPrChange",
  "w:pPrChange",
  "w:cellIns",
  "w:cellDel",
]);

/**
 * Faults of a file, in sentences; none for one that is whole (W13). The validator passes them, and Word
 * does not.
 */
export function faultsOf(parts: DocxParts): string[] {
  return [
    ...annotationFaults(parts),
    ...bookmarkFaults(parts),
    ...commentFaults(parts),
    ...nestingFaults(parts),
    ...moveFaults(parts),
    ...numberingFaults(parts),
    ...styleFaults(parts),
    ...noteFaults(parts),
    ...fieldFaults(parts),
    ...packageFaults(parts),
    ...tableFaults(parts),
  ];
}

function texts(parts: DocxParts): [path: string, root: PartElement][] {
  return [...parts].filter(([path]) => TEXTS.test(path));
}

function all(parts: DocxParts, name: string): PartElement[] {
  return texts(parts).flatMap(([, root]) => allIn(root, name));
}

function repeated(values: readonly (string | undefined)[]): string[] {
  const seen = new Set<string | undefined>();
  return values.flatMap((value) => {
    const isAgain = seen.has(value);
    seen.add(value);
    return isAgain ? [String(value)] : [];
  });
}

function annotationFaults(parts: DocxParts): string[] {
  const changes = [...TRACKED].flatMap((name) => all(parts, name));
  const ids = changes.map(({ attributes }) => attributes["w:id"]);
  return [
    ...repeated(ids).map((id) => `two changes have the id ${id}`),
    ...changes
      .filter(({ attributes }) => attributes["w:id"] === undefined)
      .map(({ name }) => `a ${name} has no id`),
    ...changes
      .filter(({ attributes }) => attributes["w:author"] === undefined)
      .map(({ name }) => `a ${name} has no author`),
    ...changes
      .filter(
        ({ attributes: own }) =>
          (own["w:date"] === undefined) !== (own["w16du:dateUtc"] === undefined),
      )
      .map(({ name }) => `a ${name} has one of its two times`),
  ];
}

const LONGEST_BOOKMARK = 40;

function bookmarkFaults(parts: DocxParts): string[] {
  const starts = all(parts, "w:bookmarkStart").map(({ attributes }) => attributes);
  const ends = all(parts, "w:bookmarkEnd").map(({ attributes }) => attributes["w:id"]);
  const ids = starts.map((own) => own["w:id"]);
  return [
    ...repeated(ids).map((id) => `two bookmarks begin with the id ${id}`),
    ...repeated(ends).map((id) => `two bookmarks end with the id ${id}`),
    ...repeated(starts.map((own) => own["w:name"]?.toLowerCase())).map(
      (name) => `two bookmarks have the name ${name}`,
    ),
    ...ids.filter((id) => !ends.includes(id)).map((id) => `the bookmark ${id} does not end`),
    ...ends.filter((id) => !ids.includes(id)).map((id) => `the bookmark ${id} does not begin`),
    ...starts
      .filter((own) => (own["w:name"] ?? "").length > LONGEST_BOOKMARK)
      .map((own) => `the name ${own["w:name"]} is too long`),
    ...texts(parts).flatMap(([path, root]) => {
      const order = inOrder(root, new Set(["w:bookmarkStart", "w:bookmarkEnd"]));
      const open = new Set<string | undefined>();
      return order.flatMap(({ name, attributes }) => {
        const id = attributes["w:id"];
        if (name === "w:bookmarkStart") open.add(id);
        return name === "w:bookmarkEnd" && !open.has(id)
          ? [`the bookmark ${id} ends before it begins, in ${path}`]
          : [];
      });
    }),
  ];
}

function inOrder(element: PartElement, names: ReadonlySet<string>): PartElement[] {
  const inner = elementsIn(element).flatMap((child) => inOrder(child, names));
  return names.has(element.name) ? [element, ...inner] : inner;
}

function commentFaults(parts: DocxParts): string[] {
  const root = parts.get("word/comments.xml");
  const known = root === undefined ? [] : allIn(root, "w:comment");
  const ids = known.map(({ attributes }) => attributes["w:id"]);
  const document = parts.get("word/document.xml");
  const anchors = document === undefined ? [] : inOrder(document, ANCHORS);
  const of = (name: string) =>
    anchors.filter((one) => one.name === name).map(({ attributes }) => attributes["w:id"]);
  const kinds = [...ANCHORS];
  const paragraphs = known.map((comment) => allIn(comment, "w:p").at(-1)?.attributes["w14:paraId"]);
  const allIds = texts(parts).flatMap(([, text]) =>
    allIn(text, "w:p").flatMap(({ attributes }) => attributes["w14:paraId"] ?? []),
  );
  const extended = parts.get("word/commentsExtended.xml");
  const known2 = extended === undefined ? [] : allIn(extended, "w15:commentEx");
  return [
    ...repeated(ids).map((id) => `two comments have the id ${id}`),
    ...kinds.flatMap((name) => [
      ...ids.filter((id) => !of(name).includes(id)).map((id) => `the comment ${id} has no ${name}`),
      ...of(name)
        .filter((id) => !ids.includes(id))
        .map((id) => `a ${name} is of no comment: ${id}`),
      ...repeated(of(name)).map((id) => `the comment ${id} has two of ${name}`),
    ]),
    ...ids.flatMap((id) => {
      const order = anchors.filter(({ attributes }) => attributes["w:id"] === id);
      const isInOrder = order.every(({ name }, index) => name === kinds[index]);
      return isInOrder ? [] : [`the anchors of the comment ${id} are out of order`];
    }),
    ...repeated(allIds).map((id) => `two paragraphs have the id ${id}`),
    ...allIds
      .filter((id) => !/^[0-9A-F]{8}$/u.test(id) || id === "00000000" || id >= "80000000")
      .map((id) => `the id ${id} of a paragraph is out of range`),
    ...known2.flatMap(({ attributes }) => [
      ...(paragraphs.includes(attributes["w15:paraId"])
        ? []
        : [`a commentEx is of no comment: ${attributes["w15:paraId"]}`]),
      ...(attributes["w15:paraIdParent"] === undefined ||
      paragraphs.includes(attributes["w15:paraIdParent"])
        ? []
        : [`a reply answers no comment: ${attributes["w15:paraIdParent"]}`]),
    ]),
    ...(known.length === known2.length ? [] : ["not every comment has its commentEx"]),
  ];
}

/** In their order. */
const ANCHORS: ReadonlySet<string> = new Set([
  "w:commentRangeStart",
  "w:commentRangeEnd",
  "w:commentReference",
]);

function nestingFaults(parts: DocxParts): string[] {
  const faults: string[] = [];
  const visit = (element: PartElement, around: readonly string[]) => {
    const { name } = element;
    const isDeleted = around.includes("w:del") || around.includes("w:moveFrom");
    const isRun = !around.includes("w:rPr") && !around.includes("w:trPr");
    if (name === "w:t" && isDeleted) faults.push("a w:t is in a w:del");
    if (name === "w:delText" && !isDeleted) faults.push("a w:delText is in no w:del");
    if (name === "w:instrText" && isDeleted) faults.push("a w:instrText is in a w:del");
    if (name === "w:delInstrText" && !isDeleted) faults.push("a w:delInstrText is in no w:del");
    if (name === "w:ins" && isRun && around.includes("w:ins")) faults.push("a w:ins is in a w:ins");
    if (name === "w:ins" && isRun && around.includes("w:del")) faults.push("a w:ins is in a w:del");
    if (name === "w:del" && isRun && around.includes("w:del")) faults.push("a w:del is in a w:del");
    if ((name === "w:ins" || name === "w:del") && isRun && elementsIn(element).length === 0) {
      faults.push(`a ${name} holds nothing`);
    }
    if (name === "w:p" && around.includes("w:p")) faults.push("a w:p is in a w:p");
    for (const child of elementsIn(element)) visit(child, [...around, name]);
  };
  for (const [, root] of texts(parts)) visit(root, []);
  return faults;
}

function moveFaults(parts: DocxParts): string[] {
  const names = (element: string) =>
    all(parts, element).map(({ attributes }) => attributes["w:name"]);
  const [from, to] = [names("w:moveFromRangeStart"), names("w:moveToRangeStart")];
  return [
    ...from.filter((name) => !to.includes(name)).map((name) => `the move ${name} goes nowhere`),
    ...to
      .filter((name) => !from.includes(name))
      .map((name) => `the move ${name} comes from nowhere`),
  ];
}

function numberingFaults(parts: DocxParts): string[] {
  const root = parts.get("word/numbering.xml");
  const nums = root === undefined ? [] : allIn(root, "w:num");
  const abstracts = root === undefined ? [] : allIn(root, "w:abstractNum");
  const known = new Set(nums.map(({ attributes }) => attributes["w:numId"]));
  const defined = new Set(abstracts.map(({ attributes }) => attributes["w:abstractNumId"]));
  const styles = parts.get("word/styles.xml");
  const used = [
    ...all(parts, "w:numId"),
    ...(styles === undefined ? [] : allIn(styles, "w:numId")),
  ].map(({ attributes }) => attributes["w:val"]);
  return [
    ...used
      .filter((id) => id !== "0" && !known.has(id))
      .map((id) => `the list ${id} is not defined`),
    ...nums
      .flatMap((num) => allIn(num, "w:abstractNumId"))
      .filter(({ attributes }) => !defined.has(attributes["w:val"]))
      .map(({ attributes }) => `the definition ${attributes["w:val"]} of a list is missing`),
    ...repeated([...nums].map(({ attributes }) => attributes["w:numId"])).map(
      (id) => `two lists have the id ${id}`,
    ),
  ];
}

function styleFaults(parts: DocxParts): string[] {
  const root = parts.get("word/styles.xml");
  const styles = root === undefined ? [] : allIn(root, "w:style");
  const ids = styles.map(({ attributes }) => attributes["w:styleId"]);
  const numbering = parts.get("word/numbering.xml");
  const used = ["w:pStyle", "w:rStyle", "w:tblStyle"].flatMap((name) => [
    ...all(parts, name),
    ...(numbering === undefined ? [] : allIn(numbering, name)),
  ]);
  const missing = new Set(
    used.map(({ attributes }) => attributes["w:val"]).filter((id) => !ids.includes(id)),
  );
  return [
    ...[...missing].map((id) => `the style ${id} is not defined`),
    ...repeated(ids).map((id) => `two styles have the id ${id}`),
  ];
}

function noteFaults(parts: DocxParts): string[] {
  const root = parts.get("word/footnotes.xml");
  const notes = root === undefined ? [] : allIn(root, "w:footnote");
  const ids = notes
    .filter(({ attributes }) => attributes["w:type"] === undefined)
    .map(({ attributes }) => attributes["w:id"]);
  const used = all(parts, "w:footnoteReference").map(({ attributes }) => attributes["w:id"]);
  return [
    ...used.filter((id) => !ids.includes(id)).map((id) => `the note ${id} has no text`),
    ...ids.filter((id) => !used.includes(id)).map((id) => `no place has the note ${id}`),
    ...repeated(used).map((id) => `two places have the note ${id}`),
  ];
}

function fieldFaults(parts: DocxParts): string[] {
  const bookmarks = all(parts, "w:bookmarkStart").map(({ attributes }) => attributes["w:name"]);
  return texts(parts).flatMap(([path, root]) =>
    allIn(root, "w:p").flatMap((paragraph) => {
      const steps = inOrder(paragraph, new Set(["w:fldChar"])).map(
        ({ attributes }) => attributes["w:fldCharType"] ?? "",
      );
      const isWhole = /^(?:begin separate end ?)*$/u.test(steps.join(" "));
      const codes = [...allIn(paragraph, "w:instrText"), ...allIn(paragraph, "w:delInstrText")];
      const lost = codes.flatMap(({ children }) => {
        const [, name] = /^ REF (\S+) /u.exec(children.join("")) ?? [];
        return name === undefined || bookmarks.includes(name)
          ? []
          : [`a reference leads to no bookmark: ${name}`];
      });
      return [...(isWhole ? [] : [`a field in ${path} is not whole`]), ...lost];
    }),
  );
}

function packageFaults(parts: DocxParts): string[] {
  const faults: string[] = [];
  const types = parts.get("[Content_Types].xml");
  const overrides = types === undefined ? [] : allIn(types, "Override");
  for (const { attributes } of overrides) {
    const path = (attributes["PartName"] ?? "").slice(1);
    if (!parts.has(path)) faults.push(`a content type is of no part: ${path}`);
  }
  for (const [path, root] of parts) {
    if (!path.endsWith(".rels")) continue;
    const folder = path.replace(/_rels\/[^/]*$/u, "");
    const relations = allIn(root, "Relationship").map(({ attributes }) => attributes);
    for (const own of relations) {
      if (own["TargetMode"] === "External") continue;
      const target = new URL(own["Target"] ?? "", `file:///${folder}`).pathname.slice(1);
      if (!parts.has(target)) faults.push(`a relationship leads to no part: ${target}`);
    }
    for (const id of repeated(relations.map((own) => own["Id"]))) {
      faults.push(`two relationships have the id ${id}`);
    }
    const source = parts.get(`${folder}${path.slice(path.lastIndexOf("/") + 1, -".rels".length)}`);
    const used = source === undefined ? [] : idsUsed(source);
    for (const id of used) {
      if (!relations.some((own) => own["Id"] === id))
        faults.push(`no relationship has the id ${id}`);
    }
  }
  for (const [path] of texts(parts)) {
    const folder = path.replace(/[^/]*$/u, "");
    const own = parts.get(`${folder}_rels/${path.slice(folder.length)}.rels`);
    const root = parts.get(path);
    if (own === undefined && root !== undefined && idsUsed(root).length > 0) {
      faults.push(`${path} has links without relationships`);
    }
  }
  return faults;
}

function idsUsed(element: PartElement): string[] {
  const own = element.attributes["r:id"];
  const inner = elementsIn(element).flatMap(idsUsed);
  return own === undefined ? inner : [own, ...inner];
}

function tableFaults(parts: DocxParts): string[] {
  return all(parts, "w:tbl").flatMap((table) => {
    const columns = allIn(
      elementsIn(table).find(({ name }) => name === "w:tblGrid") ?? table,
      "w:gridCol",
    ).length;
    const rows = elementsIn(table).filter(({ name }) => name === "w:tr");
    return rows.flatMap((row) => {
      const cells = elementsIn(row).filter(({ name }) => name === "w:tc");
      const own = (element: PartElement, name: string) => {
        const value = allIn(element, name)[0]?.attributes["w:val"];
        return value === undefined ? null : Number(value);
      };
      const properties = elementsIn(row).find(({ name }) => name === "w:trPr");
      const beside =
        properties === undefined
          ? 0
          : (own(properties, "w:gridBefore") ?? 0) + (own(properties, "w:gridAfter") ?? 0);
      const width = cells.reduce((sum, cell) => {
        const cellProperties = elementsIn(cell).find(({ name }) => name === "w:tcPr");
        return sum + (cellProperties === undefined ? 1 : (own(cellProperties, "w:gridSpan") ?? 1));
      }, beside);
      return [
        ...(cells.length === 0 ? ["a row has no cells"] : []),
        ...(width === columns ? [] : [`a row covers ${width} of ${columns} columns`]),
        ...(cells.every((cell) => elementsIn(cell).at(-1)?.name === "w:p")
          ? []
          : ["a cell does not end in a paragraph"]),
      ];
    });
  });
}
