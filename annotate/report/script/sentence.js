// A sentence: everybody's spans side by side, and gold beside them.
const NO_CLAIM = "in no claim";

function rangeOf(column, index, whole) {
  return [column[index], index + 1 < column.length ? column[index + 1] : whole];
}

function claimsOf(data, annotation) {
  const claims = [];
  const [first, last] = rangeOf(data.annotations.claims, annotation, data.claims.number.length);
  for (let claim = first; claim < last; claim++) {
    const [from, to] = rangeOf(data.claims.spans, claim, data.spans.role.length);
    const spans = [];
    for (let span = from; span < to; span++) {
      spans.push({
        role: data.spans.role[span],
        start: data.spans.start[span],
        end: data.spans.end[span],
        actor: data.actors[data.spans.actor[span]],
        said: data.said[data.spans.said[span]],
        claim: data.claims.number[claim],
      });
    }
    claims.push({ number: data.claims.number[claim], said: data.said[data.claims.said[claim]], spans });
  }
  return claims;
}

// A text of somebody's, whose direction does not change that of the words around it.
function quoted(text) {
  return make("bdi", {}, text);
}

function answers(said) {
  return said.flatMap(([element, answer], place) => [`${place ? " · " : ""}${element}: `, quoted(answer)]);
}

function drawClaim(data, claim, points, colours) {
  const item = make("li", {}, make("strong", {}, claim.number ? `Claim ${claim.number}` : NO_CLAIM));
  for (const span of claim.spans) {
    const key = make("span", { class: "key" });
    key.style.background = colours[span.role];
    const words = points.length ? `“${points.slice(span.start, span.end).join("")}”` : `${span.start}–${span.end}`;
    const more = [...(span.actor ? [" (", quoted(span.actor), ")"] : []), " ", ...answers(span.said)];
    item.append(make("div", {}, key, quoted(data.roles[span.role].heading), " ", quoted(words), ...more));
  }
  if (claim.said.length) item.append(make("div", {}, ...answers(claim.said)));
  return item;
}

function drawSide(data, annotation, text, colours) {
  const { annotator, status, said, url, round, warnings } = data.annotations;
  const name = data.annotators[annotator[annotation]];
  const isGold = name === data.gold;
  const heading = make("h4", {}, quoted(name));
  const more = [data.statuses[status[annotation]], round[annotation] > 0 ? `round ${round[annotation]}` : ""];
  heading.append(` (${more.filter(Boolean).join(", ")})`);
  // An address that is not of the web could be a script.
  if (/^https?:\/\//.test(url[annotation])) {
    const label = `the page of ${name}`;
    heading.append(" ", make("a", { href: url[annotation], rel: "noreferrer", "aria-label": label }, "page"));
  }
  const claims = claimsOf(data, annotation);
  const side = make("div", { class: isGold ? "side gold" : "side" }, heading);
  const spans = claims.flatMap((claim) => claim.spans);
  if (text) side.append(drawText(text, spans, colours, data.roles));
  const about = data.said[said[annotation]];
  if (about.length) side.append(make("p", { class: "answers" }, ...answers(about)));
  const points = text ? [...text] : [];
  if (claims.length) side.append(make("ol", {}, ...claims.map((claim) => drawClaim(data, claim, points, colours))));
  for (const warning of warnings[annotation]) side.append(make("p", { class: "answers" }, "Warning: ", quoted(warning)));
  return side;
}

// What comes before or after the sentence in its article.
function drawAround(label, text) {
  return text ? make("p", { class: "around" }, make("span", {}, label), " ", quoted(text)) : null;
}

function drawSentence(data, index, colours) {
  const { id, cost, notes, annotations } = data.sentences;
  const [text, before, after] = ["text", "before", "after"].map((key) => data.texts[data.sentences[key][index]]);
  const share = `${(cost[index] / 10_000).toFixed(2)} % of all disagreement`;
  const head = make("header", {}, make("h3", {}, quoted(id[index])), make("span", { class: "quiet" }, share));
  const [first, last] = rangeOf(annotations, index, data.annotations.annotator.length);
  const sides = make("div", { class: "sides" });
  for (let annotation = first; annotation < last; annotation++) {
    sides.append(drawSide(data, annotation, text, colours));
  }
  const around = [drawAround("Before:", before), sides, drawAround("After:", after)];
  const article = make("article", { class: "sentence" }, head, ...around);
  if (notes[index].length) {
    const items = notes[index].map(([kind, words]) => make("li", {}, `${kind}: `, quoted(words)));
    article.append(make("ul", { class: "notes" }, ...items));
  }
  return article;
}
