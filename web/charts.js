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

  // Event labels stand above the plot in as many rows as they need, so that none runs into another, a later event lower.
  // A label begins at its line, ends there where there is no room, or at the edge.
  function events(panel, width) {
    const names = panel.labelled ?? [];
    const room = names.length > 0 && isWide(panel, width) ? Math.max(...names.map((name) => name.length)) * 8 + 12 : 8;
    const drawn = width - 56 - room;
    const rows = [];
    return [...(panel.events ?? [])].reverse().map(({ day, label }) => {
      const x = ((day - panel.days[0]) / (panel.days[1] - panel.days[0])) * drawn;
      const length = label.length * 6.7 + 8;
      const edge = x + length > drawn && x < length;
      const align = x + length <= drawn ? "left" : "right";
      const from = edge ? drawn - length : align === "left" ? x : x - length;
      const fits = (row) => row.every((taken) => from + length <= taken.from || taken.from + taken.length <= from);
      let row = rows.findIndex(fits);
      if (row < 0) row = rows.push([]) - 1;
      rows[row].push({ from, length });
      return { day, label, edge, align, row_y: -15 - 16 * row };
    }).reverse();
  }

  // Whether the ends of curves have room for their names; curves that are there for context have none.
  function isWide(panel, width) {
    return width >= 460 && (panel.labelled ?? panel.names).length <= 9;
  }

  function endsOf(panel, list, wide) {
    return wide ? (panel.labelled ?? panel.names).map((name) => lastOf(list, name)).filter(Boolean) : [];
  }

  const builders = {
    curve(panel, width, wide) {
      const curves = rows({
        axis: "day", at: panel.at, series: panel.names, needs: "mean",
        columns: { mean: panel.mean, ...(panel.low && { low: panel.low, high: panel.high }) },
      });
      const ends = endsOf(panel, curves, wide);
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
    // A bar a name, what it says written at its end.
    amounts(panel) {
      return {
        bars: panel.bars.map(([series, value, low, high, text]) =>
          ({ series, value, low, high, text, end: Math.max(value, high ?? value, 0) })),
      };
    },
    terciles(panel, width, wide) {
      const points = rows({
        axis: "group", at: panel.at, series: panel.names, needs: "mean",
        columns: { mean: panel.mean, ...(panel.low && { low: panel.low, high: panel.high }) },
      });
      const ends = endsOf(panel, points, wide);
      return { points, labels: spread(ends.map(({ series, group, mean }) => ({ series, group, at: mean })), panel.domain, panel.height) };
    },
  };

  // Lines are theory, points what agents did, with their 95% interval.
  builders.theory = (panel) => ({
    theory: panel.names.flatMap((series, s) => (panel.theory[s] ?? []).map(([x, y]) => ({ series, x, y }))),
    simulation: panel.names.flatMap((series, s) =>
      (panel.simulation[s] ?? []).map(([x, y, low, high]) => ({ series, x, y, low, high }))),
  });

  // A cell each combination of two factors; its number is written in it where it fits, dark on light or light on dark.
  builders.heat = (panel, width) => {
    const fits = (width - 130) / panel.x_order.length >= 26;
    return { cells: panel.cells.map(([x, y, value, text, dark]) =>
      ({ x, y, value, text: fits ? text : "", ink: dark ? "#fefefe" : "#101010" })) };
  };
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
    const wide = isWide(panel, width);
    const ticks = { day_ticks: panel.days && dayTicks(panel.days, width - 60), hour_ticks: Math.max(3, Math.floor(width / 110)),
      label_limit: 0.45 * width };
    const spec = filled(files[panel.chart], { ...ticks, ...panel });
    return { ...spec, config: theme.config, datasets: builders[panel.chart](panel, width, wide) };
  }

  return { specification };
})();
