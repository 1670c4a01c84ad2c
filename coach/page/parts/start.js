"use strict";
// Files in and out, dragging, and the buttons of the page.

const LARGEST_FILE_BYTES = NUMBERS.largest_file_bytes;

async function openFile(file) {
  try {
    if (file.size > LARGEST_FILE_BYTES) throw new Error(UI.too_large);
    openText(await file.arrayBuffer(), file.name);
  } catch (error) {
    tell(`${file.name}: ${error instanceof TypeError ? UI.not_text : error.message}`);
  }
}

function openText(bytes, name) {
  const form = fromYaml(decoded(new Uint8Array(bytes)));
  const kept = unread(form).length;
  replaceForm(form, fill(kept ? UI.opened_kept : UI.opened, { file: name, steps: form.steps.length, kept }));
}

/** The name of the file: the routine's own, in plain letters. */
function fileName(form) {
  const plain = String(topValue(form, "routine") ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^a-z0-9]+/gu, "_").replace(/^_+|_+$/gu, "");
  return `${plain.slice(0, 40) || "routine"}.yaml`;
}

function save() {
  const wrong = mistakes(state.form);
  if (wrong.length) {
    tell(UI.save_blocked);
    goTo(wrong[0].path);
    return;
  }
  const name = fileName(state.form);
  const url = URL.createObjectURL(new Blob([toYaml(state.form)], { type: "application/yaml" }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  state.dirty = false;
  tell(fill(UI.saved, { file: name }));
}

const DRAGGED = "application/x-stretch-coach-step";

function placeAt(y) {
  const cards = [...part("step-list").children];
  const below = cards.findIndex((card) => {
    const box = card.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return below < 0 ? cards.length : below;
}

function markPlace(at) {
  const cards = [...part("step-list").children];
  cards.forEach((card, index) => card.classList.toggle("before", index === at));
  part("step-list").classList.toggle("end", at === cards.length);
}

function listenToDragging() {
  const zone = part("steps");
  const isStep = (event) => event.dataTransfer.types.includes(DRAGGED);
  zone.addEventListener("dragover", (event) => {
    if (!isStep(event)) return;
    event.preventDefault();
    markPlace(placeAt(event.clientY));
  });
  zone.addEventListener("dragleave", () => markPlace(null));
  zone.addEventListener("drop", (event) => {
    if (!isStep(event)) return;
    event.preventDefault();
    markPlace(null);
    const dragged = JSON.parse(event.dataTransfer.getData(DRAGGED));
    const at = placeAt(event.clientY);
    if (dragged.from === undefined) addStep(dragged.kind, dragged.name, at);
    else moveStep(dragged.from, at > dragged.from ? at - 1 : at);
  });
  document.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    openFile(event.dataTransfer.files[0]);
  });
}

function start() {
  part("new").addEventListener("click", () => replaceForm(newForm(), UI.cleared_all));
  part("undo").addEventListener("click", undo);
  part("open").addEventListener("click", () => part("file").click());
  part("file").addEventListener("change", (event) => {
    if (event.target.files.length) openFile(event.target.files[0]);
    event.target.value = "";
  });
  for (const id of ["save", "save-below"]) part(id).addEventListener("click", save);
  part("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => { part("sheet").open = true; });
  window.addEventListener("beforeunload", (event) => { if (state.dirty) event.preventDefault(); });
  listenToDragging();
  drawCatalogue();
  drawAll();
}

window.routine = {
  fromYaml, toYaml, decoded, newForm, newStep, mistakes, warnings, settled, estimateS, partsOn, saidIn, sheetParts,
  offered, fieldsOf, facts: FACTS, form: () => state.form, open: (text, name) => openText(new TextEncoder().encode(text), name),
};
start();
