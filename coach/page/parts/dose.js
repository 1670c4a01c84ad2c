"use strict";
// What a form means: every number settled, and how long it takes. The same rules as the program's own
// (coach/routine/dose.py, reps.py, today.py), with its numbers.

const NUMBERS = FACTS.numbers;

/** A sentence with its placeholders filled. */
const fill = (text, params = {}) => text.replace(/\{(\w+)\}/gu, (whole, name) => (name in params ? String(params[name]) : whole));

/** The texts of one language: a key that depends on a count has two versions. */
function textsOf(language) {
  const texts = FACTS.texts[language] ?? FACTS.texts[FACTS.language];
  const get = (key, params = {}) => fill(texts[key] ?? texts[`${key}.${params.n === 1 ? "one" : "other"}`] ?? key, params);
  return { language, get, has: (key) => key in texts || `${key}.other` in texts };
}

const valueOf = (group, fields, key) => (key in group.values ? group.values[key] : fieldNamed(fields, key)?.default);
const topValue = (form, key) => valueOf(form.top, fieldsOf("top"), key);
const limitValue = (form, key) => valueOf(form.limits, fieldsOf("limits"), key);
const lightValue = (form, key) => valueOf(form.traffic_light, fieldsOf("traffic_light"), key);

const breathOf = (step) => {
  if (!fieldNamed(stepFields(step.kind), "breath")) return null;
  const breath = "breath" in step.values ? step.values.breath : NUMBERS.breath;
  return breath === "off" ? null : breath;
};
const cycleS = (breath) => breath.in_s + breath.pause_s + breath.out_s;

// -- one step ----------------------------------------------------------------------------------------------------

const SIDES = ["left", "right"];
const isDosed = (step) => step.kind === "stretch" || step.kind === "exercise";
const ownSides = (step) => SIDES.map((side) => step.values[side]);

/** Whether a step is there and back without holding. */
const isMoving = (step) => step.values.moves !== undefined || ownSides(step).some((own) => own?.moves !== undefined);

/** A hold in seconds; breaths have the pace of the step, or the usual one. */
const holdS = (hold, breath) => (hold?.breaths ? hold.breaths * cycleS(breath ?? NUMBERS.breath) : hold);

const UNSIDED = [{ side: null, reps: 1 }];

/** One step with every number known. `position` is the start position of the stretch before it; undefined: none yet. */
function settle(step, position, routineLimits) {
  if (step.kind === "stretch") return stretchStep(step, position, routineLimits[step.values.stretch]);
  if (step.kind === "exercise") return ownStep(step, position);
  return timedStep(step);
}

function stretchStep(step, position, routineLimit) {
  const entry = FACTS.stretches[step.values.stretch];
  const stretch = variantOf(step);
  const setup = position === undefined ? "first" : entry.start === position ? "same_start" : "new_start";
  const limits = [step.values.largest_angle, routineLimit].filter((limit) => limit !== undefined);
  return dosedStep(step, stretch.dose, {
    name: entry.name, variant: stretch.name, id: stretch.id, entry, setup_s: NUMBERS.setup_s[setup],
    sides: stretch.sided ? step.values.sides ?? (isMoving(step) ? "alternate" : "both") : null,
    cycles: stretch.dose.cycles ? step.values.cycles ?? stretch.dose.cycles : 0,
    largest_angle_deg: limits.length ? Math.min(...limits) : null,
    helps: [...(step.values.with ?? [])].sort(),
    acute_hold_s: stretch.acute_hold_s,
  });
}

function ownStep(step, position) {
  const { exercise: name = "", get_in = "", do: does = "", come_out = null, twists = null } = step.values;
  const given = step.values;
  return dosedStep(step, NUMBERS.own_dose, {
    name: `exercise: ${name}`, variant: null, id: name, entry: null, own: { name, get_in, does, come_out, twists },
    sides: given.sides ?? (given.left || given.right || given.first_side ? "both" : null),
    setup_s: NUMBERS.setup_s[position === undefined ? "first" : "new_start"], cycles: 0, largest_angle_deg: null, helps: [],
  });
}

function dosedStep(step, usual, about) {
  const given = step.values;
  const [moving, breath] = [isMoving(step), breathOf(step)];
  const each = eachSide(step, about.sides, usual.cycles ? 1 : given.moves ?? given.reps ?? usual.reps, breath);
  const sets = given.sets ?? 1;
  const hold = moving ? 0 : holdS(given.hold, breath) ?? usual.hold_s;
  const found = {
    own: null, ...about, is_stretch: true, each, sets, moving, breath, hold_s: hold,
    reps: Math.max(...each.map((dosage) => dosage.reps)),
    move_in_s: given.move_in ?? usual.move_in_s,
    move_out_s: given.move_out ?? usual.move_out_s,
    rest_s: given.rest ?? (moving ? 0 : usual.rest_s),
    side_rest_s: given.rest_between_sides ?? null,
    set_rest_s: given.rest_between_sets ?? NUMBERS.set_rest_s,
    in_breaths: [given.hold, ...ownSides(step).map((own) => own?.hold)].some((held) => held?.breaths),
    as_tolerated: given.as_tolerated ?? false,
    say: given.say ?? null,
    later: Object.entries(given.weeks ?? {}).map(([week, changes]) => [Number(week), changes]).sort((a, b) => a[0] - b[0]),
    longest_hold_s: Math.max(...each.map((dosage) => dosage.hold_s ?? hold)),
    most_times: Math.max(about.cycles, ...each.map((dosage) => dosage.reps)) * sets,
    times: sum(each.map((dosage) => dosage.reps)) * sets,
  };
  return { ...found, order: repsInOrder(found) };
}

/** What is done on each side, the first one first. */
function eachSide(step, sides, reps, breath) {
  if (sides === null) return [{ side: null, reps }];
  const order = SIDES.includes(sides) ? [sides] : step.values.first_side === "right" ? ["right", "left"] : SIDES;
  return order.map((side) => {
    const own = step.values[side];
    return { side, reps: own?.moves ?? own?.reps ?? reps, hold_s: holdS(own?.hold, breath) };
  });
}

/** Every rep of all sets: one side after the other, or in turn. */
function repsInOrder({ each, cycles, sets, sides }) {
  const numbers = Array.from({ length: cycles ? 1 : sets }, (_, index) => index + 1);
  return numbers.flatMap((set) => {
    const rows = each.map((dosage) => Array.from({ length: dosage.reps }, () => ({ side: dosage.side, hold_s: dosage.hold_s, set })));
    if (sides !== "alternate") return rows.flat();
    const longest = Math.max(...rows.map((row) => row.length));
    return Array.from({ length: longest }, (_, at) => rows.map((row) => row[at])).flat().filter(Boolean);
  });
}

/** The pause between two reps. */
function restAfter(step, rep, after) {
  if (after.set !== rep.set) return step.set_rest_s;
  return after.side !== rep.side && step.side_rest_s !== null ? step.side_rest_s : step.rest_s;
}

function timedStep(step) {
  const breath = breathOf(step);
  const words = step.values[step.kind];
  const isWords = step.kind === "note" || step.kind === "section";
  const usual = FACTS.timed.find((entry) => entry.name === step.kind)?.default_s;
  const count = isWords ? String(words ?? "").split(/\s+/u).filter(Boolean).length : 0;
  const hold = step.kind === "section" ? 0
    : step.kind === "note" ? Math.max(NUMBERS.shortest_note_s, rounded(count / NUMBERS.words_per_s))
      : words === null || words === undefined ? usual : holdS(words.breaths ? words : words.seconds, breath);
  return {
    name: step.kind, variant: null, id: step.kind, is_stretch: false, entry: null, own: null, sides: null, reps: 1,
    setup_s: isWords ? 0 : NUMBERS.setup_s.timed, hold_s: hold, cycles: 0, breath, largest_angle_deg: null, helps: [],
    say: (isWords ? words : step.values.say) ?? null, as_tolerated: step.values.as_tolerated ?? false,
    each: UNSIDED, sets: 1, times: 1, most_times: 1, longest_hold_s: hold, later: [],
  };
}

function workS(step) {
  if (!step.is_stretch) return step.hold_s;
  if (step.cycles) return step.sets * step.cycles * cycleS(step.breath ?? NUMBERS.breath) + (step.sets - 1) * step.set_rest_s;
  const pauses = step.order.slice(1).map((after, before) => restAfter(step, step.order[before], after));
  const holds = step.order.map((rep) => rep.hold_s ?? step.hold_s);
  return step.order.length * (step.move_in_s + step.move_out_s + NUMBERS.rep_words_s) + sum(holds) + sum(pauses);
}

const totalS = (step) => step.setup_s + workS(step);
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

// -- several steps -----------------------------------------------------------------------------------------------

const numbered = (form) => form.steps.map((step, index) => ({ step, index })).filter(({ step }) => step.kind !== "kept");

/** Steps with their places in the form, every number known; a step that cannot be read is left out. */
function settled(form, steps = numbered(form)) {
  let position;
  return steps.map(({ step, index }) => {
    const found = { index, ...settle(step, position, form.largest_angle.values) };
    if (isDosed(step)) position = found.entry?.start ?? null;
    return found;
  });
}

/** The names of the sections, in order. */
const sectionsOf = (form) => form.steps.filter((step) => step.kind === "section").map((step) => step.values.section ?? "");
/** The same, or null alone where the form has none. */
const partsOf = (form) => (sectionsOf(form).length ? sectionsOf(form) : [null]);

/** The steps of a section; those above the first heading belong to every one. */
function ofSection(form, section) {
  let here = null;
  return numbered(form).filter(({ step }) => {
    if (step.kind === "section") here = step.values.section ?? "";
    return step.kind !== "section" && (here === null || here === section);
  });
}

/** Every week in which a dose changes, the first week included. */
function weeksNamed(steps) {
  const weeks = steps.flatMap((step) => (isDosed(step) ? Object.keys(step.values.weeks ?? {}).map(Number) : []));
  return [...new Set([1, ...weeks])].sort((one, other) => one - other);
}

/** The steps of one section with the doses of a week; null: the smallest of all weeks, and the first section. */
function inWeek(form, week, section) {
  const chosen = section ?? sectionsOf(form)[0] ?? null;
  return ofSection(form, chosen).map(({ step, index }) => ({ step: ofWeek(step, week), index }));
}

function ofWeek(step, week) {
  if (!isDosed(step) || !Object.keys(step.values.weeks ?? {}).length) return step;
  const begun = Object.entries(step.values.weeks).map(([number, dose]) => [Number(number), dose]).sort((a, b) => a[0] - b[0]);
  const later = begun.filter(([number]) => week === null || number > week);
  const changes = week === null ? lowest(step, begun) : Object.assign({}, ...begun.filter(([number]) => number <= week).map(([, dose]) => dose));
  return { ...step, values: { ...step.values, ...changes, weeks: Object.fromEntries(later) } };
}

/** The smallest of everything that changes. */
function lowest(step, begun) {
  const usual = step.kind === "stretch" ? variantOf(step).dose : NUMBERS.no_dose;
  const found = {};
  for (const key of ["reps", "moves", "cycles", "sets"]) {
    const counts = begun.map(([, dose]) => dose[key]).filter((count) => count !== undefined);
    if (counts.length) found[key] = Math.min(...counts, step.values[key] || usual[key] || 1);
  }
  const held = begun.map(([, dose]) => dose.hold).filter((hold) => hold !== undefined);
  if (held.length) {
    const breath = breathOf(step);
    const first = step.values.hold ?? usual.hold_s;
    found.hold = [...held, first].reduce((least, hold) => ((holdS(hold, breath) || 0) < (holdS(least, breath) || 0) ? hold : least));
  }
  return found;
}

const DAY_MS = 86400000;

/** 1, 2, ... in the form's own count; null without a start or a day. */
function weekOn(form, day) {
  const begins = topValue(form, "starts_on");
  if (!begins || !day) return null;
  return Math.max(1, Math.floor((Date.parse(day) - Date.parse(begins)) / DAY_MS / 7) + 1);
}

/** Each section as it is done on a day: {section, week, form, steps}, where `form` has the steps of that part alone. */
function partsOn(form, day) {
  const weeks = weeksNamed(form.steps);
  return partsOf(form).map((section) => {
    const steps = inWeek(form, weekOn(form, day), section);
    return { section, week: weeks.length > 1 ? weekOn(form, day) : null, form: { ...form, steps: steps.map(({ step }) => step) }, steps };
  });
}

/** About how long the coach takes for the first part, by the clock alone, with the smallest doses. */
const estimateS = (form) => sum(settled(form, inWeek(form, null)).map(totalS));
