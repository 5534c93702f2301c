// From a panel of a report to a complete Vega-Lite specification. A specification file holds "$name" where a panel
// differs (its title, its scales); the panel's data are stored as columns, which this turns into rows. Used by the page
// in the browser and by picture.mjs in Node, so it touches neither the document nor the file system.
globalThis.kantelCharts = (() => {
  const lineHeight = 18; // pixels between two labels at the end of a curve

  // Every string "$name" in the tree becomes values[name].
  function filled(tree, values) {
    if (typeof tree === "string" && tree.startsWith("$") && tree.slice(1) in values) return values[tree.slice(1)];
    if (Array.isArray(tree)) return tree.map((part) => filled(part, values));
    if (tree === null || typeof tree !== "object") return tree;
    return Object.fromEntries(Object.entries(tree).map(([key, part]) => [key, filled(part, values)]));
  }

  // Columns to rows: {x: [..], series: [names], mean: [[..], ..]} gives one row a series and x; rows without the wanted
  // column are left out.
  function rows({ axis, at, series, columns, needs }) {
    return series.flatMap((name, s) =>
      at.map((x, i) => {
        const row = { series: name, [axis]: x };
        for (const [column, values] of Object.entries(columns)) row[column] = values[s][i];
        return row;
      }).filter((row) => row[needs] !== null && row[needs] !== undefined));
  }

  // Labels stand at their curve's last value; those that would overlap are moved apart around their common middle.
  function spread(labels, [bottom, top], height) {
    const gap = ((top - bottom) * lineHeight) / height;
    labels.sort((a, b) => a.at - b.at);
    const groups = [];
    for (const label of labels) {
      groups.push({ labels: [label], middle: label.at });
      while (groups.length > 1) {
        const [lower, upper] = groups.slice(-2);
        const room = (gap * (lower.labels.length + upper.labels.length)) / 2;
        if (upper.middle - lower.middle >= room) break;
        const both = [...lower.labels, ...upper.labels];
        const wanted = both.reduce((sum, { at }) => sum + at, 0) / both.length;
        const half = (gap * (both.length - 1)) / 2;
        groups.splice(-2, 2, { labels: both, middle: Math.min(Math.max(wanted, bottom + half), top - half) });
      }
    }
    return groups.flatMap(({ labels, middle }) =>
      labels.map((label, i) => ({ ...label, at: middle + gap * (i - (labels.length - 1) / 2) })));
  }

  // Round days that leave each label room, so that the first and, where it is round, the last day are named.
  function dayTicks([first, last], width) {
    const steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2500, 5000];
    const step = steps.find((days) => ((last - first) / days) * 52 <= width) ?? last - first;
    return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step);
  }

  function lastOf(list, name) {
    return list.filter((row) => row.series === name).at(-1);
  }

  // Event labels that would run into each other keep their line and lose their words.
  function events(panel, width) {
    let free = -Infinity;
    const drawn = width - 60 - (width >= 460 ? 100 : 0); // less the axis and the labels at the end
    const perDay = drawn / (panel.days[1] - panel.days[0]);
    return (panel.events ?? []).map(({ day, label }) => {
      const from = day * perDay;
      if (from < free || !label) return { day, label: "" };
      free = from + label.length * 7.5 + 8;
      return { day, label };
    });
  }

  const builders = {
    curve(panel, width, wide) {
      const curves = rows({
        axis: "day", at: panel.at, series: panel.names, needs: "mean",
        columns: { mean: panel.mean, ...(panel.low && { low: panel.low, high: panel.high }) },
      });
      const ends = wide ? panel.names.map((name) => lastOf(curves, name)).filter(Boolean) : [];
      return {
        curves,
        events: events(panel, width),
        reference: panel.reference === undefined ? [] : [{ value: panel.reference }],
        labels: spread(ends.map(({ series, day, mean }) => ({ series, day, at: mean })), panel.domain, panel.height),
      };
    },
    difference(panel, width, wide) {
      return { ...builders.curve(panel, width, wide), zero: [{ value: 0 }] };
    },
    // Shares stack from the last name at the bottom to the first on top; each is named where its name fits best.
    shares(panel, width) {
      const inset = (panel.days[1] - panel.days[0]) * Math.min(0.3, 52 / (width - 60)); // half a label, in days
      const shares = panel.names.map(() => []);
      panel.at.forEach((day, i) => {
        if (panel.share.some((column) => column[i] === null)) return;
        let bottom = 0;
        for (let s = panel.names.length - 1; s >= 0; --s) {
          const top = Math.min(1, bottom + panel.share[s][i]);
          shares[s].push({ series: panel.names[s], day, bottom, top });
          bottom = top;
        }
      });
      const labels = shares.flatMap((areas, s) => {
        let best = { room: (lineHeight + 3) / panel.height };
        for (const { day } of areas) {
          if (day - inset < panel.days[0] || day + inset > panel.days[1]) continue;
          const near = areas.filter((area) => Math.abs(area.day - day) <= inset);
          const bottom = Math.max(...near.map((area) => area.bottom));
          const top = Math.min(...near.map((area) => area.top));
          if (top - bottom > best.room)
            best = { room: top - bottom, day, at: (top + bottom) / 2, series: panel.names[s], ink: panel.inks[s] };
        }
        return best.series ? [best] : [];
      });
      return { shares: shares.flat(), events: events(panel, width), labels };
    },
    cost(panel, width, wide) {
      const paths = panel.names.flatMap((series, s) => panel.path[s].map(([day, hours, durable]) => ({ series, day, hours, durable })));
      const ends = panel.names.map((name) => lastOf(paths, name)).filter(Boolean);
      return { paths, labels: spread(ends.map((end) => ({ ...end, label: wide ? end.series : "", at: end.durable })), panel.domain, panel.height) };
    },
    terciles(panel, width, wide) {
      const points = rows({
        axis: "group", at: panel.at, series: panel.names, needs: "mean",
        columns: { mean: panel.mean, ...(panel.low && { low: panel.low, high: panel.high }) },
      });
      const ends = wide ? panel.names.map((name) => lastOf(points, name)).filter(Boolean) : [];
      return { points, labels: spread(ends.map(({ series, group, mean }) => ({ series, group, at: mean })), panel.domain, panel.height) };
    },
  };

  // Lines are theory, points what agents did, with their 95% interval.
  builders.theory = (panel) => ({
    theory: panel.names.flatMap((series, s) => (panel.theory[s] ?? []).map(([x, y]) => ({ series, x, y }))),
    simulation: panel.names.flatMap((series, s) =>
      (panel.simulation[s] ?? []).map(([x, y, low, high]) => ({ series, x, y, low, high }))),
  });

  // A cell each combination of two factors; its number is written in it, dark on light or light on dark.
  builders.heat = (panel) => ({
    cells: panel.cells.map(([x, y, value, text, dark]) => ({ x, y, value, text, ink: dark ? "#ffffff" : "#111111" })),
  });
  // What comes out at each level of a factor, a line an arm.
  builders.response = (panel) => ({
    zero: panel.zero ? [{ value: 0 }] : [],
    points: panel.names.flatMap((series, s) =>
      (panel.points[s] ?? []).map(([x, mean, low, high]) => ({ series, x, mean, low, high }))),
  });
  // A bar a factor and kind of index, with its interval.
  builders.bars = (panel) => ({
    bars: panel.bars.map(([factor, series, value, low, high]) => ({ factor, series, value, low, high })),
  });

  // The complete specification of a panel that is `width` pixels wide.
  function specification(files, theme, panel, width) {
    const wide = width >= 460 && panel.names.length <= 9;
    const ticks = { day_ticks: panel.days && dayTicks(panel.days, width - 60), hour_ticks: Math.max(3, Math.floor(width / 110)),
      label_limit: 0.45 * width };
    const spec = filled(files[panel.chart], { ...ticks, ...panel });
    return { ...spec, config: theme.config, datasets: builders[panel.chart](panel, width, wide) };
  }

  return { specification };
})();
