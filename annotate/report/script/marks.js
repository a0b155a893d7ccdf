// Spans drawn on a text: a line of the role's colour under each, in slots, so that spans that overlap stay apart.
const LINE = 3;
const APART = 4;
const MOST_LINES = 6;
const MOST_LABELS = 4;

// Gives each span the lowest slot that is free where it begins.
function inSlots(spans) {
  const ends = [];
  return [...spans]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map((span) => {
      let slot = ends.findIndex((end) => end <= span.start);
      if (slot < 0) slot = ends.length;
      ends[slot] = span.end;
      return { ...span, slot };
    });
}

// A paragraph with the text and its spans. Offsets are code points, and JavaScript's strings are UTF-16.
function drawText(text, spans, colours, roles) {
  const points = [...text];
  const placed = inSlots(spans);
  const cuts = [...new Set([0, points.length, ...placed.flatMap((span) => [span.start, span.end])])]
    .filter((place) => place <= points.length)
    .sort((a, b) => a - b);
  const paragraph = make("p", { class: "words", dir: "auto" });
  const slots = Math.min(MOST_LINES, Math.max(0, ...placed.map((span) => span.slot + 1)));
  paragraph.style.lineHeight = `calc(1.6em + ${slots * APART}px)`;
  for (let index = 0; index + 1 < cuts.length; index++) {
    const [start, end] = [cuts[index], cuts[index + 1]];
    const here = placed.filter((span) => span.start <= start && span.end >= end);
    const words = points.slice(start, end).join("");
    if (!here.length) {
      paragraph.append(words);
      continue;
    }
    paragraph.append(...labels(here.filter((one) => one.start === start), roles));
    const piece = make("b", {}, words);
    piece.style.boxShadow = lines(here, colours);
    piece.style.paddingBottom = `${slots * APART}px`;
    paragraph.append(piece);
  }
  return paragraph;
}

// What stands before the spans that begin at a place: where there are many, the first few and how many more.
function labels(spans, roles) {
  const words = spans.map((span) => [roles[span.role].heading, span.claim || ""]);
  const made = words.slice(0, MOST_LABELS).map(([heading, claim]) =>
    make("sup", { title: heading }, [[...heading].slice(0, 3).join(""), claim].join(" ").trim()));
  const rest = words.slice(MOST_LABELS).map((one) => one.join(" ").trim());
  return rest.length ? [...made, make("sup", { title: rest.join(", ") }, `+${rest.length}`)] : made;
}

// Role colours are made for a light page.
function onPage(colour) {
  return `light-dark(${colour}, color-mix(in srgb, ${colour} 60%, white))`;
}

// A shadow drawn first lies above: each line is followed by one of the page's colour that hides the rest of the next.
function lines(spans, colours) {
  const bySlot = new Map(spans.map((span) => [span.slot, colours[span.role]]));
  const shadows = [];
  for (let slot = 0; slot < MOST_LINES; slot++) {
    if (slot > Math.max(...bySlot.keys())) break;
    shadows.push(`inset 0 -${slot * APART + LINE}px ${bySlot.get(slot) ?? "var(--page)"}`);
    shadows.push(`inset 0 -${(slot + 1) * APART}px var(--page)`);
  }
  return shadows.join(", ");
}
