"use strict";
// What follows from the form: minutes, the check, the words of the coach, the sheet, the file.

/** Shows everything that follows from the form; the fields themselves stay as they are. */
function refresh() {
  const { form } = state;
  const wrong = mistakes(form);
  const unwise = wrong.length ? [] : warnings(form, today());
  const texts = textsOf(FACTS.language);
  part("minutes").textContent = form.steps.length ? partsOn(form, today()).map((found) =>
    `${found.section === null ? "" : `${found.section}: `}${sheetSummary(settled(found.form, found.steps), texts)}`).join(" ") : "";
  part("undo").disabled = !state.undo.length;
  drawDoses(form);
  drawProblems(wrong, unwise);
  drawSaid(form);
  part("sheet-page").replaceChildren(sheetPage(form));
  part("file-text").textContent = toYaml(form);
}

function drawDoses(form) {
  const texts = textsOf(FACTS.language);
  for (const step of settled(form)) {
    const words = [doseWords(step, texts), ...details(step, texts)].join("; ");
    part(`dose-${step.index}`).textContent = step.name === "section" ? "" : `${words} (${clock(totalS(step))})`;
    part(`pictures-${step.index}`).replaceChildren(...picturesOf(step).slice(-1).map(picture));
  }
}

/** The place of a problem in words: the step and the field. */
function placeWords(path) {
  const at = path[0] === "steps" && typeof path[1] === "number" ? path[1] : null;
  const step = at === null ? null : state.form.steps[at];
  const key = path.at(-1);
  const field = typeof key === "string" ? UI.field[step && key === step.kind ? "length" : key] : null;
  const names = [...(step ? [`${at + 1}. ${nameOf(step)}`] : path[0] === "steps" ? [UI.steps] : []), ...(field && key !== "stretch" ? [field] : [])];
  return names.join(", ");
}

function goTo(path) {
  const step = path[0] === "steps" ? state.form.steps[path[1]] : null;
  if (step && !state.open.has(step)) toggle(step, path[1]);
  const found = [path.join("-"), path.slice(0, 2).join("-"), path[0]].map(part).find(Boolean);
  for (let box = found?.parentElement; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
  found?.scrollIntoView({ block: "center" });
  found?.focus();
}

function drawProblems(wrong, unwise) {
  const item = (found) => el("li", {}, el("strong", {}, placeWords(found.path)), " ", found.text, " ",
    button(UI.go_to, () => goTo(found.path), { class: "link", "aria-label": `${UI.go_to}: ${placeWords(found.path)}` }));
  const list = (title, found, kind) => (found.length ? [el("h3", {}, title), el("ul", { class: kind }, found.map(item))] : []);
  part("problems").replaceChildren(...list(UI.mistakes, wrong, "mistakes"), ...list(UI.warnings, unwise, "warnings"),
    ...(wrong.length + unwise.length ? [] : [el("p", { class: "well" }, UI.nothing_found)]));
  part("counts").textContent = wrong.length ? `${UI.mistakes}: ${wrong.length}` : unwise.length ? `${UI.warnings}: ${unwise.length}` : "";
  markFields(wrong);
  state.form.steps.forEach((_, index) => {
    const own = (found) => found.path[0] === "steps" && found.path[1] === index;
    const notices = [...wrong.filter(own).map((found) => ["mistake", found]), ...unwise.filter(own).map((found) => ["warning", found])];
    part(`notices-${index}`).replaceChildren(...notices.map(([kind, found]) => el("li", { class: kind }, found.text)));
  });
}

function markFields(wrong) {
  for (const marked of document.querySelectorAll("[aria-invalid]")) marked.removeAttribute("aria-invalid");
  for (const note of document.querySelectorAll(".wrong")) note.textContent = "";
  for (const { path, text } of wrong) {
    const id = path.join("-");
    part(id)?.matches("input, select, textarea") && part(id).setAttribute("aria-invalid", "true");
    const note = part(`${id}-wrong`);
    if (note) note.textContent = text;
  }
}

function drawSaid(form) {
  const language = languageOf(form);
  part("said-list").setAttribute("lang", language);
  part("said-list").replaceChildren(...partsOn(form, today()).flatMap((found) => {
    const said = saidIn(found);
    return settled(found.form, found.steps).map((step, place) => el("li", {},
      el("strong", {}, `${found.section === null ? "" : `${found.section}: `}${title(step, language)}`), el("p", {}, said[place].join(" "))));
  }));
}

function sheetPage(form) {
  const texts = textsOf(languageOf(form));
  return el("article", { lang: texts.language }, sheetParts(form, today()).map(sheetSection), el("p", { class: "stop" }, texts.get("sheet.stop")));
}

function sheetSection(found) {
  let at = 0;
  const items = found.rows.map((row, place) => {
    const begins = clock(at);
    at += totalS(row.step);
    const images = picturesOf(row.step).map((name) => el("img", { src: FACTS.pictures[name], alt: "" }));
    return el("li", {}, el("div", { class: "at" }, begins), el("div", { class: "words" },
      el("strong", {}, `${place + 1}. ${row.name}`), el("div", { class: "dose" }, row.dose),
      ...(row.details.length ? [el("div", { class: "more" }, row.details.join("; "))] : [])), el("div", { class: "pictures" }, images));
  });
  const lead = [found.summary, ...found.header].flatMap((line, index) => (index ? [el("br"), line] : [line]));
  return el("div", { class: "part" }, el("p", { class: "name" }, found.title), el("p", { class: "lead" }, lead), el("ol", {}, items));
}
