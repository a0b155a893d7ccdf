// The sentences are read first, and are drawn before the parser comes to the end of the page.
async function start() {
  const holder = document.getElementById("data");
  const { figures, sentences } = await unpack(holder).json();
  holder.remove();
  if (sentences) showSentences(sentences);
  if (document.readyState === "loading") {
    await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
  }
  for (const button of document.querySelectorAll("button.csv")) {
    button.addEventListener("click", () => saveCsv(button.dataset.figure, figures[button.dataset.figure]));
  }
  // The libraries and their pictures come when the browser has drawn the sentences.
  requestAnimationFrame(() => setTimeout(() => drawPictures(figures)));
}

async function drawPictures(figures) {
  for (const library of document.querySelectorAll("script.library")) {
    library.replaceWith(make("script", {}, await unpack(library).text()));
  }
  for (const place of document.querySelectorAll(".picture")) showPicture(place, figures[place.dataset.figure]);
  document.documentElement.dataset.ready = "yes";
}

start();
