// A Vega-Lite specification with rows of data as SVG, in the look of the report's charts. Usage:
// node plot.mjs SPECIFICATION.vl.json ROWS.json OUT.svg
import { readFileSync, writeFileSync } from "node:fs";
import * as vega from "vega";
import * as vegaLite from "vega-lite";

const [specification, rows, out] = process.argv.slice(2);
if (!out) {
  console.error("usage: node plot.mjs SPECIFICATION.vl.json ROWS.json OUT.svg");
  process.exit(2);
}
const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const { config } = read(new URL("charts/theme.json", import.meta.url));
const spec = { ...read(specification), config, datasets: { rows: read(rows) } };
const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: "none" });
writeFileSync(out, `${await view.toSVG()}\n`);
