// Colours that change with the scheme, since each is a variable of the style sheet.
const SERIES = Array.from({ length: 8 }, (_, number) => `var(--c${number})`);
const STATUS = ["unanimous", "majority", "adjudicated", "single", "model", "unresolved"];
const OTHERS = "others";

// The rows with a colour for each value of a column; where there are more values than colours, the least share one.
function coloured(rows, column, weight = () => 1) {
  const totals = d3.rollup(rows, (some) => d3.sum(some, weight), (row) => row[column]);
  const fits = totals.size <= SERIES.length;
  const most = [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a)).slice(0, SERIES.length - 1);
  return rows.map((row) => ({ ...row, colour: fits || most.includes(row[column]) ? row[column] : OTHERS }));
}

function colourScale(rows) {
  const domain = [...new Set(rows.map((row) => row.colour))];
  if (domain.every((value) => STATUS.includes(value))) domain.sort((a, b) => STATUS.indexOf(a) - STATUS.indexOf(b));
  else domain.sort((a, b) => (a === OTHERS) - (b === OTHERS));
  return { domain, range: domain.map((value, place) => (value === OTHERS ? "var(--quiet)" : SERIES[place])) };
}
