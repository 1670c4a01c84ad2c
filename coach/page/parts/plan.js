"use strict";
// What a form means: every number settled, how long it takes, and what the check says of it. The same rules as the
// program's own (coach/routine/dose.py, bounds.py, cautions.py), with its numbers, tables and texts.

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

/** The steps of a form with every number known; a step that cannot be read is left out. */
function settled(form) {
  let position = null;
  return form.steps.map((step, index) => ({ step, index })).filter(({ step }) => step.kind !== "kept").map(({ step, index }) => {
    if (step.kind !== "stretch") return { index, ...timedStep(step) };
    const entry = FACTS.stretches[step.values.stretch];
    const found = { index, ...stretchStep(step, entry, position, form.largest_angle.values[entry.name]) };
    position = entry.start;
    return found;
  });
}

function stretchStep(step, entry, position, routineLimit) {
  const given = step.values;
  const stretch = variantOf(step);
  const dose = stretch.dose;
  const setup = position === null ? "first" : entry.start === position ? "same_start" : "new_start";
  const limits = [given.largest_angle, routineLimit].filter((limit) => limit !== undefined);
  const sides = stretch.sided ? given.sides ?? "both" : null;
  const reps = dose.cycles ? 1 : given.reps ?? dose.reps;
  return {
    name: entry.name, variant: stretch.name, id: stretch.id, is_stretch: true, entry, sides, reps,
    setup_s: NUMBERS.setup_s[setup],
    hold_s: given.hold ?? dose.hold_s,
    cycles: dose.cycles ? given.cycles ?? dose.cycles : 0,
    move_in_s: given.move_in ?? dose.move_in_s,
    move_out_s: given.move_out ?? dose.move_out_s,
    rest_s: given.rest ?? dose.rest_s,
    breath: breathOf(step),
    largest_angle_deg: limits.length ? Math.min(...limits) : null,
    say: given.say ?? null,
    helps: [...(given.with ?? [])].sort(),
    times: reps * (sides === "both" || sides === "alternate" ? 2 : 1),
    acute_hold_s: stretch.acute_hold_s,
  };
}

function timedStep(step) {
  const breath = breathOf(step);
  const words = step.kind === "note" ? step.values.note ?? "" : null;
  const length = step.values[step.kind];
  const usual = FACTS.timed.find((entry) => entry.name === step.kind)?.default_s;
  const hold = step.kind === "note"
    ? Math.max(NUMBERS.shortest_note_s, rounded(words.split(/\s+/u).filter(Boolean).length / NUMBERS.words_per_s))
    : length === null || length === undefined ? usual
      : length.breaths ? length.breaths * cycleS(breath ?? NUMBERS.breath) : length.seconds;
  return {
    name: step.kind, variant: null, id: step.kind, is_stretch: false, entry: null, sides: null, reps: 1,
    setup_s: step.kind === "note" ? 0 : NUMBERS.setup_s.timed,
    hold_s: hold, cycles: 0, move_in_s: 0, move_out_s: 0, rest_s: 0, breath, largest_angle_deg: null,
    say: words ?? step.values.say ?? null, helps: [], times: 1,
  };
}

function workS(step) {
  if (step.cycles) return step.cycles * cycleS(step.breath ?? NUMBERS.breath);
  const words = step.is_stretch ? NUMBERS.rep_words_s : 0;
  return step.times * (step.move_in_s + step.hold_s + step.move_out_s + words) + (step.times - 1) * step.rest_s;
}

const totalS = (step) => step.setup_s + workS(step);
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);
const estimateS = (form) => sum(settled(form).map(totalS));

// -- the check ---------------------------------------------------------------------------------------------------

/** Everything that the program refuses in this form: [{path, text}]. A path is as in the program. */
function mistakes(form, language = FACTS.language) {
  const texts = textsOf(language);
  const say = (path, key, params) => ({ path, text: texts.get(`check.${key}`, params) });
  return [...missing(form), ...unread(form), ...doses(form, say, texts), ...sessionTooLong(form, say, texts),
    ...contradictions(form, say), ...angles(form, say), ...unspoken(form, say, texts)];
}

/** What a form needs before it is a file: a name, a step, the words of a note. */
function missing(form) {
  const found = [];
  if (!("routine" in form.top.values) && !("routine" in form.top.kept)) found.push({ path: ["routine"], text: FACTS.page.name_needed });
  if (!form.steps.length && !("steps" in form.top.kept)) found.push({ path: ["steps"], text: FACTS.page.steps_needed });
  if (form.steps.length > NUMBERS.most_steps) {
    found.push({ path: ["steps"], text: fill(FACTS.page.too_many_steps, { most: NUMBERS.most_steps }) });
  }
  form.steps.forEach((step, index) => {
    if (step.kind === "note" && !("note" in step.values) && !("note" in step.kept)) {
      found.push({ path: ["steps", index, "note"], text: FACTS.page.words_needed });
    }
  });
  return found;
}

/** Everything that was kept because it could not be read. */
function unread(form) {
  const about = (path, data) => ({
    path, text: fill(FACTS.page.not_read, { what: typeof data === "string" ? data : JSON.stringify(data) }),
  });
  const inGroup = (group, path) => Object.entries(group.kept).map(([key, data]) => about([...path, ...(key ? [key] : [])], data));
  return [
    ...inGroup(form.top, []), ...inGroup(form.limits, ["limits"]),
    ...INNER_GROUPS.flatMap((key) => inGroup(form[key], ["limits", key])),
    ...form.steps.flatMap((step, index) => inGroup(step, ["steps", index])),
  ];
}

function lift(form, word, texts) {
  return texts.get("assigned_by" in form.top.values ? "check.lift" : "check.lift_and_sign", { word });
}

function doses(form, say, texts) {
  const lifted = limitValue(form, "override");
  return form.steps.flatMap((step, index) => {
    if (step.kind !== "stretch") return [];
    const { hold } = step.values;
    const found = [];
    if (hold > NUMBERS.longest_hold_s && !lifted.includes("hold_over_120_s")) {
      const params = { hold: spelled(hold), lift: lift(form, "hold_over_120_s", texts) };
      found.push(say(["steps", index, "hold"], "long_hold", params));
    }
    for (const key of ["reps", "cycles"]) {
      const count = step.values[key];
      if (count > NUMBERS.most_reps && !lifted.includes("more_than_30_reps")) {
        const params = { count, key, most: NUMBERS.most_reps, lift: lift(form, "more_than_30_reps", texts) };
        found.push(say(["steps", index, key], "many_reps", params));
      }
    }
    return found;
  });
}

function sessionTooLong(form, say, texts) {
  const total = estimateS(form);
  const minutes = rounded(total / 60);
  if (total > NUMBERS.longest_session_overridden_s) return [say(["steps"], "too_long", { minutes })];
  if (total > NUMBERS.longest_session_s && !limitValue(form, "override").includes("over_60_minutes")) {
    return [say(["steps"], "long", { minutes, lift: lift(form, "over_60_minutes", texts) })];
  }
  return [];
}

function contradictions(form, say) {
  const found = [];
  if (limitValue(form, "no_twist")) {
    form.steps.forEach((step, index) => {
      const stretch = step.values.stretch;
      if (step.kind === "stretch" && FACTS.stretches[stretch].twists) found.push(say(["steps", index, "stretch"], "twists", { stretch }));
    });
  }
  const [amber, red] = [lightValue(form, "amber_from"), lightValue(form, "red_from")];
  if (amber >= red) found.push(say(["limits", "traffic_light"], "light", { amber, red }));
  if (limitValue(form, "override").length && !("assigned_by" in form.top.values)) {
    found.push(say(["limits", "override"], "override_unsigned"));
  }
  return found;
}

function angles(form, say) {
  const given = Object.entries(form.largest_angle.values).map(([stretch, limit]) => [["limits", "largest_angle", stretch], stretch, limit]);
  form.steps.forEach((step, index) => {
    if (step.values.largest_angle !== undefined) given.push([["steps", index, "largest_angle"], step.values.stretch, step.values.largest_angle]);
  });
  return given.flatMap(([path, stretch, limit]) => {
    const [least, most] = FACTS.stretches[stretch].largest_angle;
    if (limit >= least && limit <= most) return [];
    return [say(path, "angle", { degrees: general(limit), stretch, least: general(least), most: general(most) })];
  });
}

function unspoken(form, say, texts) {
  const language = topValue(form, "language");
  return form.steps.flatMap((step, index) => {
    if (step.kind !== "stretch") return [];
    const { languages } = variantOf(step);
    if (languages.includes(language)) return [];
    const other = languages.length ? texts.get("check.other_language", { languages: languages.join(", ") }) : "";
    return [say(["steps", index, "stretch"], "unspoken", { stretch: step.values.stretch, language, other })];
  });
}

/** What a careful colleague would ask about: [{path, text}]. `today` is year-month-day, or null. */
function warnings(form, today = null, language = FACTS.language) {
  const texts = textsOf(language);
  const say = (path, key, params) => ({ path, text: texts.get(`check.${key}`, params) });
  const steps = settled(form);
  return [...headerWarnings(form, today, say, texts), ...sessionWarnings(form, steps, say),
    ...steps.flatMap((step) => stepWarnings(form, step, say))];
}

function headerWarnings(form, today, say, texts) {
  const found = [];
  const day = topValue(form, "valid_until");
  if (today && day && day < today) found.push(say(["valid_until"], "out_of_date", { day }));
  if (limitValue(form, "cleared").includes("muscle_relaxant")) found.push(say(["limits", "cleared"], "muscle_relaxant"));
  const looksLike = personal(topValue(form, "for") ?? "");
  if (looksLike) found.push(say(["for"], "personal", { what: texts.get(`check.looks_like.${looksLike}`) }));
  return found;
}

const PERSONAL = Object.entries(FACTS.personal.patterns).map(([kind, pattern]) => [kind, new RegExp(pattern, "iu")]);

/** What the words for the person look like besides initials or a code; null when they look like those. */
function personal(words) {
  const found = PERSONAL.find(([, pattern]) => pattern.test(words));
  if (found) return found[0];
  const isName = words.split(/\s+/u).filter(Boolean).length > 1 && [...words].length > FACTS.personal.longest_code;
  return isName ? "name" : null;
}

function sessionWarnings(form, steps, say) {
  const found = [];
  const stretches = steps.filter((step) => step.is_stretch);
  const count = new Set(stretches.map((step) => step.id)).size;
  if (count > NUMBERS.most_stretches) found.push(say(["steps"], "many_stretches", { count }));
  const stretching = sum(stretches.map(totalS));
  if (stretching > NUMBERS.long_stretching_s) found.push(say(["steps"], "long_stretching", { minutes: rounded(stretching / 60) }));
  const used = overridesInUse(steps, textsOf(FACTS.language));
  for (const word of limitValue(form, "override")) {
    if (!(word in used)) found.push(say(["limits", "override"], "override_unused", { word }));
  }
  return found;
}

/** The overridden limits that the routine exceeds, each in the words spoken at the start. */
function overridesInUse(steps, texts) {
  const longest = Math.max(0, ...steps.filter((step) => step.is_stretch && !step.cycles).map((step) => step.hold_s));
  const most = Math.max(0, ...steps.map((step) => Math.max(step.reps, step.cycles)));
  const total = sum(steps.map(totalS));
  return {
    ...(longest > NUMBERS.longest_hold_s && { hold_over_120_s: texts.get("session.long_hold", { time: spokenTime(longest, texts) }) }),
    ...(most > NUMBERS.most_reps && { more_than_30_reps: texts.get("session.many_times", { n: most }) }),
    ...(total > NUMBERS.longest_session_s && { over_60_minutes: texts.get("session.long_session", { n: rounded(total / 60) }) }),
  };
}

function spokenTime(time, texts) {
  const [minutes, rest] = [Math.floor(rounded(time) / 60), rounded(time) % 60];
  return [...(minutes ? [texts.get("session.minutes", { n: minutes })] : []),
    ...(rest ? [texts.get("session.seconds", { n: rest })] : [])].join(" ");
}

function stepWarnings(form, step, say) {
  if (!step.is_stretch) return [];
  const { entry } = step;
  const gentle = step.acute_hold_s ?? NUMBERS.acute_hold_s;
  const facts = {
    acute: topValue(form, "stage") === "acute",
    morning: topValue(form, "time_of_day") === "morning",
    hip: topValue(form, "precautions").includes("hip"),
    twists: entry.twists,
    too_much_when_acute: entry.too_much_when_acute,
    bends_far: entry.bends_far,
    bends_hip: entry.hip_angle_deg !== null,
    held_long: step.hold_s > gentle,
    limited: step.largest_angle_deg !== null,
    spares_hip: step.largest_angle_deg !== null && entry.hip_angle_deg !== null && step.largest_angle_deg <= entry.hip_angle_deg,
  };
  const params = {
    stretch: step.name, hold: spelled(step.hold_s), gentle: spelled(gentle),
    degrees: general(step.largest_angle_deg ?? 0), spared: general(entry.hip_angle_deg ?? 0),
  };
  const found = FACTS.rules.filter((rule) => rule.when.every((fact) => facts[fact]) && !rule.unless.some((fact) => facts[fact]))
    .map((rule) => say(["steps", step.index, rule.at], rule.text, params));
  for (const caution of entry.cautions) {
    if (!topValue(form, "precautions").includes(caution.precaution) || step.helps.includes(caution.unless)) continue;
    const about = { ...params, precaution: caution.precaution, why: caution.why, help: caution.unless };
    found.push(say(["steps", step.index, "stretch"], caution.unless ? "caution_answered" : "caution", about));
  }
  return found;
}
