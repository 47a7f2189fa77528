import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  alertRules,
  dashboard,
  dashboardQueries,
  example,
  metricsIn,
  type Panel,
} from "./examples.ts";

describe("the alert rules", () => {
  const rules = alertRules();

  it("[R32] say who is to be woken, what is wrong and what to do", () => {
    expect(rules.length).toBeGreaterThan(15);
    for (const { alert, labels, annotations } of rules) {
      expect([alert, ["page", "ticket"].includes(labels.severity)]).toEqual([alert, true]);
      expect(annotations.summary.length, alert).toBeGreaterThan(15);
      expect(annotations.description.length, alert).toBeGreaterThan(30);
    }
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  it("ask only for metrics of this job, in PromQL without a mistake", () => {
    for (const { alert, expr } of rules) {
      const asked = metricsIn(expr).length;
      expect([alert, expr.split('job="coalition-desk"').length - 1]).toEqual([alert, asked]);
    }
  });

  it("each have a case in which they fire and one in which nothing does", () => {
    const { tests } = parse(example("prometheus/coalition-desk.rules.test.yml")) as {
      tests: { promql_expr_test: { exp_samples: { labels: string }[] }[] }[];
    };
    const moments = tests.flatMap((each) => each.promql_expr_test);
    const fired = moments.flatMap(({ exp_samples }) =>
      exp_samples.map(({ labels }) => /alertname="(\w+)"/u.exec(labels)?.[1]),
    );
    expect(rules.filter(({ alert }) => !fired.includes(alert)).map(({ alert }) => alert)).toEqual(
      [],
    );
    expect(moments.filter(({ exp_samples }) => exp_samples.length === 0).length).toBeGreaterThan(
      10,
    );
  });
});

describe("the dashboard", () => {
  const { panels, templating, uid } = dashboard();
  const drawn = panels.filter(({ type }) => type !== "row");

  it("[R32] has panels that say what they show, each from the chosen Prometheus", () => {
    expect(uid).toBe("coalition-desk");
    expect(drawn.length).toBeGreaterThan(25);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { title, description = "", datasource, targets = [] } of drawn) {
      expect([title, datasource?.uid]).toEqual([title, "${datasource}"]);
      expect(description.length, title).toBeGreaterThan(5);
      expect(targets.length, title).toBeGreaterThan(0);
      expect(new Set(targets.map(({ refId }) => refId)).size, title).toBe(targets.length);
    }
  });

  it("has no panel beyond the 24 columns, and no two in one place", () => {
    const overlap = (a: Panel["gridPos"], b: Panel["gridPos"]) =>
      a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
    for (const [index, { title, gridPos }] of panels.entries()) {
      expect([title, gridPos.x >= 0 && gridPos.x + gridPos.w <= 24]).toEqual([title, true]);
      const over = panels.slice(index + 1).filter((other) => overlap(gridPos, other.gridPos));
      expect([title, over.map((other) => other.title)]).toEqual([title, []]);
    }
  });

  it("asks in PromQL without a mistake, for the chosen job and processes, by variables that it has", () => {
    const variables = templating.list.map(({ name }) => `$${name}`);
    for (const query of dashboardQueries()) {
      const asked = metricsIn(query);
      expect(query.split('job="$job"').length - 1, query).toBe(asked.length);
      for (const variable of query.match(/\$\w+/gu) ?? []) {
        expect(variables, query).toContain(variable);
      }
    }
  });
});
