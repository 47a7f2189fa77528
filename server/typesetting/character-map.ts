/**
 * The code points for which a TrueType font has a glyph, read from its `cmap` table (OpenType 1.9,
 * formats 4 and 12). Throws a RangeError for a file without such a table.
 */
export function characterMap(font: Buffer): ReadonlySet<number> {
  const { offset: table } = tableIn(font, "cmap");
  const points = new Set<number>();
  const count = font.readUInt16BE(table + 2);
  for (let index = 0; index < count; index += 1) {
    const record = table + 4 + index * 8;
    const platform = font.readUInt16BE(record);
    // Platform 0 is Unicode, and 3 is Windows, which uses Unicode too.
    if (platform !== 0 && platform !== 3) continue;
    const at = table + font.readUInt32BE(record + 4);
    const format = font.readUInt16BE(at);
    if (format === 4) readSegments(font, at, points);
    if (format === 12) readGroups(font, at, points);
  }
  return points;
}

/** Where a table of a TrueType font stands. Throws a RangeError for a file without it. */
export function tableIn(font: Buffer, tag: string): { offset: number; length: number } {
  const count = font.readUInt16BE(4);
  for (let index = 0; index < count; index += 1) {
    const record = 12 + index * 16;
    if (font.toString("latin1", record, record + 4) !== tag) continue;
    return { offset: font.readUInt32BE(record + 8), length: font.readUInt32BE(record + 12) };
  }
  throw new RangeError(`the font has no table “${tag}”`);
}

/** Format 4: segments with a delta, or with an index into a glyph array. */
function readSegments(font: Buffer, at: number, points: Set<number>): void {
  const double = font.readUInt16BE(at + 6);
  const ends = at + 14;
  const starts = ends + double + 2;
  const shifts = starts + double;
  const ranges = shifts + double;
  for (let index = 0; index < double; index += 2) {
    const start = font.readUInt16BE(starts + index);
    const end = font.readUInt16BE(ends + index);
    const shift = font.readUInt16BE(shifts + index);
    const range = font.readUInt16BE(ranges + index);
    for (let point = start; point <= end && point < 0xffff; point += 1) {
      const glyph =
        range === 0
          ? (point + shift) & 0xffff
          : font.readUInt16BE(ranges + index + range + (point - start) * 2);
      if (glyph !== 0) points.add(point);
    }
  }
}

/** Format 12: groups of consecutive characters and glyphs. */
function readGroups(font: Buffer, at: number, points: Set<number>): void {
  const count = font.readUInt32BE(at + 12);
  for (let index = 0; index < count; index += 1) {
    const group = at + 16 + index * 12;
    const start = font.readUInt32BE(group);
    const end = font.readUInt32BE(group + 4);
    const glyph = font.readUInt32BE(group + 8);
    for (let point = start; point <= end; point += 1) {
      if (glyph + point - start !== 0) points.add(point);
    }
  }
}
