"use strict";
// What the coach will say, and the sheet for the patient, in the language of the routine.

const languageOf = (form) => topValue(form, "language");
const title = (step, language) => (step.own ? step.own.name.charAt(0).toUpperCase() + step.own.name.slice(1) : FACTS.titles[language][step.id]);
const wordOf = (section, key, language) => FACTS.words[language][section]?.[key] ?? key.replaceAll("_", " ");

/** The sentences of each step of one part in their order, each once, as in a session by the clock. */
function saidIn(part) {
  const texts = textsOf(languageOf(part.form));
  const steps = settled(part.form, part.steps.map(({ step, index }) => ({ step: ofWeek(step, null), index })));
  const announcements = Object.values(overridesInUse(steps, texts));
  return steps.map((step, place) => {
    const words = step.cycles ? cycleWords(step, texts) : step.is_stretch ? holdWords(step, texts) : timedWords(step, texts);
    const announced = place ? [] : announcements.map((what) => texts.get("session.override", { what }));
    const name = step.own ? step.own.name : texts.get(`name.${step.id}`);
    const said = [...announced, texts.get(place === 0 ? "step.first" : "step.next", { name }), ...(step.say ? [step.say] : []),
      ...step.helps.map((help) => texts.get(`with.${help}`)), ...(step.as_tolerated ? [texts.get("step.as_tolerated")] : []), ...words];
    return [...new Set(said)];
  });
}

const sideName = (side, texts) => (side ? texts.get(`side.${side}`) : "");

function holdWords(step, texts) {
  const line = (group, rep) => texts.get(`${group}.${step.id}`, { side: sideName(rep.side, texts) });
  const said = [step.own ? step.own.get_in : line("set_up", step.order[0])];
  step.order.forEach((rep, at) => {
    const [done, left] = [step.order.slice(0, at), step.order.slice(at + 1)];
    said.push(...(step.own ? ownWayIn(step, rep, done, texts) : [line("move_in", rep)]));
    if (!step.moving && !step.in_breaths) said.push(texts.get("hold.start"));
    said.push(...holdMarks(rep.hold_s ?? step.hold_s, step).map((key) => texts.get(key)));
    said.push(step.own ? ownWayOut(step, rep, left, texts) : line("move_out", rep));
    if (left.length) said.push(...between(step, rep, left[0], texts));
  });
  return said;
}

/** An own exercise is said in full the first time on each side. */
function ownWayIn(step, rep, done, texts) {
  const changed = !done.length || done.at(-1).side !== rep.side;
  const side = rep.side !== null && changed ? [texts.get("own.side", { side: sideName(rep.side, texts) })] : [];
  if (done.every((before) => before.side !== rep.side)) return [...side, step.own.does];
  return changed ? side : [texts.get("own.again")];
}

function ownWayOut(step, rep, left, texts) {
  if (step.moving && left.some((after) => after.side === rep.side)) return texts.get("own.back");
  return step.own.come_out ?? texts.get("own.move_out");
}

function between(step, rep, after, texts) {
  if (after.set !== rep.set) return [texts.get("rest.next_set", { set: after.set, sets: step.sets })];
  if (step.moving && !restAfter(step, rep, after)) return [];
  const again = after.side === null ? "rest.again" : "rest.same_side";
  return [texts.get(after.side === rep.side ? again : "rest.other_side", { side: sideName(after.side, texts) })];
}

/** The words during a hold, by their time. */
function holdMarks(target, { breath, in_breaths: inBreaths }) {
  const { short_hold_s, countdown_s, halfway_least_s, quiet_around_s } = NUMBERS.hold_words;
  if (inBreaths && breath) return target + 1e-6 >= cycleS(breath) ? ["hold.breathe_in", "hold.breathe_out"] : [];
  if (target <= short_hold_s) return [];
  const marks = [[target - countdown_s, "hold.countdown"]];
  if (target >= halfway_least_s) marks.push([target / 2, "hold.halfway"]);
  const isFree = (mark) => marks.every(([other]) => Math.abs(mark - other) > quiet_around_s);
  for (let t = 2; breath && t < target; t += cycleS(breath)) {
    const pair = [[t, "hold.breathe_in"], [t + breath.in_s + breath.pause_s, "hold.breathe_out"]];
    if (pair.every(([mark]) => isFree(mark) && mark < target - countdown_s)) marks.push(...pair);
  }
  return marks.sort((one, other) => one[0] - other[0] || byCode(one[1], other[1])).map(([, key]) => key);
}

function cycleWords(step, texts) {
  const cow = texts.get(step.helps.includes("no_cow") ? "cycle.flat" : "cycle.cow");
  const said = [texts.get(`set_up.${step.id}`), texts.get(`move_in.${step.id}`), cow, texts.get("cycle.cat")];
  if (step.cycles > 1) said.push(texts.get("cycle.last"));
  said.push(texts.get(`move_out.${step.id}`));
  for (let set = 2; set <= step.sets; set += 1) said.push(texts.get("rest.next_set", { set, sets: step.sets }));
  return said;
}

function timedWords(step, texts) {
  const said = [texts.get(`set_up.${step.id}`)];
  if (step.name !== "rest" || !step.breath) return said;
  if (step.hold_s > NUMBERS.first_breath_s) said.push(texts.get("hold.breathe_in"));
  if (step.hold_s > NUMBERS.first_breath_s + step.breath.in_s + step.breath.pause_s) said.push(texts.get("hold.breathe_out"));
  return said;
}

// -- the sheet ---------------------------------------------------------------------------------------------------

/** One part of the routine on the printed sheet: its title, its header and its steps in plain words. */
function sheetPart(form, part) {
  const texts = textsOf(languageOf(form));
  const steps = settled(part.form, part.steps);
  const inWeek = part.week === null ? "" : ` (${texts.get("sheet.in_week", { week: part.week })})`;
  const section = part.section === null ? "" : `: ${part.section}`;
  return {
    title: `${topValue(form, "routine") ?? ""}${section}${inWeek}`,
    summary: sheetSummary(steps, texts),
    header: sheetHeader(part.form),
    rows: steps.map((step) => ({ step, name: title(step, texts.language), dose: doseWords(step, texts), details: details(step, texts) })),
  };
}

const sheetParts = (form, day) => partsOn(form, day).map((part) => sheetPart(form, part));

function doseWords(step, texts) {
  if (step.name === "note") return `“${step.say}”`;
  if (!step.is_stretch) return spelled(step.hold_s);
  const times = texts.get("sheet.times", { n: step.cycles || step.reps });
  if (step.cycles) return step.breath ? texts.get("sheet.cycles", { times, seconds: general(cycleS(step.breath)) }) : times;
  const done = step.moving ? "moved" : "held";
  if (new Set(step.each.map((dosage) => `${dosage.reps} ${dosage.hold_s}`)).size > 1) {
    return step.each.map((dosage) => texts.get(`sheet.one_side.${dosage.side}`, { dose: texts.get(`sheet.${done}`, {
      times: texts.get("sheet.times", { n: dosage.reps }), hold: heldWords(step, dosage.hold_s ?? step.hold_s, texts),
    }) })).join("; ");
  }
  const rightFirst = step.each.length > 1 && step.each[0].side === "right" ? "_right" : "";
  const sides = step.sides === null ? "" : `_${step.sides}${rightFirst}`;
  return texts.get(`sheet.${done}${sides}`, { times, hold: heldWords(step, step.each[0].hold_s ?? step.hold_s, texts) });
}

/** A hold, in breaths where the form counts them and they are whole. */
function heldWords(step, time, texts) {
  const breaths = time / cycleS(step.breath ?? NUMBERS.breath);
  return step.in_breaths && breaths === rounded(breaths) ? texts.get("sheet.breaths", { n: breaths }) : spelled(time);
}

function details(step, texts) {
  const rows = [];
  const say = (key, params) => rows.push(texts.get(`sheet.${key}`, params));
  const usual = step.breath && ["in_s", "pause_s", "out_s"].every((part) => step.breath[part] === NUMBERS.breath[part]);
  if (step.own) {
    say("get_in", { words: step.own.get_in });
    say("do", { words: step.own.does });
    say("come_out", { words: step.own.come_out ?? texts.get("own.way_out") });
  }
  if (step.is_stretch && step.rest_s && step.times > step.sets) say("rest_between", { time: spelled(step.rest_s) });
  if (step.side_rest_s != null && step.each.length > 1) say("side_rest", { time: spelled(step.side_rest_s) });
  if (step.sets > 1) say("sets", { n: step.sets, time: spelled(step.set_rest_s) });
  if (!usual && !step.moving && (step.is_stretch || step.name === "rest")) rows.push(breathWords(step.breath, texts));
  if (step.largest_angle_deg !== null) say("largest_angle", { degrees: general(step.largest_angle_deg) });
  if (step.as_tolerated) say("as_tolerated");
  if (step.helps.length) say("with", { what: wordList("helps", step.helps, texts) });
  if (step.say && step.name !== "note") say("says", { words: step.say });
  for (const [week, dose] of step.later) say("from_week", { week, dose: weekWords(step, dose, texts) });
  return rows;
}

function weekWords(step, dose, texts) {
  const count = dose.cycles ?? dose.moves ?? dose.reps;
  const hold = holdS(dose.hold, step.breath);
  return [
    ...(count === undefined ? [] : [texts.get("sheet.times", { n: count })]),
    ...(hold === undefined ? [] : [texts.get("sheet.week_held", { hold: heldWords(step, hold, texts) })]),
    ...(dose.sets === undefined ? [] : [texts.get("sheet.week_sets", { n: dose.sets })]),
  ].join(", ");
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
    ...line("acute", {}, topValue(form, "stage") === "acute"), ...calendarLines(form, texts),
    ...line("precautions", { what: wordList("precautions", precautions, texts) }, precautions.length),
    ...line("ends_at", { score }, score !== NUMBERS.ends_at_pain), ...line("no_twist", {}, limitValue(form, "no_twist")),
    ...(topValue(form, "notes") ? [topValue(form, "notes")] : []),
  ];
}

/** When it is done, and in which week it is. */
function calendarLines(form, texts) {
  const [daily, weekly, begins] = ["times_a_day", "times_a_week", "starts_on"].map((key) => topValue(form, key));
  const days = topValue(form, "days") ?? [];
  const names = days.map((day) => texts.get(`sheet.weekday.${day}`)).join(", ");
  return [
    ...(daily ? [texts.get("sheet.times_a_day", { n: daily })] : []),
    ...(days.length ? [texts.get("sheet.on_days", { days: names })] : weekly ? [texts.get("sheet.times_a_week", { n: weekly })] : []),
    ...(begins ? [texts.get("sheet.starts_on", { day: begins })] : weeksNamed(form.steps).length > 1 ? [texts.get("sheet.week_unknown")] : []),
  ];
}

/** `About 8 minutes, 7 of them stretching.` */
function sheetSummary(steps, texts) {
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
  if (!step.entry) return step.name === "rest" ? ["rest_pillow"] : [];
  if (step.cycles) return [`${step.name}_cow`, `${step.name}_cat`];
  const side = step.each[0].side ?? [];
  const start = [step.id].concat(side).join("_");
  return [`${start}_set_up`, `${start}_hold`].filter((name) => name in FACTS.pictures);
}
