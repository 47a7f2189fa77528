// Loaded into the attacked server before itself: names that have another address whenever they are asked for,
// as an attacker's name server answers (DNS rebinding).
import dns from "node:dns";
import promises from "node:dns/promises";
import { syncBuiltinESMExports } from "node:module";

const PUBLIC = { address: "127.0.0.1", family: 4 };
const INSIDE = { address: "127.0.0.2", family: 4 };
let asked = 0;

/** The addresses of a name of the attacker's; null for others. */
function addressesOf(name) {
  if (name === "both.attack.test") return [PUBLIC, INSIDE];
  if (name !== "rebinding.attack.test") return null;
  asked += 1;
  return [asked % 2 === 1 ? PUBLIC : INSIDE];
}

const { lookup } = dns;
dns.lookup = (name, options, answer = options) => {
  const found = addressesOf(name);
  if (found === null) return lookup(name, options, answer);
  if (options?.all === true) return answer(null, found);
  return answer(null, found[0].address, found[0].family);
};
const later = promises.lookup;
promises.lookup = async (name, options) => {
  const found = addressesOf(name);
  if (found === null) return later(name, options);
  return options?.all === true ? found : found[0];
};
syncBuiltinESMExports();
