"use strict";
// The steps on the screen: adding, moving, copying, removing and drawing them, and the catalogue to choose from.

const MOST_UNDO = 50;
/** Of the routine, the fields that are always in sight. */
const FIRST_TOP_KEYS = ["routine", "version", "language", "for", "assigned_by"];
/** Of a step, the fields that are always in sight; the others are below "more". */
const FIRST_KEYS = ["variant", "sides", "hold", "reps", "moves", "cycles", "sets", "get_in", "do", "come_out", "twists"];

/** Keeps the form as it is, so that the next change can be undone. */
function remember() {
  state.undo.push(structuredClone(state.form));
  if (state.undo.length > MOST_UNDO) state.undo.shift();
}

function restructure(change, words) {
  remember();
  change();
  state.dirty = true;
  drawSteps();
  refresh();
  tell(words);
}

function addStep(kind, name, at = state.form.steps.length) {
  const step = kind === "stretch" ? newStep("stretch", { stretch: name }) : newStep(kind, FACTS.timed.some((entry) => entry.name === kind) ? { [kind]: null } : {});
  state.open.add(step);
  const words = fill(UI.added, { name: nameOf(step), number: at + 1 });
  restructure(() => state.form.steps.splice(at, 0, step), words);
}

function moveStep(from, to) {
  if (to < 0 || to >= state.form.steps.length || to === from) return;
  const [step] = [state.form.steps[from]];
  restructure(() => {
    state.form.steps.splice(from, 1);
    state.form.steps.splice(to, 0, step);
  }, fill(UI.moved, { name: nameOf(step), number: to + 1 }));
}

function copyStep(index) {
  const step = structuredClone(state.form.steps[index]);
  step.comments = {};
  state.open.add(step);
  restructure(() => state.form.steps.splice(index + 1, 0, step), fill(UI.added, { name: nameOf(step), number: index + 2 }));
}

function removeStep(index) {
  const name = nameOf(state.form.steps[index]);
  restructure(() => state.form.steps.splice(index, 1), fill(UI.removed, { name }));
  const cards = part("step-list").children;
  (cards[Math.min(index, cards.length - 1)]?.querySelector("button") ?? part("steps")).focus();
}

function replaceForm(form, words) {
  remember();
  state.form = form;
  state.dirty = false;
  drawAll();
  tell(words);
}

function undo() {
  if (!state.undo.length) return;
  state.form = state.undo.pop();
  state.dirty = true;
  drawAll();
  tell(UI.undone);
}

function drawAll() {
  drawGroups();
  drawSteps();
  refresh();
}

function drawGroups() {
  const { form } = state;
  const boxes = (group, path, fields = fieldsOf(group)) => fields.map((field) => fieldBox(form[group], field, [...path, field.key]));
  const kept = (group, path) => keptList(form[group], fieldsOf(group).map((field) => field.key), path.join("-") || "top");
  const inSight = (field) => FIRST_TOP_KEYS.includes(field.key);
  part("top-fields").replaceChildren(...boxes("top", [], fieldsOf("top").filter(inSight)), ...kept("top", []));
  part("more-fields").replaceChildren(...boxes("top", [], fieldsOf("top").filter((field) => !inSight(field))));
  const inner = INNER_GROUPS.map((group) =>
    el("fieldset", { class: "group", id: `limits-${group}`, tabindex: "-1" }, el("legend", {}, UI.field[group]), el("div", { class: "grid" }, boxes(group, ["limits", group]), kept(group, ["limits", group])),
      el("p", { class: "wrong", id: `limits-${group}-wrong` })));
  part("limit-fields").replaceChildren(...boxes("limits", ["limits"]), ...kept("limits", ["limits"]), ...inner);
  const isUsed = (group) => Object.keys({ ...form[group].values, ...form[group].kept }).length > 0;
  if (GROUPS.some((group) => group !== "top" && isUsed(group))) part("limits").open = true;
  if (Object.keys(form.top.values).some((key) => !FIRST_TOP_KEYS.includes(key))) part("top-more").open = true;
}

function drawCatalogue() {
  const item = (kind, name, id, shown, about) => el("li", {
    class: "offer", draggable: "true",
    ondragstart: (event) => event.dataTransfer.setData(DRAGGED, JSON.stringify({ kind, name })),
  }, el("button", {
    type: "button", "aria-label": fill(UI.add, { name: kindTitle(id) }), "aria-describedby": `about-${name}`,
    onclick: () => addStep(kind, name),
  }, ...shown.map(picture), el("strong", {}, shortTitle(id, kind, name))), el("p", { class: "hint", id: `about-${name}` }, about));
  const stretches = Object.values(FACTS.stretches).map((entry) => {
    const [variant] = entry.variants;
    const hold = picturesOf(settle(newStep("stretch", { stretch: entry.name }), undefined, {})).slice(-1);
    return item("stretch", entry.name, variant.id, hold, FACTS.about[entry.name]);
  });
  const timed = [...FACTS.timed.map((entry) => entry.name), "note", "exercise", "section"].map((name) =>
    item(name, name, name, name === "rest" ? ["rest_pillow"] : [], FACTS.about[name] ?? UI.kind[`${name}_about`]));
  part("catalogue-list").replaceChildren(...stretches, ...timed);
}

/** The name of a stretch without its variant. */
const shortTitle = (id, kind, name) => (kind === "stretch" && FACTS.stretches[name].variants.length > 1
  ? kindTitle(id).split(",")[0] : kindTitle(id));

function drawSteps() {
  const { steps } = state.form;
  part("step-list").replaceChildren(...steps.map(stepCard));
  part("steps-empty").hidden = steps.length > 0;
}

/** Draws a step again around the field that is being used, which stays: a key pressed next still belongs to it. */
function redrawStep(step, key) {
  const index = state.form.steps.indexOf(step);
  const [old, fresh] = [part(`steps-${index}`), stepCard(step, index)];
  const id = `steps-${index}-${key}`;
  const boxes = [part(id), fresh.querySelector(`[id="${id}"]`)].map((control) => control.closest(".field"));
  const inBody = [old, fresh].map((card, at) => [...card.querySelector(".body").children].find((child) => child.contains(boxes[at])));
  exchangeAround(...boxes);
  exchangeAround(...inBody);
  old.querySelector(".head").replaceWith(fresh.querySelector(".head"));
}

/** Puts the siblings of `twin` in place of those of `kept`. */
function exchangeAround(kept, twin) {
  for (const sibling of [...kept.parentElement.children]) if (sibling !== kept) sibling.remove();
  const siblings = [...twin.parentElement.children];
  kept.before(...siblings.slice(0, siblings.indexOf(twin)));
  kept.after(...siblings.slice(siblings.indexOf(twin) + 1));
}

function stepCard(step, index) {
  const name = nameOf(step);
  const of = (what) => fill(UI.of_step, { what, name, number: index + 1 });
  const isOpen = state.open.has(step);
  const act = (what, act, attributes) => button(what, act, { "aria-label": of(what), ...attributes });
  const again = (to, which) => () => {
    moveStep(index, to);
    part("step-list").children[to]?.querySelector(`[data-act=${which}]`)?.focus();
  };
  const last = state.form.steps.length - 1;
  const actions = el("div", { class: "actions" },
    act(isOpen ? UI.close : UI.change, () => toggle(step, index), { "aria-expanded": String(isOpen), "data-act": "toggle" }),
    act("↑", again(index - 1, "up"), { "aria-label": of(UI.up), "data-act": "up", "aria-disabled": index === 0 ? "true" : null }),
    act("↓", again(index + 1, "down"), { "aria-label": of(UI.down), "data-act": "down", "aria-disabled": index === last ? "true" : null }),
    act(UI.copy, () => copyStep(index)), act(UI.remove, () => removeStep(index)));
  const heading = el("h3", {}, el("span", { class: "number" }, `${index + 1}.`), ` ${name}`);
  const head = el("div", { class: "head", draggable: "true", ondragstart: (event) => event.dataTransfer.setData(DRAGGED, JSON.stringify({ from: index })) },
    el("span", { class: "pictures", id: `pictures-${index}` }),
    el("div", { class: "title" }, heading, el("p", { class: "dose", id: `dose-${index}` })), actions);
  const card = el("li", { class: `card ${step.kind}`, id: `steps-${index}`, tabindex: "-1" }, head, el("ul", { class: "notices", id: `notices-${index}` }));
  if (isOpen) card.append(stepBody(step, index));
  return card;
}

function toggle(step, index) {
  if (state.open.has(step)) state.open.delete(step);
  else state.open.add(step);
  part("step-list").children[index].replaceWith(stepCard(step, index));
  refresh();
  part("step-list").children[index].querySelector("[data-act=toggle]").focus();
}

function stepBody(step, index) {
  if (step.kind === "kept") return el("div", { class: "body" }, keptList(step, [], `steps-${index}`));
  const fields = offered(step).filter((field) => !(step.kind === "stretch" && field.key === "stretch"));
  const isFirst = (field) => FIRST_KEYS.includes(field.key) || field.key === "rest" || field.key === step.kind;
  const box = (field) => fieldBox(step, field, ["steps", index, field.key], step);
  const more = fields.filter((field) => !isFirst(field));
  const isUsed = more.some((field) => field.key in step.values || field.key in step.kept);
  return el("div", { class: "body" }, el("div", { class: "grid" }, fields.filter(isFirst).map(box)),
    ...(more.length ? [el("details", { open: isUsed }, el("summary", {}, UI.more), el("div", { class: "grid" }, more.map(box)))] : []),
    ...keptList(step, fields.map((field) => field.key), `steps-${index}`));
}

