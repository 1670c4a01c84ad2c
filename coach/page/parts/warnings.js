"use strict";
// What the check warns of in a form: the same rules as the program's own (coach/routine/cautions.py, own_cautions.py), with
// its numbers, tables and texts.

/** What a careful colleague would ask about: [{path, text}]. `today` is year-month-day, or null. */
function warnings(form, today = null, language = FACTS.language) {
  const texts = textsOf(language);
  const say = (path, key, params) => ({ path, text: texts.get(`check.${key}`, params) });
  const last = weeksNamed(form.steps).at(-1);
  const steps = settled(form);
  const ofSessions = partsOf(form).flatMap((section) => sessionWarnings(settled(form, inWeek(form, last, section)), say));
  return [...headerWarnings(form, today, say, texts), ...new Map(ofSessions.map((said) => [said.text, said])).values(),
    ...unusedOverrides(form, say), ...steps.flatMap((step) => ownWarnings(form, step, say, texts)),
    ...steps.flatMap((step) => stepWarnings(form, step, say, language)), ...notices(form, say)];
}

/** About how a value was written in the file that was opened, until it is entered again. */
function notices(form, say) {
  const about = (group, path) => Object.entries(group.notices ?? {}).map(([key, [text, params]]) => say([...path, key], text, params));
  return [...about(form.top, []), ...form.steps.flatMap((step, index) => about(step, ["steps", index]))];
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

/** What the words for the person look like if not initials or a code; null when they are one of these. */
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

function stepWarnings(form, step, say, language) {
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
    const about = { ...params, precaution: caution.precaution, why: caution.why[language], help: caution.unless };
    found.push(say(["steps", step.index, "stretch"], caution.unless ? "caution_answered" : "caution", about));
  }
  return found;
}
