// Draws the report's charts when the page opens, again when its width or the chosen unit changes, and those in a fold
// when it opens. Without JavaScript the sentences and tables remain. Vega's expression interpreter is used, so the page
// needs no right to evaluate text. Pointing at a chart shows its values; tables hold them for who does not point.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const { theme, specifications } = read("chart-specifications");
  const figures = read("chart-data");
  const drawn = new Map(); // plot element -> { view, panel }

  // Each colour with the one it has in the dark, so that the page's own scheme decides, and paper stays light.
  function lit(tree) {
    if (typeof tree === "string") return tree in theme.dark ? `light-dark(${tree}, ${theme.dark[tree]})` : tree;
    if (Array.isArray(tree)) return tree.map(lit);
    if (tree === null || typeof tree !== "object") return tree;
    return Object.fromEntries(Object.entries(tree).map(([key, part]) => [key, key === "datasets" ? part : lit(part)]));
  }
  const onPage = { ...theme, config: { ...theme.config, background: null } };

  function draw(plot, panel) {
    drawn.get(plot)?.view.finalize();
    plot.replaceChildren();
    const spec = lit(kantelCharts.specification(specifications, onPage, panel, plot.clientWidth));
    const compiled = vegaLite.compile(spec).spec;
    const runtime = vega.parse(compiled, undefined, { ast: true });
    const view = new vega.View(runtime, {
      expr: vega.expressionInterpreter, renderer: "svg", container: plot, hover: false, logLevel: vega.Warn,
    });
    drawn.set(plot, { view, panel });
    return view.runAsync().then(() => {
      const svg = plot.querySelector("svg");
      svg?.setAttribute("aria-hidden", "true"); // the plot itself carries the description
      svg?.setAttribute("focusable", "false");
    });
  }

  // A plot names its figure, its panel's position and, where a unit can be chosen, follows that choice. One that is
  // folded away has no width: it waits.
  function drawAll() {
    const chosen = document.getElementById("unit")?.value ?? "all";
    return Promise.all([...document.querySelectorAll("[data-figure]")].filter((plot) => plot.clientWidth > 0).map((plot) => {
      const all = figures[plot.dataset.figure];
      const panels = Array.isArray(all) ? all : all[chosen];
      const panel = panels[Number(plot.dataset.panel)];
      plot.setAttribute("aria-label", panel.description);
      return draw(plot, panel);
    }));
  }

  // As the axis tells it: whole percent, signed where it is a difference, else two decimals.
  function told(panel, value) {
    const language = document.documentElement.lang;
    const whole = { style: "percent", maximumFractionDigits: 0 };
    if (panel.chart === "difference") return value.toLocaleString(language, { ...whole, signDisplay: "exceptZero" });
    return value.toLocaleString(language, panel.share || panel.format.endsWith("%") ? whole
      : panel.format === ".2f" ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { maximumSignificantDigits: 4 });
  }

  // What a panel holds nearest to a place on its axis: a title and a value a name.
  function valuesAt(panel, x) {
    const nearest = panel.at.reduce((best, day, i) => (Math.abs(day - x) < Math.abs(panel.at[best] - x) ? i : best), 0);
    const columns = panel.mean ?? panel.share;
    const values = panel.names.map((name, s) => [name, columns[s][nearest]])
      .filter(([name, value]) => value !== null && (panel.labelled ?? panel.names).includes(name));
    return { title: `${panel.day_title} ${panel.at[nearest]}`,
      values: values.map(([name, value]) => `${name}: ${told(panel, value)}`) };
  }

  function point(plot, event, tip) {
    const { view, panel } = drawn.get(plot) ?? {};
    if (!panel?.days || !(panel.mean ?? panel.share) || panel.chart === "terciles") return false;
    const box = plot.querySelector("svg").getBoundingClientRect();
    const scale = box.width / plot.querySelector("svg").viewBox.baseVal.width || 1;
    const x = view.scale("x").invert((event.clientX - box.left) / scale - view.origin()[0]);
    if (!(x >= panel.days[0] && x <= panel.days[1])) return false;
    const { title, values } = valuesAt(panel, x);
    tip.replaceChildren(...[title, ...values].map((line) => {
      const row = document.createElement("div");
      row.textContent = line;
      return row;
    }));
    tip.hidden = false; // it is measured
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = `${Math.max(4, Math.min(event.clientX + 14, room))}px`;
    tip.style.top = `${Math.max(4, event.clientY - tip.offsetHeight - 12)}px`;
    return true;
  }

  function showValues() {
    const tip = document.body.appendChild(document.createElement("div"));
    tip.className = "tip";
    tip.hidden = true;
    tip.setAttribute("aria-hidden", "true");
    document.addEventListener("pointermove", (event) => {
      const plot = event.target.closest?.("[data-figure]");
      tip.hidden = !plot || !point(plot, event, tip);
    });
  }

  function announce(unit) {
    const line = document.getElementById("unit-shown");
    if (line) line.textContent = line.dataset.shown.replace("@", unit.selectedOptions[0].textContent);
  }

  // A link to what is folded away opens it.
  function unfold() {
    for (let at = document.getElementById(location.hash.slice(1)); at; at = at.parentElement)
      if (at.tagName === "DETAILS") at.open = true;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const unit = document.getElementById("unit");
    unit?.addEventListener("change", () => drawAll().then(() => announce(unit)));
    document.querySelectorAll("details").forEach((fold) => fold.addEventListener("toggle", () => {
      const waiting = [...fold.querySelectorAll("[data-figure]")].some((plot) => !drawn.has(plot));
      if (fold.open && waiting) drawAll();
    }));
    window.addEventListener("hashchange", unfold);
    unfold();
    let width = document.documentElement.clientWidth;
    let waiting;
    window.addEventListener("resize", () => {
      if (document.documentElement.clientWidth === width) return;
      width = document.documentElement.clientWidth;
      clearTimeout(waiting);
      waiting = setTimeout(drawAll, 150);
    });
    showValues();
    drawAll().then(() => { document.documentElement.dataset.charts = "drawn"; });
  });
})();
