"use strict";
// The fields of the form: each with its label, its control and a hint.

const UI = FACTS.page;
/** The form on the screen, the forms before it, and the steps whose fields are in sight. */
const state = { form: newForm(), undo: [], open: new WeakSet(), dirty: false };

/** An element with its attributes, listeners (on...) and children. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const part = (id) => document.getElementById(id);
const button = (text, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, text);
const tell = (words) => { part("status").textContent = words; };
const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((number) => String(number).padStart(2, "0")).join("-");
};

const kindTitle = (id) => UI.kind[id] ?? FACTS.titles[FACTS.language][id];
/** The name of a step in the form; a section and an own exercise have one of their own. */
function nameOf(step) {
  if (step.kind === "kept") return UI.kept_step;
  if (step.kind === "stretch") return kindTitle(variantOf(step).id);
  return step.values.exercise ?? step.values.section ?? kindTitle(step.kind);
}
const picture = (name) => el("img", { src: FACTS.pictures[name], alt: "", draggable: "false" });

/** The raw words that a field shows: the read value, or what was kept. */
function shownValue(group, field) {
  if (field.key in group.kept) {
    const data = group.kept[field.key];
    return typeof data === "string" ? data : JSON.stringify(data);
  }
  if (!(field.key in group.values)) return "";
  const value = group.values[field.key];
  return field.kind === "text" ? value : writeValue(field, value);
}

/** Takes what a person typed into a field; nothing typed leaves the field out. */
function enter(group, field, typed) {
  if (group.notices) delete group.notices[field.key];
  delete group.kept[field.key];
  delete group.values[field.key];
  if (typed === "" || typed === null || (Array.isArray(typed) && !typed.length)) {
    if (field.kind === "length") group.values[field.key] = null;
  } else {
    try {
      group.values[field.key] = readValue(field, typed);
    } catch (error) {
      if (!(error instanceof Slip)) throw error;
      group.kept[field.key] = typed;
    }
  }
  state.dirty = true;
}

/** What is allowed in a field, in words. */
function allowedWords(field) {
  const ends = { time: spelled, length: spelled, angle: (degrees) => `${degrees}°` };
  const end = ends[field.kind] ?? String;
  const [least, most] = field.bounds ?? [field.least, field.most];
  if (["time", "length", "whole", "score", "angle"].includes(field.kind)) {
    const params = { least: end(least), most: end(most), lifted: field.overridden ? end(field.overridden) : "" };
    const bounds = fill(field.overridden ? UI.bounds_lifted : UI.bounds, params);
    return field.breaths ? fill(UI.breaths_too, { bounds }) : bounds;
  }
  return field.kind === "text" ? fill(UI.characters, { most: field.most }) : "";
}

const labelOf = (field, kind) => UI.field[field.key === kind && field.kind === "length" ? "length" : field.key] ?? field.key.replaceAll("_", " ");
const choiceWords = (field, word) => UI.choice[field.kind === "yes_no" ? "yes_no" : field.key]?.[word] ?? wordOf(SECTIONS[field.key] ?? field.key, word, FACTS.language);
const SECTIONS = { with: "helps", override: "overrides" };

/** The usual value of a field of this step, in words; empty when there is none. */
function usualWords(field, step) {
  if (field.kind === "breath") return writtenBreath(NUMBERS.breath);
  if (!step) return ["score", "whole"].includes(field.kind) ? String(field.default ?? "") : "";
  const dose = step.kind === "stretch" ? variantOf(step).dose : step.kind === "exercise" ? { ...NUMBERS.own_dose, hold_s: undefined } : {};
  if (field.key === "sets") return "1";
  if (field.key === "rest_between_sets") return spelled(NUMBERS.set_rest_s);
  const name = { rest: "rest_s", hold: "hold_s", move_in: "move_in_s", move_out: "move_out_s" }[field.key] ?? field.key;
  if (field.kind === "time") return dose[name] === undefined ? "" : spelled(dose[name]);
  if (field.kind === "length") return spelled(FACTS.timed.find((entry) => entry.name === step.kind).default_s);
  return field.kind === "whole" && dose[name] ? String(dose[name]) : "";
}

/** A field with its label, its control, a hint and a place for what is wrong with it. */
function fieldBox(group, field, path, step = null) {
  const id = path.join("-");
  const usual = usualWords(field, step);
  const hint = [field.about, allowedWords(field), usual && field.kind !== "choice" ? fill(UI.usual_is, { value: usual }) : ""]
    .filter(Boolean).join(" · ");
  const described = { id, "aria-describedby": `${id}-hint ${id}-wrong`, "data-path": id };
  if (field.fields) return nestedBox(group, field, path, step);
  const three = field.kind === "yes_no" && field.default === null;
  const control = CONTROLS[three ? "choice" : field.kind](group, three ? { ...field, allowed: ["yes", "no"] } : field, described, usual, step);
  const isSet = field.kind === "choices" || field.kind === "days";
  const words = FACTS.stretches[field.key] ? FACTS.titles[FACTS.language][FACTS.stretches[field.key].variants[0].id].split(",")[0] : labelOf(field, step?.kind);
  const label = el(isSet ? "legend" : "label", isSet ? {} : { for: id }, words);
  const notes = [el("p", { class: "hint", id: `${id}-hint` }, hint), el("p", { class: "wrong", id: `${id}-wrong` })];
  if (isSet) {
    return el("fieldset", { class: "field", ...described, id, tabindex: "-1" }, label, notes[0], control, notes[1]);
  }
  const tick = field.kind === "yes_no" && !three;
  return el("div", { class: `field ${field.kind}` }, ...(tick ? [control, label] : [label, control]), ...notes);
}

function inputBox(type, more = {}) {
  return (group, field, described, usual) => el("input", {
    ...described, type, value: shownValue(group, field), placeholder: usual || null, autocomplete: "off", ...more,
    maxlength: null, oninput: (event) => { enter(group, field, event.target.value.trim()); refresh(); },
  });
}

function numberBox(group, field, described, usual) {
  const [least, most] = field.bounds ?? [field.least, field.overridden ?? field.most];
  const isRead = !(field.key in group.kept);
  const attributes = { min: least, max: most, step: field.kind === "angle" ? "any" : "1", inputmode: "decimal" };
  return inputBox(isRead ? "number" : "text", isRead ? attributes : {})(group, field, described, usual);
}

function textBox(group, field, described) {
  if (field.most <= 100) return inputBox("text")(group, field, described);
  const rows = field.most > 500 ? "3" : "2";
  return el("textarea", {
    ...described, rows, oninput: (event) => { enter(group, field, event.target.value.trim()); refresh(); },
  }, shownValue(group, field));
}

/** The fields of a step and their usual values: the step is drawn again only when these change. */
const offeredWords = (step) => offered(step).map((field) => `${field.key} ${field.allowed} ${usualWords(field, step)}`).join("\n");

function choiceBox(group, field, described, usual, step) {
  const chosen = shownValue(group, field);
  const none = field.default ? `${UI.usual}: ${choiceWords(field, field.default)}` : UI.usual;
  const words = field.key in group.kept ? [chosen, ...field.allowed] : field.allowed;
  const options = [["", none], ...words.map((word) => [word, choiceWords(field, word)])];
  const onchange = (event) => {
    const before = step && offeredWords(step);
    enter(group, field, event.target.value);
    if (step) settleKeys(step);
    if (step && offeredWords(step) !== before) redrawStep(step, field.key);
    refresh();
  };
  return el("select", { ...described, onchange }, options.map(([value, words]) => {
    const option = el("option", { value }, words);
    option.selected = value === chosen;
    return option;
  }));
}

function choicesBox(group, field, described) {
  const chosen = () => group.values[field.key] ?? [];
  return el("div", { class: "ticks" }, field.allowed.map((word) => {
    const id = `${described.id}-${word}`;
    const box = el("input", { type: "checkbox", id, onchange: (event) => {
      const others = chosen().filter((other) => other !== word);
      enter(group, field, event.target.checked ? [...others, word] : others);
      refresh();
    } });
    box.checked = chosen().includes(word);
    return el("span", { class: "tick" }, box, el("label", { for: id }, choiceWords(field, word)));
  }));
}

function tickBox(group, field, described) {
  const box = el("input", { ...described, type: "checkbox", onchange: (event) => {
    enter(group, field, event.target.checked ? "yes" : "");
    refresh();
  } });
  box.checked = group.values[field.key] === true;
  return box;
}

const CONTROLS = {
  time: inputBox("text", { list: "times" }), length: inputBox("text", { list: "times" }), whole: numberBox, score: numberBox,
  choice: choiceBox, choices: choicesBox, days: choicesBox, text: textBox, angle: numberBox, breath: inputBox("text", { list: "breaths" }),
  yes_no: tickBox, date: (group, field, described, usual) =>
    inputBox(field.key in group.kept ? "text" : "date")(group, field, described, usual),
};

/** The dose of a side, or those of later weeks: fields inside a field. */
function nestedBox(group, field, path, step) {
  const id = path.join("-");
  const doses = field.kind === "weeks" ? group.values.weeks ?? {} : { "": group.values[field.key] ?? {} };
  const boxes = Object.keys(doses).map((week) => {
    const put = (dose) => {
      const filled = Object.keys(dose).length > 0;
      const value = field.kind === "weeks" ? { ...group.values.weeks, [week]: dose } : dose;
      if (field.kind !== "weeks" && !filled) delete group.values[field.key];
      else group.values[field.key] = value;
    };
    return doseBoxes(group, field, doses[week], put, week === "" ? path : [...path, week], week);
  });
  const kept = field.key in group.kept ? keptList({ kept: { [field.key]: group.kept[field.key] } }, [], id) : [];
  return el("fieldset", { class: "group", id, tabindex: "-1" }, el("legend", {}, labelOf(field, step?.kind)),
    el("p", { class: "hint" }, field.about), ...boxes, ...(field.kind === "weeks" ? [weekAdder(group, field, path, step)] : []), ...kept,
    el("p", { class: "wrong", id: `${id}-wrong` }));
}

function doseBoxes(group, field, dose, put, path, week) {
  const inner = { values: { ...dose }, kept: {} };
  const keptAs = (key) => `${path.slice(2).join(".")}.${key}`;
  for (const { key } of field.fields) if (keptAs(key) in group.kept) inner.kept[key] = group.kept[keptAs(key)];
  const entered = () => {
    put(inner.values);
    for (const { key } of field.fields) delete group.kept[keptAs(key)];
    for (const [key, typed] of Object.entries(inner.kept)) group.kept[keptAs(key)] = typed;
  };
  const grid = el("div", { class: "grid", oninput: entered }, field.fields.map((own) => fieldBox(inner, own, [...path, own.key])));
  // The fields themselves note what was typed, and refresh after that; what they noted belongs to this step.
  grid.addEventListener("input", () => refresh());
  if (week === "") return grid;
  const name = fill(UI.from_week, { week });
  const remove = () => restructure(() => {
    delete group.values.weeks[week];
    if (!Object.keys(group.values.weeks).length) delete group.values.weeks;
  }, fill(UI.removed, { name }));
  return el("div", { class: "week", role: "group", "aria-label": name }, el("strong", {}, name), grid,
    button(UI.remove, remove, { "aria-label": `${UI.remove}: ${name}` }));
}

function weekAdder(group, field, path, step) {
  const weeks = Object.keys(group.values.weeks ?? {}).map(Number);
  const next = Math.min(field.most, Math.max(1, ...weeks) + 1);
  const add = () => {
    const first = fittingFields(step, field)[0].key;
    restructure(() => { group.values.weeks = { ...group.values.weeks, [next]: {} }; }, fill(UI.from_week, { week: next }));
    part([...path, next, first].join("-"))?.focus();
  };
  return button(fill(UI.add_week, { week: next }), add);
}

/** What could not be read and belongs to no field, each with a button that removes it. */
function keptList(group, known, path) {
  const keys = Object.keys(group.kept).filter((key) => !known.includes(key));
  if (!keys.length) return [];
  const items = keys.map((key) => el("li", {}, el("code", {}, `${key ? `${key}: ` : ""}${JSON.stringify(group.kept[key])}`), " ",
    button(UI.remove, () => restructure(() => { delete group.kept[key]; drawGroups(); }, UI.remove), { "aria-label": `${UI.remove}: ${key}` })));
  return [el("div", { class: "kept", id: `${path}-kept`, tabindex: "-1" }, el("p", {}, UI.kept), el("ul", {}, items))];
}

