// Pictures of figures, drawn at the width that there is.
const ROW = 24;
const LETTER = 7;
const MOST_ROWS = 40;
const MOST_CELLS = 20;
const STYLE = { fontSize: "12px" };

function objects(figure) {
  return figure.rows.map((row) => Object.fromEntries(figure.columns.map((column, place) => [column, row[place]])));
}

function marginOf(rows, column) {
  return Math.min(190, 20 + LETTER * Math.max(4, ...rows.map((row) => String(row[column]).length)));
}

function shorten(text, most = 24) {
  const points = [...String(text)];
  return points.length > most ? `${points.slice(0, most - 1).join("")}…` : points.join("");
}

function forest(rows, { x, y, low, high, fill }, width) {
  const marginLeft = marginOf(rows, y);
  const names = [...new Set(rows.map((row) => row[y]))];
  const valued = coloured(rows.filter((row) => row[x] !== null), fill);
  const several = fill !== undefined && new Set(valued.map((row) => row[fill])).size > 1;
  const stroke = several ? "colour" : "var(--c0)";
  return Plot.plot({
    width, marginLeft, marginBottom: 44, height: 74 + ROW * names.length, x: { grid: true, nice: true, label: x }, style: STYLE,
    y: { domain: names, label: null, tickFormat: (name) => shorten(name) },
    color: several ? { ...colourScale(valued), legend: true } : {},
    marks: [
      Plot.ruleX([0, 1], { stroke: "currentColor", strokeOpacity: 0.4 }),
      Plot.ruleY(valued.filter((row) => row[low] !== null), { y, x1: low, x2: high, stroke, strokeWidth: 2 }),
      Plot.dot(valued, { x, y, fill: stroke, r: 4.5, title: (row) => `${row[y]}: ${row[x]} [${row[low]}, ${row[high]}]` }),
    ],
  });
}

function bars(rows, { x, y, fill }, width) {
  const totals = d3.rollup(rows, (group) => d3.sum(group, (row) => row[x]), (row) => row[y]);
  const names = [...totals.keys()].slice(0, MOST_ROWS);
  const kept = coloured(rows.filter((row) => names.includes(row[y])), fill, (row) => row[x]);
  const picture = Plot.plot({
    width, marginLeft: marginOf(kept, y), marginBottom: 44, height: 74 + ROW * names.length, style: STYLE,
    x: { grid: true, label: x, ticks: Math.min(8, d3.max(totals.values())), tickFormat: "d" },
    y: { domain: names, label: null, tickFormat: (name) => shorten(name) },
    color: { ...colourScale(kept), legend: true },
    marks: [
      Plot.barX(kept, { x, y, fill: "colour", title: (row) => `${row[y]}, ${row[fill]}: ${row[x]}`, order: null }),
    ],
  });
  return withRest(picture, names.length, totals.size);
}

// Of pairs that come once, both cells are drawn. The darker the cell, the higher the number, which it also shows.
function heat(rows, { x, y, fill }, width) {
  const both = rows.flatMap((row) => (row[x] === row[y] ? [row] : [row, { ...row, [x]: row[y], [y]: row[x] }]));
  const totals = d3.rollup(both, (group) => d3.sum(group, (row) => row[fill]), (row) => row[x]);
  const names = [...totals].sort((a, b) => b[1] - a[1]).map(([name]) => name).slice(0, MOST_CELLS);
  const kept = both.filter((row) => names.includes(row[x]) && names.includes(row[y]));
  const highest = d3.max(kept, (row) => row[fill]) || 1;
  const marginLeft = marginOf(kept, y);
  const number = (row) => (Number.isInteger(row[fill]) ? row[fill] : row[fill].toFixed(2));
  const picture = Plot.plot({
    style: STYLE, width: Math.min(width, marginLeft + 40 + 90 * names.length), marginLeft, marginBottom: 90,
    height: 110 + 30 * names.length,
    x: { domain: names, label: null, tickRotate: -40, tickFormat: (name) => shorten(name, 16) },
    y: { domain: names, label: null, tickFormat: (name) => shorten(name) },
    marks: [
      Plot.cell(kept, {
        x, y, fill: "var(--c0)", fillOpacity: (row) => (0.45 * row[fill]) / highest, inset: 1,
        title: (row) => `${row[x]}, ${row[y]}: ${number(row)}`,
      }),
      Plot.text(kept, { x, y, text: number, fill: "currentColor" }),
    ],
  });
  return withRest(picture, names.length, totals.size);
}

function lineChart(rows, { x, y, fill }, width) {
  const isDay = typeof rows[0][x] === "string";
  const points = coloured(rows, fill).map((row) => ({ ...row, [x]: isDay ? new Date(row[x]) : row[x] }));
  return Plot.plot({
    width, height: 294, marginLeft: 50, marginBottom: 44, style: STYLE, x: { label: x }, y: { grid: true, zero: true, label: y },
    color: { ...colourScale(points), legend: true },
    marks: [
      Plot.lineY(points, { x, y, stroke: "colour", z: fill }),
      Plot.dot(points, { x, y, fill: "colour", r: 3, title: (row) => `${row[fill]}: ${row[y]}` }),
    ],
  });
}

// A picture has room for so many; what it leaves out is in the CSV.
function withRest(picture, drawn, all) {
  if (drawn === all) return picture;
  const note = `The picture has ${drawn} of ${all}; the CSV file has all.`;
  return make("div", {}, picture, make("p", { class: "quiet" }, note));
}

const PAINTERS = { forest, bars, heat, lines: lineChart, network: drawNetwork };

// Plot labels groups that have no role, which screen readers do not take: the picture has one name, and a table below.
function named(picture, title) {
  for (const part of picture.querySelectorAll("[aria-label], [aria-description]")) {
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-description");
  }
  const svg = picture.matches("svg") ? picture : [...picture.querySelectorAll("svg")].at(-1);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${title}. The table below has the numbers.`);
  return picture;
}

function showPicture(place, figure) {
  const rows = objects(figure);
  const { group } = figure.axes;
  const groups = group ? [...new Set(rows.map((row) => row[group]))] : [];
  const canvas = make("div", { class: "canvas" });
  const select = make("select", {}, ...groups.map((name) => make("option", { value: name }, name)));
  if (groups.length > 1) place.append(make("label", { class: "choose" }, group, select));
  place.append(canvas);
  let width = 0;
  const draw = () => {
    const some = group ? rows.filter((row) => row[group] === select.value) : rows;
    canvas.replaceChildren(named(PAINTERS[figure.picture](some, figure.axes, Math.max(280, width)), figure.title));
  };
  select.addEventListener("input", draw);
  new ResizeObserver(([entry]) => {
    const now = Math.min(900, Math.floor(entry.contentRect.width));
    if (now && now !== width) {
      width = now;
      draw();
    }
  }).observe(place);
}
