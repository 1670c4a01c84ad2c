"use strict";
// What the check says of a form: the same rules as the program's own (coach/routine/bounds.py, prescribing.py, cautions.py,
// own_cautions.py), with its numbers, tables and texts.

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

/** Everything that was kept because it could not be read. */
function unread(form) {
  const about = (path, data) => ({
    path, text: fill(FACTS.page.not_read, { what: typeof data === "string" ? data : JSON.stringify(data) }),
  });
  const inGroup = (group, path) => Object.entries(group.kept).map(([key, data]) => about([...path, ...(key ? key.split(".") : [])], data));
  return [
    ...inGroup(form.top, []), ...inGroup(form.limits, ["limits"]),
    ...INNER_GROUPS.flatMap((key) => inGroup(form[key], ["limits", key])),
    ...form.steps.flatMap((step, index) => inGroup(step, ["steps", index])),
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
    if (!sided) return [[[key], "no_sides"]];
    return SIDES.includes(given.sides) ? [[[key], "one_side_only", { side: given.sides }]] : [];
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

/** What a careful colleague would ask about: [{path, text}]. `today` is year-month-day, or null. */
function warnings(form, today = null, language = FACTS.language) {
  const texts = textsOf(language);
  const say = (path, key, params) => ({ path, text: texts.get(`check.${key}`, params) });
  const last = weeksNamed(form.steps).at(-1);
  const steps = settled(form);
  const ofSessions = partsOf(form).flatMap((section) => sessionWarnings(settled(form, inWeek(form, last, section)), say));
  return [...headerWarnings(form, today, say, texts), ...new Map(ofSessions.map((said) => [said.text, said])).values(),
    ...unusedOverrides(form, say), ...steps.flatMap((step) => ownWarnings(form, step, say, texts)),
    ...steps.flatMap((step) => stepWarnings(form, step, say))];
}

function headerWarnings(form, today, say, texts) {
  const found = [];
  const day = topValue(form, "valid_until");
  if (today && day && day < today) found.push(say(["valid_until"], "out_of_date", { day }));
  if (limitValue(form, "cleared").includes("muscle_relaxant")) found.push(say(["limits", "cleared"], "muscle_relaxant"));
  const looksLike = personal(topValue(form, "for") ?? "");
  if (looksLike) found.push(say(["for"], "personal", { what: texts.get(`check.looks_like.${looksLike}`) }));
  if (!topValue(form, "starts_on") && weeksNamed(form.steps).length > 1) {
    const first = form.steps.findIndex((step) => isDosed(step) && Object.keys(step.values.weeks ?? {}).length);
    found.push(say(["steps", first, "weeks"], "weeks_without_start"));
  }
  return found;
}

const PERSONAL = Object.entries(FACTS.personal.patterns).map(([kind, pattern]) => [kind, new RegExp(pattern, "iu")]);

/** What words look like that lead to a person; null for other words. */
const address = (words) => PERSONAL.find(([, pattern]) => pattern.test(words))?.[0] ?? null;

/** What the words for the person look like besides initials or a code; null when they look like those. */
function personal(words) {
  const isName = words.split(/\s+/u).filter(Boolean).length > 1 && [...words].length > FACTS.personal.longest_code;
  return address(words) ?? (isName ? "name" : null);
}

function sessionWarnings(steps, say) {
  const found = [];
  const stretches = steps.filter((step) => step.is_stretch);
  const count = new Set(stretches.map((step) => `${step.name} ${step.variant}`)).size;
  if (count > NUMBERS.most_stretches) found.push(say(["steps"], "many_stretches", { count }));
  const stretching = sum(stretches.map(totalS));
  if (stretching > NUMBERS.long_stretching_s) found.push(say(["steps"], "long_stretching", { minutes: rounded(stretching / 60) }));
  return found;
}

function unusedOverrides(form, say) {
  const weeks = weeksNamed(form.steps);
  const texts = textsOf(FACTS.language);
  const used = partsOf(form).flatMap((section) => weeks.flatMap((week) =>
    Object.keys(overridesInUse(settled(form, inWeek(form, week, section)), texts))));
  return limitValue(form, "override").filter((word) => !used.includes(word))
    .map((word) => say(["limits", "override"], "override_unused", { word }));
}

/** The overridden limits that the routine exceeds, each in the words spoken at the start. */
function overridesInUse(steps, texts) {
  const longest = Math.max(0, ...steps.filter((step) => step.is_stretch && !step.cycles).map((step) => step.longest_hold_s));
  const most = Math.max(0, ...steps.map((step) => step.most_times));
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

/** About an exercise of the therapist's own, of which only the therapist knows what it does. */
function ownWarnings(form, step, say, texts) {
  const { own } = step;
  if (!own) return [];
  const [acute, gentle] = [topValue(form, "stage") === "acute", NUMBERS.own_acute_hold_s];
  const known = exactlyNamed(own.name);
  const at = (key, text, params) => say(["steps", step.index, key], text, params);
  const words = { exercise: own.name, get_in: own.get_in, do: own.does, come_out: own.come_out ?? "" };
  return [
    ...(known ? [at("exercise", "own_is_known", { stretch: known })] : []),
    ...(own.come_out === null ? [at("exercise", "own_without_way_out")] : []),
    ...(own.twists === null && (limitValue(form, "no_twist") || acute) ? [at("exercise", "own_may_twist")] : []),
    ...(acute && own.twists ? [at("twists", "acute_twists", { stretch: own.name })] : []),
    ...(acute && step.longest_hold_s > gentle
      ? [at("hold", "acute_long_hold", { hold: spelled(step.longest_hold_s), gentle: spelled(gentle) })] : []),
    ...Object.entries(words).filter(([, written]) => address(written)).map(([key, written]) =>
      at(key, "own_personal", { what: texts.get(`check.looks_like.${address(written)}`) })),
  ];
}

/** The step that is named word for word, in any order of its words; undefined when a word is unknown. */
function exactlyNamed(written) {
  const words = [...written].slice(0, 200).join("").toLowerCase().replace(/[-_/&+,;().]/gu, " ").split(/\s+/u).filter(Boolean);
  const { by_words: byWords, variants, phrases, sides, most_words: most } = FACTS.naming;
  const sorted = (rest) => byWords[[...rest].sort(byCode).join("_")];
  const exact = (rest) => sorted(rest) ?? variants[rest.join("_")]?.[0] ?? Object.entries(phrases).flatMap(([stretch, known]) =>
    everyWithout(rest, known).filter(([left, variant]) => {
      const named = variants[left.join("_")];
      return sorted(left) === stretch || (named?.[0] === stretch && named[1] === variant);
    }).map(() => stretch))[0];
  const options = [words.slice(0, most), ...everyWithout(words.slice(0, most), sides).map(([rest]) => rest)];
  return options.map(exact).find(Boolean);
}

/** The words without each of the phrases that occur in them, the longest first: [words, meaning]. */
function everyWithout(words, phrases) {
  const known = Object.entries(phrases).flatMap(([meant, several]) => several.map((phrase) => [phrase.split("_"), meant]));
  known.sort((one, other) => other[0].length - one[0].length);
  return known.flatMap(([phrase, meant]) => words.flatMap((_, at) => {
    const isHere = words.length > phrase.length && phrase.every((word, index) => words[at + index] === word);
    return isHere ? [[[...words.slice(0, at), ...words.slice(at + phrase.length)], meant]] : [];
  }));
}

function stepWarnings(form, step, say) {
  const { entry } = step;
  if (!entry) return [];
  const gentle = step.acute_hold_s ?? NUMBERS.acute_hold_s;
  const facts = {
    acute: topValue(form, "stage") === "acute",
    morning: topValue(form, "time_of_day") === "morning",
    hip: topValue(form, "precautions").includes("hip"),
    twists: entry.twists,
    too_much_when_acute: entry.too_much_when_acute,
    bends_far: entry.bends_far,
    bends_hip: entry.hip_angle_deg !== null,
    held_long: step.longest_hold_s > gentle,
    limited: step.largest_angle_deg !== null,
    spares_hip: step.largest_angle_deg !== null && entry.hip_angle_deg !== null && step.largest_angle_deg <= entry.hip_angle_deg,
  };
  const params = {
    stretch: step.name, hold: spelled(step.longest_hold_s), gentle: spelled(gentle),
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
