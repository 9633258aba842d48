import type { Seconds } from "../../units/time";

/** A dashboard is a grid of 24 columns. */
const columns = 24;

/** Namespace, metric, then name and value of each dimension, and how the line is drawn. */
export interface MetricLine {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly label: string;
  /** Where the metric is; a widget without it would show the region of the console. */
  readonly region: string;
}

export interface MetricPanel {
  readonly title: string;
  readonly lines: readonly MetricLine[];
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
  readonly period: Seconds;
  /** A level that the lines are compared with. */
  readonly mark?: { readonly label: string; readonly value: number };
}

/** Panels side by side; every row is as wide as the dashboard. */
export interface PanelRow {
  readonly title: string;
  readonly panels: readonly MetricPanel[];
}

const titleHeight = 1;
const panelHeight = 6;

/** The widgets of a dashboard, row by row. */
export function planWidgets(rows: readonly PanelRow[]): readonly object[] {
  return rows.flatMap(({ title, panels }, index) => {
    const y = index * (titleHeight + panelHeight);
    const width = Math.floor(columns / panels.length);
    return [
      { type: "text", x: 0, y, width: columns, height: titleHeight, properties: { markdown: `## ${title}` } },
      ...panels.map((panel, place) => ({
        type: "metric",
        x: place * width,
        y: y + titleHeight,
        width,
        height: panelHeight,
        properties: metricProperties(panel),
      })),
    ];
  });
}

function metricProperties({ title, lines, statistic, period, mark }: MetricPanel): object {
  const [first] = lines;
  return {
    title,
    view: "timeSeries",
    stacked: false,
    region: first?.region,
    stat: statistic,
    period,
    metrics: lines.map(({ namespace, metric, dimensions, label, region }) => [
      namespace,
      metric,
      ...Object.entries(dimensions).flat(),
      { label, region },
    ]),
    ...(mark === undefined ? {} : { annotations: { horizontal: [mark] } }),
  };
}
