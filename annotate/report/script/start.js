async function start() {
  const holder = document.getElementById("data");
  const { figures, sentences } = await unpack(holder.textContent);
  holder.remove();
  if (sentences) showSentences(sentences);
  for (const button of document.querySelectorAll("button.csv")) {
    button.addEventListener("click", () => saveCsv(button.dataset.figure, figures[button.dataset.figure]));
  }
  // The sentences are read first; the libraries and their pictures come when the browser has drawn them.
  requestAnimationFrame(() => setTimeout(() => {
    for (const library of document.querySelectorAll("script.library")) {
      library.replaceWith(make("script", {}, library.textContent));
    }
    for (const place of document.querySelectorAll(".picture")) showPicture(place, figures[place.dataset.figure]);
    document.documentElement.dataset.ready = "yes";
  }));
}

start();
