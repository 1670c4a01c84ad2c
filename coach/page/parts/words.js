"use strict";
// What the coach will say, and the sheet for the patient, in the language of the routine.

const languageOf = (form) => topValue(form, "language");
const title = (step, language) => FACTS.titles[language][step.id];
const wordOf = (section, key, language) => FACTS.words[language][section]?.[key] ?? key.replaceAll("_", " ");
const titledStep = (step) => (step.kind === "stretch" ? variantOf(step).id : step.kind);

/** The sentences of each step in their order, each once, as in a session by the clock. */
function saidIn(form) {
  const texts = textsOf(languageOf(form));
  const steps = settled(form);
  const announcements = Object.values(overridesInUse(steps, texts));
  return steps.map((step, place) => {
    const words = step.cycles ? cycleWords(step, texts) : step.is_stretch ? holdWords(step, texts) : timedWords(step, texts);
    const name = texts.get(`name.${step.id}`);
    const announced = place ? [] : announcements.map((what) => texts.get("session.override", { what }));
    const said = [...announced, texts.get(place === 0 ? "step.first" : "step.next", { name }), ...(step.say ? [step.say] : []),
      ...step.helps.map((help) => texts.get(`with.${help}`)), ...words];
    return [...new Set(said)];
  });
}

const sideName = (side, texts) => (side ? texts.get(`side.${side}`) : "");

/** The sides of all reps in their order; null where there are none. */
function repSides(step) {
  const numbers = Array.from({ length: step.reps });
  if (step.sides === null) return numbers.map(() => null);
  if (step.sides === "alternate") return numbers.flatMap(() => ["left", "right"]);
  if (step.sides === "both") return [...numbers.map(() => "left"), ...numbers.map(() => "right")];
  return numbers.map(() => step.sides);
}

function holdWords(step, texts) {
  const sides = repSides(step);
  const during = holdMarks(step.hold_s, step.breath).map((key) => texts.get(key));
  const said = [texts.get(`set_up.${step.id}`, { side: sideName(sides[0], texts) })];
  sides.forEach((side, rep) => {
    said.push(texts.get(`move_in.${step.id}`, { side: sideName(side, texts) }), texts.get("hold.start"), ...during,
      texts.get(`move_out.${step.id}`, { side: sideName(side, texts) }));
    if (rep + 1 >= sides.length) return;
    const next = sides[rep + 1];
    said.push(texts.get(next === null ? "rest.again" : next === side ? "rest.same_side" : "rest.other_side", { side: sideName(next, texts) }));
  });
  return said;
}

/** The words during a hold, by their time. */
function holdMarks(target, breath) {
  const { short_hold_s, countdown_s, halfway_least_s, quiet_around_s } = NUMBERS.hold_words;
  if (target <= short_hold_s) return [];
  const marks = [[target - countdown_s, "hold.countdown"]];
  if (target >= halfway_least_s) marks.push([target / 2, "hold.halfway"]);
  const isFree = (mark) => marks.every(([other]) => Math.abs(mark - other) > quiet_around_s);
  for (let t = 2; breath && t < target; t += cycleS(breath)) {
    const pair = [[t, "hold.breathe_in"], [t + breath.in_s + breath.pause_s, "hold.breathe_out"]];
    if (pair.every(([mark]) => isFree(mark) && mark < target - countdown_s)) marks.push(...pair);
  }
  return marks.sort((one, other) => one[0] - other[0] || (one[1] < other[1] ? -1 : 1)).map(([, key]) => key);
}

function cycleWords(step, texts) {
  const cow = texts.get(step.helps.includes("no_cow") ? "cycle.flat" : "cycle.cow");
  const said = [texts.get(`set_up.${step.id}`), texts.get(`move_in.${step.id}`), cow, texts.get("cycle.cat")];
  if (step.cycles > 1) said.push(texts.get("cycle.last"));
  return [...said, texts.get(`move_out.${step.id}`)];
}

function timedWords(step, texts) {
  const said = [texts.get(`set_up.${step.id}`)];
  if (step.name !== "rest" || !step.breath) return said;
  if (step.hold_s > NUMBERS.first_breath_s) said.push(texts.get("hold.breathe_in"));
  if (step.hold_s > NUMBERS.first_breath_s + step.breath.in_s + step.breath.pause_s) said.push(texts.get("hold.breathe_out"));
  return said;
}

// -- the sheet ---------------------------------------------------------------------------------------------------

/** The steps in plain words, as on the printed sheet. */
function sheetRows(form) {
  const texts = textsOf(languageOf(form));
  return settled(form).map((step) => ({ name: title(step, texts.language), dose: doseWords(step, texts), details: details(step, texts) }));
}

function doseWords(step, texts) {
  if (step.name === "note") return `“${step.say}”`;
  if (!step.is_stretch) return spelled(step.hold_s);
  const times = texts.get("sheet.times", { n: step.cycles || step.reps });
  if (step.cycles) return step.breath ? texts.get("sheet.cycles", { times, seconds: general(cycleS(step.breath)) }) : times;
  return texts.get(`sheet.held${step.sides ? `_${step.sides}` : ""}`, { times, hold: spelled(step.hold_s) });
}

function details(step, texts) {
  const rows = [];
  const usual = step.breath && ["in_s", "pause_s", "out_s"].every((part) => step.breath[part] === NUMBERS.breath[part]);
  if (step.is_stretch && step.rest_s && step.times > 1) rows.push(texts.get("sheet.rest_between", { time: spelled(step.rest_s) }));
  if (!usual && (step.is_stretch || step.name === "rest")) rows.push(breathWords(step.breath, texts));
  if (step.largest_angle_deg !== null) rows.push(texts.get("sheet.largest_angle", { degrees: general(step.largest_angle_deg) }));
  if (step.helps.length) rows.push(texts.get("sheet.with", { what: wordList("helps", step.helps, texts) }));
  if (step.say && step.name !== "note") rows.push(texts.get("sheet.says", { words: step.say }));
  return rows;
}

function breathWords(breath, texts) {
  if (!breath) return texts.get("sheet.no_breath");
  const params = { in_s: general(breath.in_s), pause_s: general(breath.pause_s), out_s: general(breath.out_s) };
  return texts.get(breath.pause_s ? "sheet.breath_pause" : "sheet.breath", params);
}

/** By code points, as Python sorts. */
const byCode = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
const wordList = (section, keys, texts) => keys.map((key) => wordOf(section, key, texts.language)).sort(byCode).join(", ");

/** Who it is for, and the limits that the patient should know, one line each. */
function sheetHeader(form) {
  const texts = textsOf(languageOf(form));
  const line = (key, params, given) => (given ? [texts.get(`sheet.${key}`, params)] : []);
  const [who, by, day] = [topValue(form, "for"), topValue(form, "assigned_by"), topValue(form, "valid_until")];
  const precautions = topValue(form, "precautions");
  const score = limitValue(form, "stop_at_pain");
  return [
    ...line("patient", { who }, who), ...line("assigned_by", { who: by }, by), ...line("valid_until", { day }, day),
    ...line("acute", {}, topValue(form, "stage") === "acute"),
    ...line("precautions", { what: wordList("precautions", precautions, texts) }, precautions.length),
    ...line("ends_at", { score }, score !== NUMBERS.ends_at_pain), ...line("no_twist", {}, limitValue(form, "no_twist")),
    ...(topValue(form, "notes") ? [topValue(form, "notes")] : []),
  ];
}

/** `About 8 minutes, 7 of them stretching.` */
function sheetSummary(form, language = languageOf(form)) {
  const texts = textsOf(language);
  const steps = settled(form);
  const total = sum(steps.map(totalS));
  const stretching = sum(steps.filter((step) => step.is_stretch).map(totalS));
  const n = Math.max(1, rounded(total / 60));
  if (stretching === total) return texts.get("sheet.about", { n });
  return texts.get("sheet.about_stretching", { n, stretching: rounded(stretching / 60) });
}

/** `2:05`. */
const clock = (time) => `${Math.floor(rounded(time) / 60)}:${String(rounded(time) % 60).padStart(2, "0")}`;

/** The pictures of a step: its start and its hold, or both ends of a cycle. */
function picturesOf(step) {
  if (!step.is_stretch) return step.name === "rest" ? ["rest_pillow"] : [];
  if (step.cycles) return [`${step.name}_cow`, `${step.name}_cat`];
  const side = step.sides === null ? [] : [step.sides === "right" ? "right" : "left"];
  const start = [step.id, ...side].join("_");
  return [`${start}_set_up`, `${start}_hold`].filter((name) => name in FACTS.pictures);
}
