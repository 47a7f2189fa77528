import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ATTACHMENT_LIMITS } from "#app/domain/attachment.ts";
import { BROUGHT_ARCHIVE_BYTES } from "#app/domain/forms/bring-archive.ts";
import { withoutSecret } from "#app/domain/secret-path.ts";
import { FIELDS_LIMIT } from "#app/framework/upload-body.ts";
import {
  alertRules,
  dashboardPanels,
  dashboardQueries,
  dashboardVariables,
  example,
  manifests,
  metricsIn,
  metricsOfEveryJob,
  root,
  variablesIn,
} from "./examples.ts";

describe("the alert rules", () => {
  const rules = alertRules();

  it("[R32] say who is to be woken, what is wrong and what to do, each for this job alone", () => {
    for (const { alert, expr, labels, annotations } of rules) {
      expect([alert, labels.severity]).toEqual([
        alert,
        expect.stringMatching(/^(?:page|ticket)$/u),
      ]);
      expect(annotations.summary.length, alert).toBeGreaterThan(15);
      expect(annotations.description.length, alert).toBeGreaterThan(30);
      expect(expr.split('job="coalition-desk"').length - 1, alert).toBe(metricsIn(expr).length);
      expect(metricsOfEveryJob(expr), alert).toEqual([]);
    }
    expect(rules.length).toBeGreaterThan(15);
  });

  it("would be found to ask for a metric of every job", () => {
    const wrong = `sum by (instance) (rate(rooms_closed_total[5m])) / on (le) up{job="coalition-desk"}
      > bool 2e9 unless rooms_open offset 1h == 0.5`;
    expect(metricsOfEveryJob(wrong)).toEqual(["rooms_closed_total", "rooms_open"]);
  });

  it("each have a case in which they fire, among cases in which nothing does", () => {
    const { tests } = parse(example("prometheus/coalition-desk.rules.test.yml")) as {
      tests: { promql_expr_test: { exp_samples: { labels: string }[] }[] }[];
    };
    const moments = tests.flatMap((each) => each.promql_expr_test);
    const fired = moments.flatMap(({ exp_samples }) =>
      exp_samples.map(({ labels }) => /alertname="(\w+)"/u.exec(labels)?.[1]),
    );
    expect(rules.map(({ alert }) => alert).filter((alert) => !fired.includes(alert))).toEqual([]);
    expect(moments.filter(({ exp_samples }) => exp_samples.length === 0).length).toBeGreaterThan(9);
  });
});

it("[R32] the dashboard has twelve panels that say what they show, each for the chosen job", () => {
  const panels = dashboardPanels();
  expect(panels).toHaveLength(12);
  for (const { title, description } of panels)
    expect(description.length, title).toBeGreaterThan(15);
  for (const query of dashboardQueries()) {
    expect(query.split('job="$job"').length - 1, query).toBe(metricsIn(query).length);
    expect(metricsOfEveryJob(query), query).toEqual([]);
    for (const name of variablesIn(query)) expect(dashboardVariables(), query).toContain(name);
  }
});

describe("the example for nginx", () => {
  const nginx = example("nginx/coalition-desk.conf");

  it("lets through what the server may take", () => {
    const megabytes = Number(/client_max_body_size (\d+)m;/u.exec(nginx)?.[1]);
    expect(megabytes * 1_000_000).toBeGreaterThan(ATTACHMENT_LIMITS.bytes + FIELDS_LIMIT);
    const archive = /bring-archive\(\?:[^{]*\{\s*client_max_body_size (\d+)m;/u.exec(nginx);
    expect(Number(archive?.[1]) * 1_000_000).toBeGreaterThan(BROUGHT_ARCHIVE_BYTES + FIELDS_LIMIT);
  });

  it("logs no path with a secret in it", () => {
    const kept =
      /map \$uri \$desk_logged \{\s*~(?<paths>\S+) 0;/u.exec(nginx)?.groups?.["paths"] ?? "";
    const unlogged = new RegExp(kept, "u");
    for (const first of ["calendar", "guest", "invitations", "mail", "password", "address"]) {
      expect(withoutSecret(`/${first}/secret`), first).toBe(`/${first}/…`);
      expect(unlogged.test(`/${first}/secret`), first).toBe(true);
    }
    expect(unlogged.test("/documents/1")).toBe(false);
  });

  it("[R15] waits for three signs of life of a room, which come every 20 seconds", () => {
    expect(Number(/proxy_read_timeout (\d+)s;/u.exec(nginx)?.[1])).toBeGreaterThan(3 * 20);
  });
});

interface PodSpec {
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext: object;
  readonly containers: readonly {
    readonly image: string;
    readonly env: readonly { readonly name: string }[];
    readonly securityContext: object;
    readonly volumeMounts: readonly { readonly name: string }[];
    readonly lifecycle?: { readonly preStop: { readonly exec: { readonly command: string[] } } };
  }[];
  readonly volumes: readonly { readonly name: string }[];
}

/** The pods of a Deployment or CronJob, wherever their specification stands. */
function podsIn(value: unknown): PodSpec[] {
  if (typeof value !== "object" || value === null) return [];
  if ("containers" in value) return [value as PodSpec];
  return Object.values(value).flatMap(podsIn);
}

describe("the example for Kubernetes", () => {
  const all = manifests();
  const pods = podsIn(all);

  it("runs as the image's own user, with a root file system that can't be written", () => {
    expect(pods).toHaveLength(2);
    for (const { securityContext, containers, volumes } of pods) {
      expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 });
      for (const container of containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
        const known = volumes.map(({ name }) => name);
        for (const { name } of container.volumeMounts) expect(known).toContain(name);
      }
    }
    expect(
      new Set(pods.flatMap(({ containers }) => containers.map(({ image }) => image))).size,
    ).toBe(1);
  });

  it("[R21] leaves a process the time that it takes to stop, and never has fewer than wanted", () => {
    const deployment = all.find(({ kind }) => kind === "Deployment");
    expect(deployment).toMatchObject({
      spec: { strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } },
    });
    const [pod] = podsIn(deployment);
    const preStop = Number(pod?.containers[0]?.lifecycle?.preStop.exec.command.at(-1));
    // server/index.ts ends what is left after as many milliseconds.
    const source = readFileSync(path.join(root, "server/index.ts"), "utf8");
    const stop = Number(/STOP_MS = ([\d_]+)/u.exec(source)?.[1]?.replaceAll("_", "")) / 1000;
    expect(stop).toBeGreaterThan(0);
    expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(preStop + stop);
  });

  it("sets only what the program reads, and nothing that is secret", () => {
    const known = readFileSync(path.join(root, "server/env.ts"), "utf8");
    const names = pods.flatMap(({ containers }) => containers.flatMap(({ env }) => env));
    for (const { name } of names) {
      expect(known).toContain(name);
      expect(name).not.toMatch(/PASSWORD|TOKEN|SECRET|DATABASE|STORAGE|SMTP/u);
    }
  });
});
