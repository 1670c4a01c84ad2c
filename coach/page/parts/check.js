"use strict";
// What the check refuses in a form: the same rules as the program's own (coach/routine/bounds.py, prescribing.py), with its
// numbers, tables and texts.

/** Everything that the program refuses in this form: [{path, text}]. A path is as in the program. */
function mistakes(form, language = FACTS.language) {
  const texts = textsOf(language);
  const say = (path, key, params) => ({ path, text: texts.get(`check.${key}`, params) });
  return [...missing(form), ...unread(form), ...contradictions(form, say), ...inEveryWeek(form, say, texts),
    ...twists(form, say), ...angles(form, say), ...lightAndLeave(form, say), ...unspoken(form, say, texts)];
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
    if (step.kind === "kept") return;
    for (const { key } of stepFields(step.kind).filter((field) => field.required)) {
      if (!(key in step.values) && !(key in step.kept)) found.push({ path: ["steps", index, key], text: FACTS.page.words_needed });
    }
  });
  return found;
}

/** Everything that was kept because it could not be read, with what is allowed in its place. */
function unread(form) {
  const about = (path, data, field) => {
    const what = typeof data === "string" ? data : JSON.stringify(data);
    const allowed = field && !field.fields ? allowedWords(field) : "";
    return { path, text: fill(allowed ? FACTS.page.not_allowed : FACTS.page.not_read, { what, allowed }) };
  };
  const inGroup = (group, path, fields) => Object.entries(group.kept).map(([key, data]) => {
    const keys = key ? key.split(".") : [];
    const outer = fieldNamed(fields, keys[0]);
    return about([...path, ...keys], data, keys.length > 1 ? fieldNamed(outer?.fields ?? [], keys.at(-1)) : outer);
  });
  return [
    ...inGroup(form.top, [], fieldsOf("top")), ...inGroup(form.limits, ["limits"], fieldsOf("limits")),
    ...INNER_GROUPS.flatMap((key) => inGroup(form[key], ["limits", key], fieldsOf(key))),
    ...form.steps.flatMap((step, index) => inGroup(step, ["steps", index], step.kind === "kept" ? [] : possible(step))),
  ];
}

function lift(form, word, texts) {
  return texts.get("assigned_by" in form.top.values ? "check.lift" : "check.lift_and_sign", { word });
}

// -- words that contradict each other ----------------------------------------------------------------------------

function contradictions(form, say) {
  const ofSteps = form.steps.flatMap((step, index) => (!isDosed(step) ? []
    : [...doseWithout(step), ...sidesWithout(step), ...setsWithout(step), ...weeksWithout(step)]
      .map(([key, text, params]) => say(["steps", index, ...key], text, params))));
  return [...calendar(form, say), ...sectionMistakes(form, say), ...ofSteps];
}

function calendar(form, say) {
  const [often, days] = [topValue(form, "times_a_week"), topValue(form, "days") ?? []];
  const [begins, ends] = [topValue(form, "starts_on"), topValue(form, "valid_until")];
  const differ = often && days.length && often !== days.length;
  return [
    ...(differ ? [say(["times_a_week"], "days_differ", { often, count: days.length, days: days.join(", ") })] : []),
    ...(begins && ends && ends < begins ? [say(["starts_on"], "starts_late", { day: ends })] : []),
  ];
}

function sectionMistakes(form, say) {
  const seen = new Set();
  return form.steps.flatMap((step, index) => {
    if (step.kind !== "section" || !("section" in step.values)) return [];
    const { section } = step.values;
    const path = ["steps", index, "section"];
    const next = form.steps[index + 1];
    const found = seen.has(letters(section)) ? [say(path, "section_twice", { section })] : [];
    seen.add(letters(section));
    return !next || next.kind === "section" ? [...found, say(path, "section_empty")] : found;
  });
}

function doseWithout(step) {
  const [given, sides, named] = [step.values, ownSides(step), [step.kind]];
  if (isMoving(step)) {
    const held = ["hold", "reps"].filter((key) => given[key] !== undefined).map((key) => [[key], "moves_and_hold", { key }]);
    const oneSide = given.moves === undefined && !sides.every((own) => own?.moves);
    return [...held, ...(oneSide ? [[named, "moves_one_side"]] : [])];
  }
  const has = given.hold || sides.every((own) => own?.hold);
  return step.kind === "exercise" && !has ? [[named, "no_dose"]] : [];
}

function sidesWithout(step) {
  const given = step.values;
  const sided = step.kind === "exercise" || variantOf(step).sided;
  const found = ["first_side", "rest_between_sides", ...SIDES].filter((key) => given[key] !== undefined).flatMap((key) => {
    const group = SIDES.includes(key) ? "_below" : "";
    if (!sided) return [[[key], `no_sides${group}`]];
    return SIDES.includes(given.sides) ? [[[key], `one_side_only${group}`, { side: given.sides }]] : [];
  });
  const noSides = given.sides === undefined && !given.left && !given.right && !given.first_side;
  if (step.kind === "exercise" && noSides && given.rest_between_sides !== undefined) found.push([["rest_between_sides"], "no_sides_yet"]);
  return [...found, ...SIDES.flatMap((side) => oneSide(step, side))];
}

function oneSide(step, side) {
  const own = step.values[side];
  if (!own) return [];
  const isHeld = own.hold !== undefined || own.reps !== undefined;
  return [
    ...(isMoving(step) && isHeld ? [[[side], "side_moves"]] : []),
    ...(own.moves === undefined && !isHeld ? [[[side], "side_empty"]] : []),
    ...(Object.keys(step.values.weeks ?? {}).length ? [[[side], "side_and_weeks"]] : []),
  ];
}

function setsWithout(step) {
  const inWeeks = Object.values(step.values.weeks ?? {}).some((dose) => dose.sets !== undefined);
  const has = (step.values.sets ?? 1) >= 2 || inWeeks;
  return step.values.rest_between_sets !== undefined && !has ? [[["rest_between_sets"], "no_sets"]] : [];
}

function weeksWithout(step) {
  const inCycles = step.kind === "stretch" && FACTS.stretches[step.values.stretch].in_cycles;
  const takes = [...(inCycles ? ["cycles"] : isMoving(step) ? ["moves"] : ["hold", "reps"]), "sets"];
  return Object.entries(step.values.weeks ?? {}).flatMap(([week, dose]) => {
    const where = ["weeks", week];
    if (!Object.keys(dose).length) return [[where, "week_empty"]];
    return Object.keys(dose).filter((key) => !takes.includes(key)).map((key) => [[...where, key], "week_other", { keys: takes.join(", ") }]);
  });
}

// -- limits ------------------------------------------------------------------------------------------------------

/** The limits on doses, in every section and in every week; what is wrong in several weeks is said once. */
function inEveryWeek(form, say, texts) {
  const found = partsOf(form).flatMap((section) => weeksNamed(form.steps).flatMap((week) => {
    const steps = settled(form, inWeek(form, week, section));
    return [...steps.filter((step) => step.is_stretch).flatMap((step) => doses(form, step, week, say, texts)),
      ...sessionTooLong(form, steps, section, say, texts)];
  }));
  return [...new Map(found.map((said) => [JSON.stringify(said), said])).values()];
}

function doses(form, step, week, say, texts) {
  const lifted = limitValue(form, "override");
  const where = ["steps", step.index, ...(week > 1 ? ["weeks", String(week)] : [])];
  const hold = spelled(step.longest_hold_s);
  const key = step.cycles ? "cycles" : step.moving ? "moves" : "reps";
  const found = [];
  if (step.longest_hold_s > NUMBERS.longest_hold_overridden_s) {
    found.push(say([...where, "hold"], "longest_hold", { hold, most: spelled(NUMBERS.longest_hold_overridden_s) }));
  } else if (step.longest_hold_s > NUMBERS.longest_hold_s && !lifted.includes("hold_over_120_s")) {
    found.push(say([...where, "hold"], "long_hold", { hold, lift: lift(form, "hold_over_120_s", texts) }));
  }
  const about = { count: step.most_times, key };
  if (step.most_times > NUMBERS.most_reps_overridden) {
    found.push(say([...where, key], "most_reps", { ...about, most: NUMBERS.most_reps_overridden }));
  } else if (step.most_times > NUMBERS.most_reps && !lifted.includes("more_than_30_reps")) {
    found.push(say([...where, key], "many_reps", { ...about, most: NUMBERS.most_reps, lift: lift(form, "more_than_30_reps", texts) }));
  }
  return found;
}

function sessionTooLong(form, steps, section, say, texts) {
  const total = sum(steps.map(totalS));
  const about = { minutes: rounded(total / 60), section };
  const part = section === null ? "" : "section_";
  if (total > NUMBERS.longest_session_overridden_s) return [say(["steps"], `${part}too_long`, about)];
  if (total > NUMBERS.longest_session_s && !limitValue(form, "override").includes("over_60_minutes")) {
    return [say(["steps"], `${part}long`, { ...about, lift: lift(form, "over_60_minutes", texts) })];
  }
  return [];
}

function twists(form, say) {
  if (!limitValue(form, "no_twist")) return [];
  return form.steps.flatMap((step, index) => {
    const { stretch, exercise } = step.values;
    if (step.kind === "exercise" && step.values.twists) return [say(["steps", index, "twists"], "twists", { stretch: exercise })];
    return step.kind === "stretch" && FACTS.stretches[stretch].twists ? [say(["steps", index, "stretch"], "twists", { stretch })] : [];
  });
}

function lightAndLeave(form, say) {
  const found = [];
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
