// Compresses the hashed scripts and style sheets of the built pages once, at the highest level, so
// that no request waits for it: `name.js.br` and `name.js.gz` beside `name.js`. See
// server/http/assets.ts.
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const packWithBrotli = promisify(brotliCompress);
const packWithGzip = promisify(gzip);

/**
 * Compresses the files in this folder for which it pays off.
 * @param {string} folder
 */
export async function packAssets(folder) {
  const names = (await readdir(folder)).filter((name) => /\.(?:js|css)$/u.test(name));
  await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const bytes = await readFile(file);
      const [br, gz] = await Promise.all([
        packWithBrotli(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
        packWithGzip(bytes, { level: 9 }),
      ]);
      await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
    }),
  );
}
