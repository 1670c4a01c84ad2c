"use strict";
// The routine as a form holds it, and the way from a file to it.
//
// A form is {top, limits, largest_angle, traffic_light, steps, comments, end}. A group or a step is {values, kept,
// comments, notices}: `values` are read values by key; `kept` is what could not be read, as data, which is written back
// as it was; `comments` are the comment lines by the key they belong to ("" is the group itself); `notices` are
// warnings about how a value was written in a file.

const INNER_GROUPS = ["largest_angle", "traffic_light"];
const GROUPS = ["top", "limits", ...INNER_GROUPS];

const emptyGroup = () => ({ values: {}, kept: {}, comments: {}, notices: {} });

function newForm() {
  const form = { steps: [], end: [] };
  for (const group of GROUPS) form[group] = emptyGroup();
  form.top.values.language = FACTS.language;
  return form;
}

const newStep = (kind, values) => ({ kind, ...emptyGroup(), values });

const fieldsOf = (group) => FACTS.fields[group];
for (const field of fieldsOf("largest_angle")) field.bounds = FACTS.stretches[field.key].largest_angle;
const stepFields = (kind) => FACTS.fields.steps[kind];
const fieldNamed = (fields, key) => fields.find((field) => field.key === key);

const variantOf = (step) => {
  const entry = FACTS.stretches[step.values.stretch];
  return entry && (entry.variants.find((variant) => variant.name === (step.values.variant ?? null)) ?? entry.variants[0]);
};

/** The fields that this kind of step can have, each with only the words that go with it. */
function possible(step) {
  const entry = step.kind === "stretch" ? FACTS.stretches[step.values.stretch] : undefined;
  const fields = stepFields(step.kind).filter((field) => !entry || entry.keys.includes(field.key));
  return fields.filter((field) => field.key !== "sides" || !entry || variantOf(step).sided).map((field) => {
    if (entry && field.key === "variant") return { ...field, allowed: entry.variants.map((variant) => variant.name) };
    if (entry && field.key === "with") return { ...field, allowed: entry.helps };
    if (entry && field.key === "largest_angle") return { ...field, bounds: entry.largest_angle };
    if (entry?.in_cycles && field.key === "breath") return { ...field, never_off: true };
    return field;
  });
}

/** What is offered of these: what contradicts another value is left out, unless it is there already. */
function offered(step) {
  if (!isDosed(step)) return possible(step);
  const given = step.values;
  const sided = step.kind === "stretch" ? variantOf(step).sided : Boolean(given.sides || given.first_side || given.left || given.right);
  const twoSides = sided && !SIDES.includes(given.sides);
  const hasWeeks = given.weeks !== undefined;
  const hasOwnSides = given.left !== undefined || given.right !== undefined;
  const without = {
    first_side: !twoSides, rest_between_sides: !twoSides, left: !twoSides || hasWeeks, right: !twoSides || hasWeeks,
    weeks: hasOwnSides, moves: given.hold !== undefined || given.reps !== undefined,
    hold: isMoving(step), reps: isMoving(step), rest_between_sets: !(given.sets > 1) && !hasWeeks,
  };
  return possible(step).filter((field) => !without[field.key] || field.key in given || field.key in step.kept)
    .map((field) => (field.fields ? { ...field, fields: fittingFields(step, field) } : field));
}

/** The values that the dose of a side or of a week can have in this step. */
function fittingFields(step, field) {
  const inCycles = step.kind === "stretch" && FACTS.stretches[step.values.stretch].in_cycles;
  const takes = inCycles ? ["cycles"] : step.values.moves !== undefined ? ["moves"] : ["hold", "reps"];
  const open = !inCycles && field.kind === "dose" && step.values.hold === undefined && step.values.reps === undefined;
  const used = Object.values(field.kind === "weeks" ? step.values.weeks ?? {} : { own: step.values[field.key] ?? {} }).flatMap(Object.keys);
  return field.fields.filter(({ key }) => [...takes, "sets", ...(open ? ["moves"] : []), ...used].includes(key));
}

/** Drops the values that the step can no longer have, as after another variant was chosen. */
function settleKeys(step) {
  const fields = possible(step);
  for (const key of Object.keys(step.values)) if (!fieldNamed(fields, key)) delete step.values[key];
}

// -- reading -----------------------------------------------------------------------------------------------------

/** The text of a file from its bytes: UTF-8, or UTF-16 with its mark. */
function decoded(bytes) {
  const kind = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(kind, { fatal: true }).decode(bytes);
}

const TEXT_KEYS = ["routine", "for", "assignedby", "notes", "say", "note"];
const BLOCK_TEXT = /^( *)(?:- +)*[^#]*?:\s+[|>][-+0-9]{0,2}\s*(?:#.*)?$/u;
const GREATER = /^( *(?:- +)*)([A-Za-z_]+(?: [A-Za-z_]+){0,3}):\s+>(?==?\s*\S)(.*)$/u;

const OPENED = /^ *(?:- +)*(?:[^"'#:{[]+:\s+)?(["'])(.*)$/u;
const CLOSING = { '"': /^(?:[^"\\]|\\.)*"/u, "'": /^(?:[^']|'')*'(?!')/u };
const FAR_IN = " ".repeat(40);

/** The mark of a quotation that is still open behind this line; null when none is. */
function openMark(line, mark) {
  const opened = mark ? null : OPENED.exec(line);
  const now = mark ?? opened?.[1] ?? null;
  return now && CLOSING[now].test(opened ? opened[2] : line) ? null : now;
}

/** A bare `>` in front of a value as another mark, since YAML would begin a text of several lines there. */
function withoutGreater(line) {
  const greater = GREATER.exec(line);
  if (!greater) return line;
  const isText = TEXT_KEYS.includes(letters(greater[2]));
  const begins = /^[-+0-9]{0,2}\s*(?:#.*)?$/u.test(greater[3]);
  return !(isText && begins) && (isText || /\d/u.test(greater[3])) ? `${greater[1]}${greater[2]}: ＞${greater[3]}` : line;
}

/**
 * The lines without what editors and telephones put into them: odd spaces, tabs, other line ends, a bare `>`. The later
 * lines of a quotation are moved far in, since the coach's own reader takes them wherever they begin.
 */
function tidied(text) {
  let [block, mark] = [null, null];
  return text.replace(/^\ufeff/u, "").split(/\r\n|[\r\n\u2028\u2029]/u).map((line) => {
    const plain = line.replace(/[\p{Zs}\u0085\t]/gu, " ");
    if (mark) {
      mark = openMark(plain, mark);
      return plain.trim() ? FAR_IN + plain.trim() : plain;
    }
    const indent = plain.length - plain.trimStart().length;
    if (block !== null && (!plain.trim() || indent > block)) return plain;
    const shown = withoutGreater(plain);
    block = BLOCK_TEXT.exec(shown)?.[1].length ?? null;
    mark = block === null ? openMark(shown, null) : null;
    return shown;
  }).join("\n");
}

const QUOTES = { "“": "”", "‘": "’", "„": "“", "«": "»", "”": "”", "’": "’" };
const unquoted = (text) => (text.length > 1 && QUOTES[text[0]] === text.at(-1) ? text.slice(1, -1).trim() : text);

/** A scalar by the rules of YAML 1.2, except that a number with a point stays text. */
function scalar(node) {
  const text = String(node.value ?? "");
  if (node.type !== "PLAIN") return text;
  if (text.startsWith("＞")) return `>${text.slice(1)}`;
  if (["", "~", "null", "Null", "NULL"].includes(text)) return null;
  if (/^(?:true|True|TRUE|false|False|FALSE)$/u.test(text)) return text.toLowerCase() === "true";
  if (/^-?(?:0|[1-9]\d{0,8})$/u.test(text)) return Number(text);
  return unquoted(text);
}

function dataOf(node) {
  if (node === null || node === undefined) return null;
  if (YAML.isScalar(node)) return scalar(node);
  if (YAML.isSeq(node)) return node.items.map(dataOf);
  if (YAML.isMap(node)) return Object.fromEntries(node.items.map((pair) => [keyOf(pair), dataOf(pair.value)]));
  return `*${node.source}`;
}

/** A reference to another value, which a routine has nowhere. */
const isAlias = (node) => Boolean(node) && !YAML.isScalar(node) && !YAML.isSeq(node) && !YAML.isMap(node);

const keyOf = (pair) => (YAML.isScalar(pair.key) && pair.key.type === "PLAIN"
  ? unquoted(String(pair.key.value ?? "")) : String(pair.key?.value ?? pair.key));

/** The comments at and below a node, each line without its mark. */
function commentsIn(node) {
  if (!node || typeof node !== "object") return [];
  const parts = [node.commentBefore, ...(node.items ?? []).flatMap((item) =>
    ("key" in item ? [...commentsIn(item.key), ...commentsIn(item.value)] : commentsIn(item))), node.comment];
  return parts.flatMap((part) => (Array.isArray(part) ? part : part ? part.replace(/^\n+|\n+$/gu, "").split("\n") : []));
}

/** The comments of a node itself, without those inside it. */
const ownComments = (node) => commentsIn(node && { commentBefore: node.commentBefore, comment: node.comment });

/** The pairs of a mapping under the format's own keys: {key, node, comments}. */
function pairsOf(node, known) {
  const written = node.items.map(keyOf);
  return node.items.map((pair, index) => {
    const key = known.includes(written[index]) ? written[index] : same(written[index], known);
    const meant = key && (key === written[index] || !written.includes(key)) ? key : written[index];
    return { key: meant, node: pair.value, comments: commentsIn(pair.key) };
  });
}

/** The warning about `hold: 3`: seconds are read, and minutes may be meant. */
function shortTime(group, key, data) {
  const value = String(data).trim().replace(",", ".");
  if (group.kind !== "stretch" || !["hold", "rest"].includes(key) || !/^\d(?:\.\d)?$/u.test(value)) return null;
  if (!(value > 0 && value < FACTS.numbers.short_s)) return null;
  return [value * 60 <= FACTS.numbers.longest_hold_s ? "without_unit_or_minutes" : "without_unit", { key, value }];
}

/** The warning about words that were probably meant to be spoken but are a comment: `note: You are #1 today`. */
function lostWords(key, node) {
  const comment = YAML.isScalar(node) && node.type === "PLAIN" && TEXT_KEYS.includes(letters(key)) ? node.comment : null;
  const found = comment ? /(?:^|\s)(#\S.*)$/u.exec(`#${comment.split("\n")[0]}`) : null;
  return found && ["lost_words", { words: quoted(found[1].trimEnd()) }];
}

/** Words of a file in quotation marks, shortened. */
const quoted = (words) => `"${[...words].length > 40 ? `${[...words].slice(0, 39).join("")}…` : words}"`;

/** Puts one value of a file into a group or a step: read, or kept as it is. */
function take(group, field, { key, node, comments }) {
  const lines = [...comments, ...commentsIn(node)];
  if (lines.length) group.comments[key] = lines;
  const data = dataOf(node);
  const notice = shortTime(group, key, data) ?? lostWords(key, node);
  if (notice) group.notices[key] = notice;
  try {
    if (!field || isAlias(node)) throw new Slip();
    group.values[key] = readValue(field, data);
  } catch (error) {
    if (!(error instanceof Slip)) throw error;
    group.kept[key] = data;
  }
}

/** A form from the text of a file. Throws an Error whose message is a line for the person. */
function fromYaml(text) {
  const plain = tidied(text);
  const doc = YAML.parseDocument(plain, { schema: "failsafe", prettyErrors: false, strict: false, logLevel: "silent" });
  if (doc.errors.length) {
    const line = plain.slice(0, doc.errors[0].pos[0]).split("\n").length;
    throw new Error(fill(FACTS.page.unreadable_line, { line }));
  }
  if (!YAML.isMap(doc.contents)) throw new Error(FACTS.page.no_routine);
  const form = newForm();
  form.top.values = {};
  form.top.comments[""] = commentsIn({ commentBefore: [doc.commentBefore, doc.contents.commentBefore].filter(Boolean).join("\n") });
  form.end = commentsIn({ commentBefore: doc.contents.comment, comment: doc.comment });
  const fields = fieldsOf("top");
  for (const pair of pairsOf(doc.contents, [...fields.map((field) => field.key), "limits", "steps"])) {
    if (pair.key === "limits" && YAML.isMap(pair.node)) takeLimits(form, pair);
    else if (pair.key === "steps" && YAML.isSeq(pair.node)) takeSteps(form, pair);
    else take(form.top, fieldNamed(fields, pair.key), pair);
  }
  return form;
}

function takeLimits(form, { node, comments }) {
  form.limits.comments[""] = [...comments, ...ownComments(node)];
  const fields = fieldsOf("limits");
  for (const pair of pairsOf(node, [...fields.map((field) => field.key), ...INNER_GROUPS])) {
    if (INNER_GROUPS.includes(pair.key) && YAML.isMap(pair.node)) takeGroup(form[pair.key], fieldsOf(pair.key), pair);
    else take(form.limits, fieldNamed(fields, pair.key), pair);
  }
}

function takeGroup(group, fields, { node, comments }) {
  group.comments[""] = [...comments, ...ownComments(node)];
  for (const pair of pairsOf(node, fields.map((field) => field.key))) take(group, fieldNamed(fields, pair.key), pair);
}

function takeSteps(form, { node, comments }) {
  form.top.comments.steps = [...comments, ...commentsIn({ commentBefore: node.commentBefore })];
  form.steps = node.items.map(stepOf);
  form.end.unshift(...commentsIn({ comment: node.comment }));
}

const KINDS = Object.keys(FACTS.fields.steps);

const keptStep = (data, comments) => ({ kind: "kept", ...emptyGroup(), kept: { "": data }, comments: { "": comments } });

function stepOf(node) {
  if (YAML.isScalar(node)) return bareStep(scalar(node), commentsIn(node));
  const written = YAML.isMap(node) ? pairsOf(node, KINDS).map((pair) => pair.key) : [];
  const kind = KINDS.find((name) => written.includes(name));
  if (!kind) return keptStep(dataOf(node), commentsIn(node));
  const step = newStep(kind, {});
  step.comments[""] = ownComments(node);
  const pairs = pairsOf(node, stepFields(kind).map((field) => field.key));
  // What the other keys may be depends on the stretch and its variant.
  for (const pair of pairs.filter(({ key }) => key === kind)) takeStepValue(step, pair);
  if (kind === "stretch" && !step.values.stretch) return keptStep(dataOf(node), commentsIn(node));
  for (const pair of pairs.filter(({ key }) => key === "variant")) takeStepValue(step, pair);
  for (const pair of pairs.filter(({ key }) => key !== kind && key !== "variant")) takeStepValue(step, pair);
  return step;
}

function takeStepValue(step, pair) {
  const fields = pair.key === step.kind ? stepFields(step.kind) : possible(step);
  take(step, fieldNamed(fields, pair.key), pair);
}

function bareStep(name, comments) {
  const timed = FACTS.timed.map((entry) => entry.name);
  const known = typeof name === "string" ? same(name, [...Object.keys(FACTS.stretches), ...timed]) : undefined;
  if (!known) return keptStep(name, comments);
  const step = known in FACTS.stretches ? newStep("stretch", { stretch: known }) : newStep(known, { [known]: null });
  step.comments[""] = comments;
  return step;
}
