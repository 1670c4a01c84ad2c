"use strict";
// Single values as people write them. The words come from the program's languages.
// A value that cannot be read is a Slip; the page keeps it as it was written and says so.

class Slip extends Error {}

const NUMBER = String.raw`(\d{1,6}(?:[.,]\d{1,3})?|[.,]\d{1,3})`;
const toNumber = (text) => Number(text.replace(",", "."));
const toThousandths = (number) => Math.round(number * 1000) / 1000;

/** A pattern that matches the longest of these words; a space matches any width. */
function anyOf(words) {
  const longestFirst = [...new Set(words)].sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((word) =>
    word.trim().split(/\s+/).map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("\\s+"));
  return `(?:${escaped.join("|")})`;
}

const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "iu");

function patterns(reading) {
  const hours = `${anyOf(reading.hours)}\\.?`;
  const minutes = `(?:${anyOf(reading.minutes)}|['′’](?!['′’]))\\.?`;
  const seconds = `(?:${anyOf(reading.seconds)}|"|″|”|''|′′|’’)\\.?`;
  const and = `[\\s,]*(?:${anyOf(reading.and)}\\s+)?`;
  const slow = anyOf(reading.slow);
  return {
    clock: whole(`(\\d{1,3}):([0-5]\\d)(?:\\s*${anyOf(reading.minutes)})?`),
    units: whole(`(?:${NUMBER}\\s*${hours})?${and}(?:${NUMBER}\\s*${minutes})?${and}(?:${NUMBER}\\s*${seconds})?`),
    bare: whole(NUMBER),
    twoWays: whole(`(\\d{0,6})[.,](\\d{2,3})\\s*(?:(${minutes})|(${hours}))?`),
    part: /(?:(\d{1,3})\s*)?(½|¼|¾|(?<!\d)1\s*\/\s*2(?!\d)|(?<!\d)1\s*\/\s*4(?!\d)|(?<!\d)3\s*\/\s*4(?!\d))/gu,
    breaths: whole(`(\\d{1,3})\\s*(?:${slow}\\s+)*${anyOf(reading.breaths)}(?:\\s+${slow})*`),
    counted: whole(`[x×]?\\s*(\\d{1,4}|(?:\\p{L}|-)+?)\\s*(?:[x×]|${anyOf(reading.times)})?\\s*[,;.]?`),
    outOfTen: whole(`(\\d{1,2})\\s*(?:/|${anyOf(reading.of)})\\s*10`),
    week: whole(`(?:${anyOf(reading.from)}\\s+)?(?:${anyOf(reading.weeks)}\\s*)?(\\d{1,2})\\s*[+.]?`),
    metres: whole(`${NUMBER}\\s*m\\.?`),
    angle: whole(`${NUMBER}\\s*(?:°|degs?\\.?|degrees?)?`),
    pace: whole(`${NUMBER}\\s*[-‐‑‒–—/]\\s*${NUMBER}(?:\\s*[-‐‑‒–—/]\\s*${NUMBER})?`),
  };
}

const READS = patterns(FACTS.reading);
const PARTS = { "½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75 };
const LONGEST_VALUE = 60;

/** Seconds; null when the text is no time, or can be read in two ways. */
function seconds(written) {
  if ([...written].length > LONGEST_VALUE || twoReadings(written.trim())) return null;
  const text = written.trim().replace(/[,;]+$/u, "").trimEnd()
    .replace(READS.part, (_, first, part) => String(Number(first ?? 0) + PARTS[part.replace(/\s+/gu, "")]));
  const clock = READS.clock.exec(text);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  if (READS.bare.test(text)) return toNumber(text);
  const found = text ? READS.units.exec(text) : null;
  if (!found || !found.slice(1).some(Boolean)) return null;
  const [h, m, s] = found.slice(1, 4).map((part) => (part ? toNumber(part) : 0));
  return toThousandths(h * 3600 + m * 60 + s);
}

/** Whether `1.30` may be a decimal number, or minutes and seconds. */
function twoReadings(text) {
  const found = READS.twoWays.exec(text);
  if (!found) return false;
  const behind = found[2];
  return found[3] || found[4] ? behind.length === 2 && Number(behind) < 60 : true;
}

function readTime(given, field) {
  const breaths = field.breaths && readBreaths(given);
  if (breaths) return breaths;
  const text = typeof given === "string" ? given.trim() : null;
  const time = typeof given === "number" ? given : text === null ? null : seconds(text);
  if (time === null || !(time >= 0)) throw new Slip();
  if (field.covers_ground && text !== null && READS.metres.test(text)) throw new Slip();
  const alone = typeof given === "number" || READS.bare.test(text);
  if (alone && time > 0 && time < (field.alone_from ?? 0)) throw new Slip();
  return within(time, field);
}

function within(number, field) {
  if (number < field.least || number > (field.overridden ?? field.most)) throw new Slip();
  return number;
}

/** A number of slow breaths; null when the words are something else. */
function readBreaths(given) {
  const found = typeof given === "string" ? READS.breaths.exec(given.trim()) : null;
  if (!found) return null;
  if (found[1] < 1 || found[1] > FACTS.numbers.most_breaths) throw new Slip();
  return { breaths: Number(found[1]) };
}

function readLength(given, field) {
  if (given === null) return null;
  const time = readTime(given, field);
  return time.breaths ? time : { seconds: time };
}

function readWhole(given, field) {
  let number = given;
  if (typeof given === "string") {
    const text = given.trim().toLowerCase();
    const counted = READS.counted.exec(text);
    if (/^[-+]?\d{1,6}$/u.test(text)) number = Number(text);
    else if (counted && [...text].length <= LONGEST_VALUE) {
      number = /^\d+$/u.test(counted[1]) ? Number(counted[1]) : FACTS.reading.numbers[counted[1]];
    }
  }
  if (!Number.isInteger(number)) throw new Slip();
  return within(number, field);
}

function readScore(given, field) {
  const found = typeof given === "string" ? READS.outOfTen.exec(given.trim().slice(0, LONGEST_VALUE)) : null;
  return readWhole(found ? found[1] : given, field);
}

/** A word without spaces, marks and capitals. */
const letters = (word) => [...word].slice(0, 64).join("").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
const withoutS = (word) => (word.endsWith("s") ? word.slice(0, -1) : word);

/** The known word that equals this one except for spaces, marks, capitals and a final s; or undefined. */
function same(word, known) {
  if (known.includes(word)) return word;
  if (/[?<>]/u.test(word)) return undefined;
  const wanted = letters(word);
  return known.find((name) => letters(name) === wanted)
    ?? (wanted ? known.find((name) => withoutS(letters(name)) === withoutS(wanted)) : undefined);
}

function readChoice(given, field) {
  if (typeof given !== "string") throw new Slip();
  const also = /[?<>]/u.test(given) ? undefined : field.also?.[letters(given)];
  const word = also ?? same(given, field.allowed);
  if (word === undefined) throw new Slip();
  return word;
}

function readChoices(given, field) {
  const words = (Array.isArray(given) ? given : [given]).map((word) => readChoice(word, field));
  return field.allowed.filter((word) => words.includes(word));
}

function readText(given, field) {
  if (typeof given !== "string" && typeof given !== "number") throw new Slip();
  const words = String(given).split(/[\s\x1c-\x1f\x85]+/u).filter(Boolean).join(" ");
  const length = [...words].length;
  if (!length || length > field.most || /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/u.test(words)) throw new Slip();
  if (field.spoken && /[<>\\{}]|\[\[|\]\]/u.test(words)) throw new Slip();
  return words;
}

function readAngle(given) {
  const found = typeof given === "string" ? READS.angle.exec(given.trim()) : null;
  const degrees = typeof given === "number" ? given : found ? toNumber(found[1]) : NaN;
  if (!(degrees > 0 && degrees <= 180)) throw new Slip();
  return degrees;
}

function readBreath(given) {
  if (given === false || (typeof given === "string" && ["no", "false", "off"].includes(given.trim().toLowerCase()))) {
    return "off";
  }
  const found = typeof given === "string" && [...given].length <= LONGEST_VALUE ? READS.pace.exec(given.trim()) : null;
  if (!found) throw new Slip();
  const [first, second, third] = found.slice(1, 4).map((part) => (part === undefined ? null : toNumber(part)));
  const breath = third === null
    ? { in_s: first, pause_s: 0, out_s: second }
    : { in_s: first, pause_s: second, out_s: third };
  const fits = (s) => s >= 1 && s <= 15;
  if (!fits(breath.in_s) || !fits(breath.out_s) || breath.pause_s > 15) throw new Slip();
  return breath;
}

function readYesNo(given) {
  if (typeof given === "boolean") return given;
  const text = typeof given === "string" ? given.trim().toLowerCase() : "";
  if (!["yes", "true", "on", "no", "false", "off"].includes(text)) throw new Slip();
  return ["yes", "true", "on"].includes(text);
}

function readDate(given) {
  const text = String(given).trim();
  const day = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text) || Number.isNaN(day.getTime())) throw new Slip();
  if (day.toISOString().slice(0, 10) !== text || text.startsWith("0000")) throw new Slip();
  return text;
}

/** Days of the week in their order; a list of words in one line is taken apart. */
function readDays(given, field) {
  const { names, groups, members, and } = FACTS.reading.weekdays;
  const parts = typeof given === "string" ? given.split(new RegExp(`\\s*[,;/&+]\\s*(?:${anyOf(and)}\\s+)?|\\s+${anyOf(and)}\\s+`, "iu")) : given;
  const found = (Array.isArray(parts) ? parts.filter((part) => part !== "") : [parts]).flatMap((word) => {
    const said = typeof word === "string" ? letters(word) : "";
    const day = names[said] ?? names[withoutS(said)];
    if (!groups[said] && !day) throw new Slip();
    return groups[said] ? members[groups[said]] : [day];
  });
  return field.allowed.filter((day) => found.includes(day));
}

const isObject = (given) => typeof given === "object" && given !== null && !Array.isArray(given);

/** The dose of one side, or of a later week: an object of values. All of it must be read. */
function readDose(given, field) {
  if (!isObject(given) || !Object.keys(given).length) throw new Slip();
  const keys = field.fields.map((inner) => inner.key);
  return Object.fromEntries(Object.entries(given).map(([written, data]) => {
    const inner = field.fields.find(({ key }) => key === (same(written, keys) ?? ""));
    if (!inner) throw new Slip();
    return [inner.key, readValue(inner, data)];
  }));
}

/** The doses of later weeks, by the number of the week. */
function readWeeks(given, field) {
  if (!isObject(given) || !Object.keys(given).length) throw new Slip();
  return Object.fromEntries(Object.entries(given).map(([written, dose]) => {
    const week = Number(READS.week.exec(written.trim())?.[1]);
    if (!(week >= field.least && week <= field.most)) throw new Slip();
    return [String(week), readDose(dose, field)];
  }));
}

const READERS = {
  time: readTime, length: readLength, whole: readWhole, score: readScore, choice: readChoice, choices: readChoices,
  text: readText, angle: readAngle, breath: readBreath, yes_no: readYesNo, date: readDate,
  days: readDays, dose: readDose, weeks: readWeeks,
};

/** A digit of any script as one of ours: they stand in rows of ten. */
function plainDigit(digit) {
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(digit.codePointAt(0) - value - 1))) value += 1;
  return String(value);
}

/** The value of a field from what a file or a person gives. Throws a Slip. */
function readValue(field, given) {
  if (given === null && field.kind !== "length") throw new Slip();
  const isNumber = typeof given === "string" && field.kind !== "text" && field.kind !== "choice";
  return READERS[field.kind](isNumber ? given.replace(/\p{Nd}/gu, plainDigit) : given, field);
}
