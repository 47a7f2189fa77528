import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { parse, parseAllDocuments } from "yaml";

export const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, "docs/deploy");

/** A file of docs/deploy. */
export const example = (file: string): string => readFileSync(path.join(folder, file), "utf8");

export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
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
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly datasource?: { readonly uid: string };
  readonly targets?: readonly { readonly refId: string; readonly expr: string }[];
}

export interface Dashboard {
  readonly uid: string;
  readonly panels: readonly Panel[];
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly query: string | { query: string } }[];
  };
}

export const dashboard = (): Dashboard =>
  JSON.parse(example("grafana/coalition-desk.json")) as Dashboard;

/** The PromQL of the dashboard, with Grafana's own variables replaced. */
export function dashboardQueries(): string[] {
  const { panels, annotations } = dashboard();
  return [
    ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ...annotations.list.map(({ expr }) => expr),
  ].map((expr) => expr.replaceAll("$__rate_interval", "5m"));
}

/** The metrics that a query asks for. Throws where Prometheus' own grammar finds a mistake. */
export function metricsIn(query: string): string[] {
  const names: string[] = [];
  parser.parse(query).iterate({
    enter({ name, type, from, to }) {
      if (type.isError) throw new Error(`No PromQL at ${from}: ${query}`);
      // Inside a selector; the names of labels have nodes of their own.
      if (name === "Identifier") names.push(query.slice(from, to));
    },
  });
  return names;
}

/** A Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

export const manifestsIn = (yaml: string): Manifest[] =>
  parseAllDocuments(yaml).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS() as Manifest;
  });

/** All manifests of docs/deploy/kubernetes, with those that kustomization.yaml leaves out. */
export const manifests = (): Manifest[] =>
  readdirSync(path.join(folder, "kubernetes"))
    .filter((file) => file !== "kustomization.yaml")
    .flatMap((file) => manifestsIn(example(`kubernetes/${file}`)));
