// Which sentences are shown, and in which order. One scan over the columns answers each filter.
const AT_ONCE = 25;

function choice(label, key, options) {
  const items = options.map(([value, words]) => make("option", { value }, words));
  return make("label", {}, label, make("select", { name: key }, ...items));
}

function drawFilters(form, data) {
  const numbered = (values) => values.map((value, number) => [number, value]);
  const people = numbered(data.annotators).filter(([, name]) => name !== data.gold);
  form.append(
    choice("They differ on", "element", [["", "anything"], ...numbered(data.elements)]),
    choice("Annotated by", "annotator", [["", "anybody"], ...people]),
    choice("Article", "article", [["", "all articles"], ...numbered(data.articles)]),
    choice("Kind of disagreement", "kind", [["", "any"], ...numbered(data.kinds)]),
    choice("Order", "order", [["cost", "what they cost agreement"], ["text", "as in the texts"]]),
    make("label", {}, "With the words", make("input", { name: "words", type: "search", autocomplete: "off" })),
  );
}

// The numbers of the sentences that fit, in their order.
function fitting(data, wanted, lowered) {
  const { article, text, kinds, annotations, costs, id } = data.sentences;
  const chosen = (key) => (wanted[key] === "" ? -1 : Number(wanted[key]));
  const [element, annotator, articleWanted, kind] = ["element", "annotator", "article", "kind"].map(chosen);
  const words = wanted.words.trim().toLocaleLowerCase();
  const rows = [];
  const shares = new Map();
  for (let index = 0; index < id.length; index++) {
    if (articleWanted >= 0 && article[index] !== articleWanted) continue;
    if (kind >= 0 && !(kinds[index] & (1 << kind))) continue;
    if (words && !lowered()[text[index]].includes(words)) continue;
    if (annotator >= 0) {
      const [first, last] = rangeOf(annotations, index, data.annotations.annotator.length);
      let has = false;
      for (let row = first; row < last && !has; row++) has = data.annotations.annotator[row] === annotator;
      if (!has) continue;
    }
    if (element >= 0) {
      const [first, last] = rangeOf(costs, index, data.costs.element.length);
      let share = -1;
      for (let row = first; row < last; row++) if (data.costs.element[row] === element) share = data.costs.share[row];
      if (share < 0) continue;
      shares.set(index, share);
    }
    rows.push(index);
  }
  if (wanted.order === "text") return rows.sort((a, b) => article[a] - article[b] || data.places[a] - data.places[b]);
  return element >= 0 ? rows.sort((a, b) => shares.get(b) - shares.get(a)) : rows;
}

function showSentences(data) {
  const [form, list, more, shown] = ["filters", "list", "more", "shown"].map((id) => document.getElementById(id));
  const colours = data.roles.map((role) => onPage(role.colour));
  let texts = null;
  const lowered = () => (texts ??= data.texts.map((text) => text.toLocaleLowerCase()));
  let rows = [];
  let drawn = 0;
  const drawMore = () => {
    const next = rows.slice(drawn, drawn + AT_ONCE);
    list.append(...next.map((index) => drawSentence(data, index, colours)));
    drawn += next.length;
    more.hidden = drawn >= rows.length;
    shown.textContent = `Shown: ${drawn} of ${rows.length} sentences that fit. There are ${data.sentences.id.length} in all.`;
  };
  const filter = () => {
    rows = fitting(data, Object.fromEntries(new FormData(form)), lowered);
    drawn = 0;
    list.replaceChildren();
    drawMore();
  };
  drawFilters(form, data);
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => {
    const before = drawn;
    drawMore();
    const next = list.children[before];
    next.tabIndex = -1;
    next.focus();
  });
  filter();
  // The first search is as quick as the others, if there is a moment before it.
  (globalThis.requestIdleCallback ?? setTimeout)(lowered);
}
