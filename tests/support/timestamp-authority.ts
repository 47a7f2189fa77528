import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const CONFIGURATION = `
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[stamps]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = own
[own]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
`;

/** A time-stamping authority with a root of its own: openssl's, behind HTTP. */
export async function openAuthority(folder: string) {
  const openssl = (...args: string[]) => run("openssl", args, { cwd: folder });
  const issue = ["-days", "30", "-extfile", "tsa.cnf"];
  await writeFile(path.join(folder, "tsa.cnf"), CONFIGURATION);
  await writeFile(path.join(folder, "serial"), "01\n");
  for (const [name, subject] of [
    ["root", "/CN=Example Root"],
    ["stamps", "/CN=Example Time Stamps"],
  ] as const) {
    const key = ["-newkey", "rsa:2048", "-nodes", "-keyout", `${name}.key`];
    await openssl(
      "req",
      "-config",
      "tsa.cnf",
      "-new",
      ...key,
      "-subj",
      subject,
      "-out",
      `${name}.csr`,
    );
  }
  const self = ["-signkey", "root.key", "-extensions", "root"];
  await openssl("x509", "-req", "-in", "root.csr", ...self, ...issue, "-out", "root.pem");
  const byRoot = [
    "-CA",
    "root.pem",
    "-CAkey",
    "root.key",
    "-CAcreateserial",
    "-extensions",
    "stamps",
  ];
  await openssl("x509", "-req", "-in", "stamps.csr", ...byRoot, ...issue, "-out", "stamps.pem");
  const sign = ["-signer", "stamps.pem", "-inkey", "stamps.key", "-chain", "root.pem"];
  let changed: ((answer: Buffer) => Buffer) | null = null;
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      await writeFile(path.join(folder, "query.tsq"), Buffer.concat(parts));
      const query = ["-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq"];
      await openssl("ts", ...query, ...sign, "-out", "answer.tsr");
      const answer = await readFile(path.join(folder, "answer.tsr"));
      response.setHeader("Content-Type", "application/timestamp-reply");
      response.end(changed ? changed(answer) : answer);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    pem: await readFile(path.join(folder, "root.pem"), "utf8"),
    change: (how: typeof changed) => (changed = how),
    openssl,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
