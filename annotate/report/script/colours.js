// Colours that change with the scheme, since each is a variable of the style sheet.
const SERIES = Array.from({ length: 8 }, (_, number) => `var(--c${number})`);
const STATUS = ["unanimous", "majority", "adjudicated", "single", "model", "unresolved"];

function colourScale(values) {
  const domain = [...new Set(values)];
  if (domain.every((value) => STATUS.includes(value))) domain.sort((a, b) => STATUS.indexOf(a) - STATUS.indexOf(b));
  return { domain, range: domain.map((_, place) => SERIES[place % SERIES.length]) };
}
