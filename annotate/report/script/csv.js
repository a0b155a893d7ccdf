// A table as CSV that spreadsheets open: with a byte order mark, and an apostrophe before what would be a formula.
function toCsv({ columns, rows }) {
  const lines = [columns, ...rows].map((row) => row.map(csvCell).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function csvCell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function saveCsv(key, figure) {
  const address = URL.createObjectURL(new Blob([toCsv(figure)], { type: "text/csv" }));
  make("a", { href: address, download: `${key}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
