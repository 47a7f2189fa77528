import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { example, manifests, root, type Manifest } from "./examples.ts";

const require = createRequire(import.meta.url);
type Model = new (manifest: Manifest) => { validate(): void };

/** What the API's own schema says of an object; throws where it refuses it. */
function validate(manifest: Manifest): void {
  const models = require(`kubernetes-models/${manifest.apiVersion}`) as Record<string, Model>;
  const model = models[manifest.kind];
  if (!model) throw new Error(`${manifest.apiVersion} has no ${manifest.kind}`);
  new model(manifest).validate();
}

interface Container {
  readonly securityContext: Record<string, unknown>;
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly readinessProbe?: { readonly httpGet: { readonly path: string } };
  readonly livenessProbe?: { readonly httpGet: { readonly path: string } };
  readonly lifecycle?: { readonly preStop: { readonly exec: { readonly command: string[] } } };
}
type Labels = Readonly<Record<string, string>>;
interface PodSpec {
  readonly topologySpreadConstraints?: readonly {
    readonly labelSelector: { readonly matchLabels: Labels };
  }[];
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext: Record<string, unknown>;
  readonly containers: readonly Container[];
  readonly volumes: readonly { readonly name: string }[];
}

/** The pods of Deployments, Jobs and CronJobs, wherever their specification stands. */
function podsIn(value: unknown): PodSpec[] {
  if (typeof value !== "object" || value === null) return [];
  if ("containers" in value) return [value as PodSpec];
  return Object.values(value).flatMap(podsIn);
}

interface PodTemplate {
  readonly metadata: { readonly labels: Labels };
  readonly spec: PodSpec;
}
interface Workload extends Manifest {
  readonly spec: { readonly selector: { readonly matchLabels: Labels }; template: PodTemplate };
}

/** What stands around pods, wherever. */
function templatesIn(value: unknown): PodTemplate[] {
  if (typeof value !== "object" || value === null) return [];
  if ("spec" in value && podsIn([value.spec])[0] === value.spec) return [value as PodTemplate];
  return Object.values(value).flatMap(templatesIn);
}

/** By what a Service or a PodDisruptionBudget chooses its pods. */
function selectorsIn({ kind, ...manifest }: Manifest): Labels[] {
  const { spec } = manifest as unknown as {
    spec: { selector: Labels & { matchLabels: Labels } };
  };
  if (kind === "Service") return [spec.selector];
  return kind === "PodDisruptionBudget" ? [spec.selector.matchLabels] : [];
}

const all = manifests();
const of = (kind: string) => all.filter((each) => each.kind === kind);

describe("the manifests for Kubernetes", () => {
  it.each(all.map((each) => [`${each.kind} ${each.metadata.name}`, each] as const))(
    "%s is one that the API's schema takes",
    (_name, manifest) => {
      expect(() => validate(manifest)).not.toThrow();
    },
  );

  it("are refused by that schema where something is missing or of another kind", () => {
    const [deployment] = of("Deployment") as (Manifest & { spec: object })[];
    const wrong = { ...deployment!, spec: { ...deployment!.spec, replicas: "three" } };
    expect(() => validate(wrong)).toThrow(/replicas/u);
  });

  it("run as nobody else than the image's user, with a root file system that can't be written", () => {
    const pods = podsIn(all);
    expect(pods).toHaveLength(3);
    for (const { securityContext, containers, volumes } of pods) {
      expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 });
      for (const container of containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
        const mounted = container.volumeMounts.map(({ mountPath }) => mountPath);
        expect(mounted).toEqual(expect.arrayContaining(["/data", "/tmp"]));
        const known = volumes.map(({ name }) => name);
        for (const { name } of container.volumeMounts) expect(known).toContain(name);
      }
    }
  });

  it("[R26] choose the processes, and nothing but them, by labels that those have", () => {
    const [deployment] = of("Deployment") as Workload[];
    const chosen = [
      deployment!.spec.selector.matchLabels,
      ...all.flatMap(selectorsIn),
      ...podsIn(deployment).flatMap(({ topologySpreadConstraints = [] }) =>
        topologySpreadConstraints.map(({ labelSelector }) => labelSelector.matchLabels),
      ),
    ];
    expect(chosen).toHaveLength(5);
    const others = templatesIn(all.filter((each) => each !== deployment));
    expect(others).toHaveLength(2);
    for (const labels of chosen) {
      expect(deployment!.spec.template.metadata.labels).toMatchObject(labels);
      for (const { metadata } of others) expect(metadata.labels).not.toMatchObject(labels);
    }
  });

  it("[R21] leave a process the time that it takes to stop, and never have fewer than wanted", () => {
    const [deployment] = of("Deployment");
    expect(deployment).toMatchObject({
      spec: { strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } },
    });
    const [pod] = podsIn(deployment);
    const [server] = pod!.containers;
    const preStop = Number(server?.lifecycle?.preStop.exec.command.at(-1));
    // server/index.ts ends what is left after as many milliseconds.
    const source = readFileSync(path.join(root, "server/index.ts"), "utf8");
    const stop = Number(/STOP_MS = ([\d_]+)/u.exec(source)?.[1]?.replaceAll("_", "")) / 1000;
    expect(stop).toBeGreaterThan(0);
    expect(pod!.terminationGracePeriodSeconds).toBeGreaterThan(preStop + stop);
    expect(server?.readinessProbe?.httpGet.path).toBe("/readyz");
    expect(server?.livenessProbe?.httpGet.path).toBe("/healthz");
  });

  it("[R26] lead the sockets of a draft by its path alone, and everything to the pages' port", () => {
    const ingresses = of("Ingress") as (Manifest & {
      metadata: { annotations: Record<string, string> };
    })[];
    const hashed = ingresses.filter(
      ({ metadata }) => "nginx.ingress.kubernetes.io/upstream-hash-by" in metadata.annotations,
    );
    expect(hashed.map(({ metadata }) => metadata.name)).toEqual(["coalition-desk-rooms"]);
    expect(hashed[0]?.metadata.annotations["nginx.ingress.kubernetes.io/upstream-hash-by"]).toBe(
      "$uri",
    );
    expect(JSON.stringify(ingresses)).not.toMatch(/metrics|9100/u);
  });

  it("set only what the program reads, and keep what is secret out of the map of settings", () => {
    const known =
      readFileSync(path.join(root, "server/env.ts"), "utf8") +
      readFileSync(path.join(root, "README.md"), "utf8");
    const { configMapGenerator } = parse(example("kubernetes/kustomization.yaml")) as {
      configMapGenerator: { literals: string[] }[];
    };
    const settings = configMapGenerator[0]!.literals.map((line) => line.split("=")[0] ?? "");
    const [secret] = of("Secret") as (Manifest & { stringData: Record<string, string> })[];
    const secrets = Object.keys(secret!.stringData).filter((name) => !name.startsWith("AWS_"));
    for (const name of [...settings, ...secrets]) expect(known).toContain(name);
    expect(settings.filter((name) => /PASSWORD|TOKEN|SECRET|URL/u.test(name))).toEqual(["APP_URL"]);
  });

  it("keep the secret and the first set-up out of what is applied as a whole", () => {
    const { resources } = parse(example("kubernetes/kustomization.yaml")) as {
      resources: string[];
    };
    expect(resources).not.toContain("secret.example.yaml");
    expect(resources).not.toContain("setup-job.yaml");
  });
});
