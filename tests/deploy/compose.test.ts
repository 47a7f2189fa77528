import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { example, root } from "./examples.ts";

interface Service {
  readonly image: string;
  readonly ports?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly stop_grace_period?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const read = (text: string) => parse(text, { merge: true }) as Compose;
const text = example("compose.cluster.yaml");
const cluster = read(text);
const one = read(readFileSync(path.join(root, "compose.yaml"), "utf8"));
const processes = Object.entries(cluster.services).filter(
  ([, { image }]) => image === "coalition-desk",
);

describe("compose.cluster.yaml", () => {
  it("has three processes that are alike, behind one proxy that knows all of them", () => {
    expect(processes.map(([name]) => name)).toEqual(["app", "app-2", "app-3"]);
    expect(cluster.services["proxy"]?.environment["DESK_PROCESSES"]).toBe(
      processes.map(([name]) => `${name}:3000`).join(" "),
    );
    const [, first] = processes[0]!;
    for (const [, { environment, ports, volumes, ...rest }] of processes) {
      const { ADMIN_PASSWORD: _, ...shared } = environment;
      expect({ ...first.environment, ADMIN_PASSWORD: undefined }).toEqual({
        ...shared,
        ADMIN_PASSWORD: undefined,
      });
      // Nobody gets past the proxy.
      expect(ports).toBeUndefined();
      expect(volumes).toEqual(first.volumes);
      expect(rest).toMatchObject({ read_only: true, cap_drop: ["ALL"], stop_grace_period: "20s" });
    }
  });

  it("goes on with the data of compose.yaml: the same volumes, database and commands", () => {
    expect(cluster.services["database"]).toEqual(one.services["database"]);
    expect(Object.keys(cluster.volumes)).toEqual(expect.arrayContaining(Object.keys(one.volumes)));
    expect(cluster.services["app"]?.volumes).toEqual(one.services["app"]?.volumes);
  });

  it("refuses to start without an address and a password, and has no default for either", () => {
    const required = [...text.matchAll(/\$\{([A-Z_]+):\?/gu)].map(([, name]) => name);
    expect(new Set(required)).toEqual(new Set(["DESK_ADDRESS", "POSTGRES_PASSWORD"]));
    expect(text).not.toMatch(/\$\{\w*(?:PASSWORD|TOKEN|KEY)\w*:-[^}]/u);
  });

  it("mounts the Caddyfile that is tried, which reads what it sets", () => {
    expect(cluster.services["proxy"]?.volumes).toContain(
      "./docs/deploy/caddy/Caddyfile:/etc/caddy/Caddyfile:ro",
    );
    for (const name of ["DESK_ADDRESS", "DESK_PROCESSES"]) {
      expect(example("caddy/Caddyfile")).toContain(`{$${name}:`);
    }
  });
});
