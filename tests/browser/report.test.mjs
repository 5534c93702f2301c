// The report as a reader meets it: opened from disk in headless Chromium, on a desk and on a phone, and printed.
// KANTEL_REPORT is a report.html, or a folder in which every report.html is tested. Chromium is the system's.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");

function reportsIn(place) {
  if (statSync(place).isFile()) return [path.resolve(place)];
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const inside = path.join(place, entry.name);
    return entry.isDirectory() ? reportsIn(inside) : entry.name === "report.html" ? [path.resolve(inside)] : [];
  });
}

const place = process.env.KANTEL_REPORT;
assert.ok(place, "KANTEL_REPORT must name a report.html or a folder of reports");
const reports = reportsIn(place).sort();
assert.ok(reports.length > 0, `no report.html in ${place}`);
// Pages of other models have fewer charts and none of the change model's own sections.
const leastCharts = Number(process.env.KANTEL_CHARTS ?? 8);
const ofChangeModel = !process.env.KANTEL_CHARTS;
const patience = 120_000; // milliseconds; a machine that is also building is slow
const sizes = [{ width: 1280, height: 800 }, { width: 390, height: 844 }];

let browser;
before(async () => {
  const executablePath = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  browser = await chromium.launch({
    executablePath,
    timeout: patience,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
});
after(() => browser?.close());

// A page with the report drawn, and what it said and asked for on the way.
async function opened(report, viewport) {
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(patience);
  const complaints = [], requests = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(report).href);
  await page.waitForSelector("html[data-charts=drawn]", { timeout: patience });
  return { page, complaints, requests };
}

for (const report of reports) {
  describe(path.relative(place, report) || path.basename(report), () => {
    for (const viewport of sizes) {
      test(`draws every chart, asks for nothing and complains of nothing at ${viewport.width}x${viewport.height}`, async () => {
        const { page, complaints, requests } = await opened(report, viewport);
        assert.deepEqual(complaints, []);
        assert.deepEqual(requests.filter((url) => !url.startsWith("data:")), [pathToFileURL(report).href]);
        const plots = await page.$$eval("[data-figure]", (all) => all.map((plot) => ({
          figure: plot.dataset.figure,
          marks: plot.querySelectorAll("svg .mark-line path, svg .mark-area path, svg .mark-symbol path, svg .mark-rect path").length,
          named: plot.getAttribute("aria-label"),
          inside: (plot.querySelector("svg")?.getBoundingClientRect().width ?? Infinity) <= plot.getBoundingClientRect().width + 1,
        })));
        assert.ok(plots.length >= leastCharts, "every kind of chart is there");
        for (const plot of plots) {
          assert.ok(plot.marks > 0, `${plot.figure} has marks`);
          assert.match(plot.named, /\w+ \w+/, `${plot.figure} is described`);
          assert.ok(plot.inside, `${plot.figure} fits its box`);
        }
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `the page scrolls sideways by ${overflow} pixels`);
        await page.close();
      });
    }

    if (!ofChangeModel) return;

    test("has a sentence under every chart, headings in order and named tables", async () => {
      const { page } = await opened(report, sizes[0]);
      const figures = await page.$$eval("figure", (all) => all.map((figure) => ({
        id: figure.id,
        caption: figure.querySelector("figcaption")?.textContent.trim() ?? "",
        table: figure.querySelectorAll("details table caption").length,
      })));
      for (const { id, caption, table } of figures) {
        assert.ok(caption.length > 20 && caption.endsWith("."), `${id}: a sentence: ${caption}`);
        assert.doesNotMatch(caption, /NaN|\bnan\b|\binf\b|\[object/, id);
        assert.ok(table > 0, `${id}: its numbers are in a table`);
      }
      assert.doesNotMatch(await page.innerText("main"), /NaN|\[object|\{\{/);
      const levels = await page.$$eval("h1, h2, h3, h4", (all) => all.map((heading) => Number(heading.tagName[1])));
      assert.equal(levels.filter((level) => level === 1).length, 1);
      levels.reduce((above, level) => {
        assert.ok(level <= above + 1, "no heading level is skipped");
        return level;
      }, 0);
      const tables = await page.$$eval("table", (all) => all.every((table) =>
        table.caption && [...table.querySelectorAll("th")].every((head) => head.scope)));
      assert.ok(tables, "every table has a caption and its headers a scope");
      const landmarks = await page.$$eval("header, main, nav, footer", (all) => all.length);
      assert.equal(landmarks, 4);
      const duplicates = await page.$$eval("[id]", (all) => all.map(({ id }) => id).filter((id, i, ids) => ids.indexOf(id) !== i));
      assert.deepEqual(duplicates, []);
      await page.close();
    });

    test("is used with the keyboard alone", async () => {
      const { page, complaints } = await opened(report, sizes[0]);
      const reached = new Set();
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.className), "skip", "the skip link comes first");
      for (let presses = 0; presses < 200; ++presses) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(() => {
          const { tagName, id } = document.activeElement;
          return tagName === "BODY" ? "" : `${tagName}${id && `#${id}`}`;
        });
        if (!at) break;
        reached.add(at);
      }
      assert.ok(reached.has("SUMMARY"), "the numbers can be opened");
      if (await page.$("#unit")) {
        assert.ok(reached.has("SELECT#unit"), "a unit can be chosen");
        await page.focus("#unit");
        await page.keyboard.press("ArrowDown");
        await page.waitForFunction(() => document.getElementById("unit-shown").textContent.startsWith("Shown: unit"));
      }
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test("keeps its sentences and tables without scripts, and prints", async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const plain = await context.newPage();
      plain.setDefaultTimeout(patience);
      await plain.goto(pathToFileURL(report).href);
      assert.ok(await plain.locator("figcaption").first().isVisible());
      assert.ok(await plain.locator("noscript p").isVisible());
      await context.close();
      const { page } = await opened(report, sizes[0]);
      const pdf = await page.pdf({ format: "A4" });
      assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
      await page.close();
    });
  });
}
