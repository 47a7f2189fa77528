import { readFileSync } from "node:fs";
import path from "node:path";
import { parse, parseAllDocuments } from "yaml";

export const root = path.resolve(import.meta.dirname, "../..");

/** A file of docs/deploy. */
export const example = (file: string): string =>
  readFileSync(path.join(root, "docs/deploy", file), "utf8");

export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

export function alertRules(): Rule[] {
  const { groups } = parse(example("prometheus/coalition-desk.rules.yml")) as {
    groups: { rules: Rule[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}

export interface Panel {
  readonly title: string;
  readonly description: string;
  readonly targets: readonly { readonly expr: string }[];
}

export function dashboardPanels(): readonly Panel[] {
  return (JSON.parse(example("grafana/coalition-desk.json")) as { panels: readonly Panel[] })
    .panels;
}

/** The PromQL of the dashboard's panels, with Grafana's own variable replaced. */
export function dashboardQueries(): string[] {
  return dashboardPanels().flatMap(({ targets }) =>
    targets.map(({ expr }) => expr.replaceAll("$__rate_interval", "5m")),
  );
}

/** The metrics that a query asks for: each has a selector, since each names its job. */
export const metricsIn = (query: string): string[] =>
  [...query.matchAll(/\b([A-Za-z]\w*)\{/gu)].map(([, name = ""]) => name);

/** A Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

export const manifests = (): Manifest[] =>
  parseAllDocuments(example("kubernetes.yaml")).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS() as Manifest;
  });
