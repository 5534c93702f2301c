// The picture in the README: the adoption curves of a report as SVG, from the data and specification the report itself
// holds. Usage: node picture.mjs REPORT.html OUT.svg [FIGURE [PANEL [WIDTH]]]
import { readFileSync, writeFileSync } from "node:fs";
import * as vega from "vega";
import * as vegaLite from "vega-lite";
import "./charts.js";

const [report, out, figure = "adoption", panelNumber = "0", width = "900"] = process.argv.slice(2);
if (!report || !out) {
  console.error("usage: node picture.mjs REPORT.html OUT.svg [FIGURE [PANEL [WIDTH]]]");
  process.exit(2);
}
const page = readFileSync(report, "utf8");

function held(id) {
  const found = page.match(new RegExp(`<script type="application/json" id="${id}">(.*?)</script>`, "s"));
  if (!found) throw new Error(`${report} is not a report: it has no ${id}`);
  return JSON.parse(found[1]);
}

const { theme, specifications } = held("chart-specifications");
const figures = held("chart-data");
const panels = figures[figure]?.all ?? figures[figure];
const panel = panels?.[Number(panelNumber)];
if (!panel) {
  console.error(`${report} has no panel ${panelNumber} in "${figure}"; figures: ${Object.keys(figures).join(", ")}`);
  process.exit(2);
}
const spec = globalThis.kantelCharts.specification(specifications, theme, panel, Number(width));
const view = new vega.View(vega.parse(vegaLite.compile({ ...spec, width: Number(width) }).spec), { renderer: "none" });
writeFileSync(out, `${await view.toSVG()}\n`);
