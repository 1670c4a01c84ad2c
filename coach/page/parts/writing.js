"use strict";
// A form as the text of a file, in a small part of YAML.

const general = (number) => String(Number(Number(number).toPrecision(6)));

/** To the nearest whole number, a half to the even one, as Python rounds. */
function rounded(number) {
  const floor = Math.floor(number);
  if (number - floor !== 0.5) return Math.round(number);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** A length of time as people read it: `1 min 30 s`. */
function spelled(time) {
  const isTie = (time * 4) % 1 === 0 && (time * 10) % 1 !== 0;
  const tenths = isTie ? rounded(time * 10) / 10 : Number(time.toFixed(1));
  const minutes = Math.floor(tenths / 60);
  const rest = Number((tenths - minutes * 60).toFixed(1));
  return [...(minutes ? [`${general(minutes)} min`] : []), ...(rest || !minutes ? [`${general(rest)} s`] : [])].join(" ");
}

/** The same for a file: exact. */
const writtenTime = (time) => (toThousandths(time * 10) % 1 === 0 ? spelled(time) : `${toThousandths(time)} s`);

const PLAIN_WORDS = /^(?:\p{L}[\p{L}\p{N}.]*(?:[ ,][\p{L}\p{N}.,()’'-]+)*|\d{1,6}(?:\.\d{1,6})*)$/u;
const NOT_WORDS = /^(?:true|false|null|yes|no|on|off|none|y|n)$/iu;

/** Words in quotes unless nothing could take them for something else. */
function writtenText(words) {
  const plain = PLAIN_WORDS.test(words) && !NOT_WORDS.test(words) && words.length <= 60;
  return plain ? words : JSON.stringify(words);
}

const writtenBreath = (breath) => {
  if (breath === "off") return "off";
  const parts = breath.pause_s ? [breath.in_s, breath.pause_s, breath.out_s] : [breath.in_s, breath.out_s];
  return parts.map((part) => String(toThousandths(part))).join("-");
};

const breathsWritten = (number) => `${number} ${number === 1 ? "breath" : "breaths"}`;
const writtenWords = (words) => (words.length === 1 ? words[0] : `[${words.join(", ")}]`);
const writtenHold = (hold) => (hold.breaths ? breathsWritten(hold.breaths) : writtenTime(hold));

const WRITERS = {
  time: writtenHold,
  length: (length) => (length === null ? "" : writtenHold(length.breaths ? length : length.seconds)),
  whole: String, score: String, choice: String, date: String, text: writtenText,
  angle: (degrees) => `${toThousandths(degrees)}`,
  choices: writtenWords, days: writtenWords,
  breath: writtenBreath,
  yes_no: (yes) => (yes ? "yes" : "no"),
};

/** A value as a file has it, in one line. */
const writeValue = (field, value) => WRITERS[field.kind](value);

/** The lines of a field: one, or for the dose of a side and those of weeks several. */
function valueLines(field, value, indent) {
  const head = `${indent}${field.key}:`;
  const inside = (dose, deeper) => field.fields.filter(({ key }) => key in dose).flatMap((inner) => valueLines(inner, dose[inner.key], deeper));
  if (field.kind === "dose") return [head, ...inside(value, `${indent}  `)];
  if (field.kind !== "weeks") return [`${head} ${writeValue(field, value)}`.trimEnd()];
  return [head, ...Object.entries(value).flatMap(([week, dose]) => [`${indent}  ${week}:`, ...inside(dose, `${indent}    `)])];
}

// -- the whole file ----------------------------------------------------------------------------------------------

const commentLines = (lines, indent) => (lines ?? []).map((line) => `${indent}#${line}`);

/** The lines of a group: each field in the format's order, then what is kept, each below its comments. */
function groupLines(group, fields, indent) {
  const lines = [];
  for (const field of fields) {
    if (!(field.key in group.values)) continue;
    lines.push(...commentLines(group.comments[field.key], indent));
    lines.push(...valueLines(field, group.values[field.key], indent));
  }
  for (const [key, data] of Object.entries(group.kept)) {
    lines.push(...commentLines(group.comments[key], indent), `${indent}${keptKey(key)}: ${JSON.stringify(data)}`);
  }
  const gone = Object.keys(group.comments).filter((key) => key && !(key in group.values) && !(key in group.kept) && key !== "steps");
  return [...lines, ...gone.flatMap((key) => commentLines(group.comments[key], indent))];
}

const isNoComment = (line) => !line.trimStart().startsWith("#");
const keptKey = (key) => (/^[A-Za-z_][A-Za-z_0-9 ]*$/u.test(key) ? key : JSON.stringify(key));

function toYaml(form) {
  const lines = [...commentLines(form.top.comments[""], ""), ...groupLines(form.top, fieldsOf("top"), "")];
  const limits = limitLines(form);
  lines.push("", ...commentLines(form.limits.comments[""], ""), ...(limits.some(isNoComment) ? ["limits:"] : []), ...limits);
  lines.push("", ...commentLines(form.top.comments.steps, ""), form.steps.length ? "steps:" : "steps: []");
  form.steps.forEach((step, index) => lines.push(...(index ? [""] : []), ...stepLines(step)));
  return [...lines, ...commentLines(form.end, ""), ""].join("\n");
}

function limitLines(form) {
  const lines = groupLines(form.limits, fieldsOf("limits"), "  ");
  for (const key of INNER_GROUPS) {
    const inner = groupLines(form[key], fieldsOf(key), "    ");
    lines.push(...commentLines(form[key].comments[""], "  "), ...(inner.some(isNoComment) ? [`  ${key}:`] : []), ...inner);
  }
  return lines;
}

function stepLines(step) {
  const before = commentLines(step.comments[""], "  ");
  if (step.kind === "kept") return [...before, `  - ${JSON.stringify(step.kept[""])}`];
  const fields = stepFields(step.kind);
  const first = [fieldNamed(fields, step.kind), ...fields.filter((field) => field.key !== step.kind)];
  const lines = groupLines(step, first.filter((field) => field.key in step.values), "    ");
  const at = lines.findIndex(isNoComment);
  const [head] = at < 0 ? [""] : lines.splice(at, 1);
  const above = lines.splice(0, Math.max(at, 0));
  return [...before, ...above.map((line) => line.slice(2)), `  - ${head.slice(4)}`, ...lines];
}
