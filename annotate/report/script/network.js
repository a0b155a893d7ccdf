// A network laid out by forces, in the same way each time. The mouse, or the list above, shows one actor's edges alone.
const TICKS = 300;

function drawNetwork(rows, { x, y, fill, kind }, width) {
  const second = (name) => (kind === "two-mode" ? `[${name}]` : name);
  const ends = rows.map((row) => ({ row, source: row[x], target: second(row[y]) }));
  const nodes = [...new Set(ends.flatMap((end) => [end.source, end.target]))].map((id) => ({ id }));
  const height = Math.min(620, 160 + 40 * nodes.length);
  const heaviest = d3.max(rows, (row) => Math.abs(row[fill])) || 1;
  const simulation = d3.forceSimulation(nodes)
    .force("link", d3.forceLink(ends).id((node) => node.id).distance(Math.min(130, width / 5)).strength(0.25))
    .force("charge", d3.forceManyBody().strength(-700))
    .force("collide", d3.forceCollide(26))
    .force("x", d3.forceX(width / 2).strength(0.06))
    .force("y", d3.forceY(height / 2).strength(0.1))
    .stop();
  simulation.tick(TICKS);
  // On a narrow page the picture is pressed together rather than cut off.
  const margin = Math.min(80, width / 5);
  const across = fitted(nodes.map((node) => node.x), margin, width - margin);
  const down = fitted(nodes.map((node) => node.y), 20, height - 50);
  for (const node of nodes) [node.x, node.y] = [across(node.x), down(node.y)];
  const svg = d3.create("svg").attr("viewBox", [0, 0, width, height]).attr("width", width).attr("height", height);
  const links = svg.append("g").attr("fill", "none").attr("stroke", "currentColor").selectAll("path").data(ends).join("path")
    .attr("stroke-width", (end) => 1 + 6 * Math.sqrt(Math.abs(end.row[fill]) / heaviest))
    .attr("stroke-opacity", 0.45)
    .attr("stroke-dasharray", (end) => (end.row.distinct === "yes" ? null : "6 4"))
    .attr("d", curve);
  links.append("title").text((end) => `${end.source.id} → ${end.target.id}: ${end.row[fill]}`);
  if (kind === "demand") svg.append("g").attr("fill", "currentColor").selectAll("path").data(ends).join("path").attr("d", arrow);
  const dots = svg.append("g").selectAll("g").data(nodes).join("g").attr("transform", (node) => `translate(${node.x},${node.y})`);
  dots.append("circle").attr("r", 6).attr("fill", "var(--c0)");
  dots.append("text").attr("y", -10).attr("text-anchor", "middle").attr("fill", "currentColor").attr("font-size", 12)
    .attr("stroke", "var(--page)").attr("stroke-width", 3).attr("paint-order", "stroke").text((node) => shorten(node.id));
  const show = (id) => links.attr("stroke-opacity", (end) => (!id ? 0.45 : end.source.id === id || end.target.id === id ? 0.9 : 0.06));
  dots.on("mouseenter", (_, node) => show(node.id)).on("mouseleave", () => show(select.value));
  const names = nodes.map((node) => node.id).sort(d3.ascending);
  const options = [["", "all"], ...names.map((name) => [name, name])].map(([value, text]) => make("option", { value }, text));
  const select = make("select", {}, ...options);
  select.addEventListener("input", (event) => {
    event.stopPropagation();
    show(select.value);
  });
  return make("div", {}, make("label", { class: "choose" }, "Only the edges of", select), svg.node());
}

// Leaves places as they are if they lie between two bounds; else moves them in, all by the same measure.
function fitted(places, low, high) {
  const [first, last] = d3.extent(places);
  return d3.scaleLinear([first, last], [Math.min(Math.max(low, first), high), Math.max(Math.min(high, last), low)]);
}

// Edges bend to their left, so that one each way stays two; one to oneself is a loop.
function curve({ source, target }) {
  if (source === target) return `M${source.x},${source.y}c-40,44 40,44 0,0`;
  const [dx, dy] = [target.x - source.x, target.y - source.y];
  return `M${source.x},${source.y}Q${(source.x + target.x) / 2 - dy / 6},${(source.y + target.y) / 2 + dx / 6} ${target.x},${target.y}`;
}

// The head of an arrow, in the middle of the curve.
function arrow({ source, target }) {
  if (source === target) return null;
  const [dx, dy] = [target.x - source.x, target.y - source.y];
  const length = Math.hypot(dx, dy) || 1;
  const [x, y] = [(source.x + target.x) / 2 - dy / 12, (source.y + target.y) / 2 + dx / 12];
  const [ux, uy] = [(6 * dx) / length, (6 * dy) / length];
  return `M${x + ux},${y + uy}L${x - ux - uy},${y - uy + ux}L${x - ux + uy},${y - uy - ux}z`;
}
