// Draws the report's charts when the page opens, again when its width or the chosen unit changes. Without JavaScript the
// sentences and tables remain. Vega's expression interpreter is used, so the page needs no right to evaluate text.
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const { theme, specifications } = read("chart-specifications");
  const figures = read("chart-data");
  const drawn = new Map(); // plot element -> its view

  function draw(plot, panel) {
    drawn.get(plot)?.finalize();
    plot.replaceChildren();
    const spec = kantelCharts.specification(specifications, theme, panel, plot.clientWidth);
    const compiled = vegaLite.compile(spec).spec;
    const runtime = vega.parse(compiled, undefined, { ast: true });
    const view = new vega.View(runtime, {
      expr: vega.expressionInterpreter, renderer: "svg", container: plot, hover: false, logLevel: vega.Warn,
    });
    drawn.set(plot, view);
    return view.runAsync().then(() => {
      const svg = plot.querySelector("svg");
      svg?.setAttribute("aria-hidden", "true"); // the plot itself carries the description
      svg?.setAttribute("focusable", "false");
    });
  }

  // A plot names its figure, its panel's position and, where a unit can be chosen, follows that choice.
  function drawAll() {
    const chosen = document.getElementById("unit")?.value ?? "all";
    return Promise.all([...document.querySelectorAll("[data-figure]")].map((plot) => {
      const all = figures[plot.dataset.figure];
      const panels = Array.isArray(all) ? all : all[chosen];
      const panel = panels[Number(plot.dataset.panel)];
      plot.setAttribute("aria-label", panel.description);
      return draw(plot, panel);
    }));
  }

  function announce(unit) {
    const line = document.getElementById("unit-shown");
    if (line) line.textContent = `Shown: ${unit.selectedOptions[0].textContent}.`;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const unit = document.getElementById("unit");
    unit?.addEventListener("change", () => drawAll().then(() => announce(unit)));
    let width = document.documentElement.clientWidth;
    let waiting;
    window.addEventListener("resize", () => {
      if (document.documentElement.clientWidth === width) return;
      width = document.documentElement.clientWidth;
      clearTimeout(waiting);
      waiting = setTimeout(drawAll, 150);
    });
    drawAll().then(() => { document.documentElement.dataset.charts = "drawn"; });
  });
})();
