// The report as a reader meets it: opened from disk in headless Chromium, on a desk and on a phone, in light and dark,
// and printed.
// KANTEL_REPORT is a report.html, or a folder in which every report.html is tested. Chromium is the system's.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

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
async function opened(report, viewport, colorScheme = "light") {
  const page = await browser.newPage({ viewport, colorScheme });
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

// Opens what is folded away, and waits until its charts are drawn.
async function unfolded(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
  await page.waitForFunction(() => [...document.querySelectorAll("[data-figure]")].every((plot) => plot.querySelector("svg")));
  await page.waitForTimeout(300);
}

// Labels of one chart that lie on each other, in words. Those that are turned have boxes that tell nothing.
function overlapping() {
  const found = [];
  for (const plot of document.querySelectorAll("[data-figure]")) {
    const labels = [...plot.querySelectorAll("svg text")].filter((text) => text.textContent.trim() && !/rotate\(-?[1-9]/.test(text.getAttribute("transform")))
      .map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }));
    labels.forEach((one, i) => labels.slice(i + 1).forEach((other) => {
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 1 && down > 3) found.push(`${plot.dataset.figure}: ${one.words} / ${other.words}`);
    }));
  }
  return found;
}

async function complaintsOfAxe(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 3).join(", ")}`);
}

// How far down each page of a PDF is written, as a share of what its margins leave.
async function fullness(pdf) {
  const { getDocument } = await import(pathToFileURL(require.resolve("pdfjs-dist/legacy/build/pdf.mjs")).href);
  const book = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const shares = [];
  for (let number = 1; number <= book.numPages; ++number) {
    const page = await book.getPage(number);
    const { items } = await page.getTextContent();
    const height = page.view[3], margin = 14 / 25.4 * 72;
    const lowest = Math.min(height - margin, ...items.filter(({ str }) => str.trim()).map(({ transform }) => transform[5]));
    shares.push((height - margin - lowest) / (height - 2 * margin));
  }
  return shares;
}

for (const report of reports) {
  describe(path.relative(place, report) || path.basename(report), () => {
    for (const viewport of sizes) {
      test(`draws every chart, asks for nothing and complains of nothing at ${viewport.width}x${viewport.height}`, async () => {
        const { page, complaints, requests } = await opened(report, viewport);
        await unfolded(page);
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
        assert.deepEqual(await page.evaluate(overlapping), []);
        await page.close();
      });

      for (const scheme of ["light", "dark"])
        test(`has nothing axe complains of at ${viewport.width}x${viewport.height}, ${scheme}`, async () => {
          const { page } = await opened(report, viewport, scheme);
          await unfolded(page);
          assert.deepEqual(await complaintsOfAxe(page), []);
          const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
          assert.equal(ground === "rgb(255, 255, 255)", scheme === "light", `the ground is ${ground}`);
          await page.close();
        });
    }

    test("prints no page less than half full but the last", async () => {
      const { page } = await opened(report, sizes[0]);
      const shares = await fullness(await page.pdf({ preferCSSPageSize: true }));
      shares.slice(0, -1).forEach((share, i) => assert.ok(share >= 0.5, `page ${i + 1} of ${shares.length} is ${share.toFixed(2)} full`));
      await page.close();
    });

    if (!ofChangeModel) return;

    for (const viewport of sizes)
      test(`shows the answer and the first curve on the first screen at ${viewport.width}x${viewport.height}`, async () => {
        const { page } = await opened(report, viewport);
        const { answer, bottom } = await page.evaluate(() => ({
          answer: document.querySelector(".answer").getBoundingClientRect().bottom,
          bottom: document.querySelector("[data-figure] svg").getBoundingClientRect().bottom,
        }));
        assert.ok(answer < bottom && bottom <= viewport.height, `the curve ends at ${bottom}`);
        await page.close();
      });

    test("answers in at most 40 words and four numbers, each that of the table rounded", async () => {
      const { page } = await opened(report, sizes[0]);
      const answer = await page.innerText(".answer");
      await page.close();
      const numbers = answer.match(/\d+(?:[.,]\d+)*/g) ?? [];
      assert.ok(answer.split(/\s+/).length <= 40, answer);
      assert.ok(numbers.length > 0 && numbers.length <= 4, answer);
      assert.doesNotMatch(answer, /replicate|tercile|interval|_/i);
      const rows = readFileSync(path.join(path.dirname(report), "summary.csv"), "utf8").trim().split("\n").slice(1)
        .map((line) => line.split(",")).filter((row) => row[3] !== "");
      const rounded = rows.flatMap(([, , unit, mean]) => [unit.startsWith("share of") ? 100 * Number(mean) : Number(mean)])
        .map((value) => String(Math.round(value)));
      for (const number of numbers) assert.ok(rounded.includes(number.replace(/[.,]/g, "")), `${number} of: ${answer}`);
      const manifest = JSON.parse(readFileSync(path.join(path.dirname(report), "manifest.json"), "utf8"));
      for (const arm of manifest.asks?.arms ?? []) assert.match(answer.toLowerCase(), new RegExp(arm.replaceAll("_", " ")));
    });

    test("shows the values that are pointed at, and labels events with whose they are", async () => {
      const { page } = await opened(report, sizes[0]);
      const box = await page.locator("[data-figure] svg").first().boundingBox();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.waitForSelector(".tip:not([hidden])");
      assert.match(await page.innerText(".tip"), /(working day|werkdag) \d+[^]*: \d+%/);
      const manifest = JSON.parse(readFileSync(path.join(path.dirname(report), "manifest.json"), "utf8"));
      if (manifest.arms.length > 1 && manifest.scenario.arm.some(({ event }) => event?.length)) {
        const labels = await page.$$eval("[data-figure]", ([plot]) => [...plot.querySelectorAll("svg text")].map((text) => text.textContent));
        assert.ok(labels.some((label) => /\(.+\)$/.test(label)), labels.join("; "));
      }
      await page.close();
    });

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
        await page.waitForFunction(() => document.getElementById("unit-shown").textContent.match(/^(Shown: unit|Getoond: onderdeel)/));
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

// The hand-out beside a report, where one was made.
for (const handout of reports.map((report) => path.join(path.dirname(report), "handout.html")).filter((file) => statSync(file, { throwIfNoEntry: false })))
  test(`${path.basename(path.dirname(handout))}: the hand-out is one page in both languages, and axe has no complaint`, async () => {
    for (const scheme of ["light", "dark"]) {
      const { page, complaints } = await opened(handout, sizes[0], scheme);
      assert.deepEqual(complaints, []);
      assert.deepEqual(await complaintsOfAxe(page), []);
      assert.deepEqual(await page.$$eval("section[lang]", (all) => all.map(({ lang }) => lang)), ["en", "nl"]);
      assert.equal((await fullness(await page.pdf({ preferCSSPageSize: true }))).length, 1);
      await page.close();
    }
  });
