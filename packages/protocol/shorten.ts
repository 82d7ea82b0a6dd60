/**
 * Says once what the generator writes into every message: the codec is the largest part of the agent's bundle, and a
 * third of it were these lines. Behaviour stays; comments go, since the types are in the .d.ts file.
 */

const HELPERS = `
// What every message does, said once (see shorten.ts).
const $has = (m, k) => m[k] != null && $Object.hasOwnProperty.call(m, k);
// Present, and not what proto3 takes for granted. A 64-bit number may be an object where a library long is installed.
const $says = (m, k) => $has(m, k) && $isSet(m[k]);
const $isSet = (v) => typeof v === "object" ? v.length || v.low || v.high : v;
const $put = (m, k, v) => {
    if ($isSet(v))
        m[k] = v;
    else
        delete m[k];
};
const $fill = (m, p) => {
    if (p)
        for (const k of $Object.keys(p))
            if (p[k] != null && k !== "__proto__")
                m[k] = p[k];
};
const $begin = (w, q) => {
    if (q > $util.recursionLimit)
        throw $Error("max depth exceeded");
    return w || $Writer.create();
};
const $end = (m, w) => {
    if ($has(m, "$unknowns"))
        for (const unknown of m.$unknowns)
            w.raw(unknown);
    return w;
};
const $read = (r, q) => {
    if (q > $Reader.recursionLimit)
        throw $Error("max depth exceeded");
    return r instanceof $Reader ? r : $Reader.create(r);
};
const $limit = (r, l) => {
    if (l === $undefined)
        return r.len;
    const c = r.pos + l;
    if (c > r.len)
        throw $RangeError("index out of range");
    return c;
};
const $keep = (m, r, s) => {
    if (r.discardUnknown)
        return;
    $util.makeProp(m, "$unknowns", false);
    (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos));
};
const $within = (r, c, l) => {
    if (l === $undefined)
        return l;
    l = r.len;
    r.len = c;
    return l;
};
const $defaults = (M, d) => $Object.assign(M.prototype, d);
// One field: a message, or a value of the kind s.
const $sub = (m, k, w, t, M, q) => {
    if ($has(m, k))
        M.encode(m[k], w.uint32(t).fork(), q + 1).ldelim();
};
const $one = (m, k, w, t, s) => {
    if ($says(m, k))
        w.uint32(t)[s](m[k]);
};
const $take = (m, k, r, M, q) => {
    m[k] = M.decode(r, r.size(), $undefined, q + 1, m[k]);
};
// A repeated field.
const $each = (m, k, w, t, M, q) => {
    for (const one of m[k] || [])
        M.encode(one, w.uint32(t).fork(), q + 1).ldelim();
};
const $list = (m, k) => m[k] && m[k].length ? m[k] : m[k] = [];
const $done = (m, r, c, l) => {
    if (l !== $undefined) {
        if (r.pos !== c)
            throw $RangeError("index out of range");
        r.len = l;
    }
    return m;
};
// Reads a message: field takes one that it knows, and says so.
const $decoder = (M, field) => (r, l, z, q = 0, g) => {
    r = $read(r, q);
    const c = $limit(r, l);
    l = $within(r, c, l);
    const m = g || new M();
    while (r.pos < c) {
        const s = r.pos, t = r.tag();
        if (field(m, r, t, q))
            continue;
        r.skipType(t & 7, q, t >>> 3);
        $keep(m, r, s);
    }
    return $done(m, r, c, l);
};
`;

/** Any white space where the generator has some; `…` stands for a word that the replacement repeats as $1, $2. */
const lines = (text: string) =>
  new RegExp(
    text
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", "(\\w+)"))
      .join("\\s+"),
    "g",
  );

const RULES: readonly (readonly [RegExp, string])[] = [
  [/[ \t]*\/\*\*[\s\S]*?\*\/\n/g, ""],
  [/\/\* id \d+, wireType \d =\*\//g, ""],
  [
    lines(`if (p) for (var ks = $Object.keys(p), i = 0; i < ks.length; ++i)
      if (p[ks[i]] != null && ks[i] !== "__proto__") this[ks[i]] = p[ks[i]];`),
    "$$fill(this, p);",
  ],
  [
    lines(`(m, w, q) { if (!w) w = $Writer.create(); if (q === $undefined) q = 0;
      if (q > $util.recursionLimit) throw $Error("max depth exceeded");`),
    "(m, w, q = 0) {\n                w = $$begin(w, q);",
  ],
  [
    lines(`if (m.$unknowns != null && $Object.hasOwnProperty.call(m, "$unknowns"))
      for (var i = 0; i < m.$unknowns.length; ++i) w.raw(m.$unknowns[i]); return w;`),
    "return $$end(m, w);",
  ],
  [
    lines(`(r, l, z, q, g) { if (!(r instanceof $Reader)) r = $Reader.create(r); if (q === $undefined) q = 0;
      if (q > $Reader.recursionLimit) throw $Error("max depth exceeded");`),
    "(r, l, z, q = 0, g) {\n                r = $$read(r, q);",
  ],
  [
    lines(`if (l === $undefined) c = r.len; else { c = r.pos + l; if (c > r.len) throw $RangeError("index out of range");
      l = r.len; r.len = c; }`),
    "c = $$limit(r, l);\n                l = $$within(r, c, l);",
  ],
  [
    lines(`if (!r.discardUnknown) { $util.makeProp(m, "$unknowns", false);
      (m.$unknowns || (m.$unknowns = [])).push(r.raw(s, r.pos)); }`),
    "$$keep(m, r, s);",
  ],
  [
    lines(`if (l !== $undefined) { if (r.pos !== c) throw $RangeError("index out of range"); r.len = l; }
      if (z !== $undefined) throw $Error("missing end group"); return m;`),
    "return $$done(m, r, c, l);",
  ],
  // The end of a group, which proto3 does not have.
  [lines("if (t === z) { z = $undefined; break; }"), ""],
  [lines(`m.… != null && $Object.hasOwnProperty.call(m, "…")`), '$$has(m, "$1")'],
  [/\$has\(m, "(\w+)"\) && (?:m\.\1\.length|m\.\1 !== (?:""|0|false))(?=\))/g, '$$says(m, "$1")'],
  [
    /\$has\(m, "(\w+)"\) && \(typeof m\.\1 === "object" \? m\.\1\.low \|\| m\.\1\.high : m\.\1 !== 0\)/g,
    '$$says(m, "$1")',
  ],
  [/if \(\(?v = (r\.\w+\(\))\)(?:\.length\))?\s+m\.(\w+) = v;\s+else\s+delete m\.\2;/g, '$$put(m, "$2", $1);'],
  [
    /if \(typeof \(v = (r\.\w+\(\))\) === "object" \? v\.low \|\| v\.high : v !== 0\)\s+m\.(\w+) = v;\s+else\s+delete m\.\2;/g,
    '$$put(m, "$2", $1);',
  ],
  [/\$root\.rackberry\.v1\./g, "v1."],
  [/\n{2,}/g, "\n"],
  [
    /if \(\$has\(m, "(\w+)"\)\)\s+(v1\.\w+)\.encode\(m\.\1, w\.uint32\((\d+)\)\.fork\(\), q \+ 1\)\.ldelim\(\);/g,
    '$$sub(m, "$1", w, $3, $2, q);',
  ],
  [/if \(\$says\(m, "(\w+)"\)\)\s+w\.uint32\((\d+)\)\.(\w+)\(m\.\1\);/g, '$$one(m, "$1", w, $2, "$3");'],
  [/m\.(\w+) = (v1\.\w+)\.decode\(r, r\.size\(\), \$undefined, q \+ 1, m\.\1\);/g, '$$take(m, "$1", r, $2, q);'],
  [
    /if \(m\.(\w+) != null && m\.\1\.length\) \{\s+for \(var i = 0; i < m\.\1\.length; \+\+i\)\s+(v1\.\w+)\.encode\(m\.\1\[i\], w\.uint32\((\d+)\)\.fork\(\), q \+ 1\)\.ldelim\(\);\s+\}/g,
    '$$each(m, "$1", w, $3, $2, q);',
  ],
  [/if \(!\(m\.(\w+) && m\.\1\.length\)\)\s+m\.\1 = \[\];\s+m\.\1\.push\(/g, '$$list(m, "$1").push('],
  // Each field's default on its own line becomes one object for each message.
  [/^[ \t]*(\w+)\.prototype\.(\w+) = ([^;\n]+);\n/gm, "            $$defaults($1, { $2: $3 });\n"],
  [/ \}\);\s+\$defaults\(\w+, \{/g, ","],
];

/** Throws when the generator's output has changed: then this has to be rewritten, or removed. */
export function shorten(code: string): string {
  const header = /\/\/ Exported root namespace\n/;
  let text = code;
  for (const [pattern, replacement] of RULES) {
    const shorter = text.replace(pattern, replacement);
    if (shorter === text) throw new Error(`the generated code has nothing like ${pattern}`);
    text = shorter;
  }
  return byField(byTag(text)).replace(header, (found) => `${HELPERS.trimStart()}\n${found}`);
}

/** Field and wire type in one look: another field, and the same one of another type, are skipped alike. */
function byTag(code: string): string {
  const text = code
    .replace(/\s+var u = t & 7;/g, "")
    .replace(
      /case (\d+): \{\s+if \(u !== (\d)\)\s+break;/g,
      (_, field, type) => `case ${Number(field) * 8 + Number(type)}: {`,
    )
    .replaceAll("switch (t >>>= 3)", "switch (t)")
    .replaceAll("r.skipType(u, q, t)", "r.skipType(t & 7, q, t >>> 3)");
  if (text === code || /\bu\b/.test(text)) throw new Error("the generated code reads fields in another way");
  return text;
}

const DECODE = new RegExp(
  [
    "(\\w+)\\.decode = function \\(r, l, z, q = 0, g\\) \\{",
    "r = \\$read\\(r, q\\);",
    "var c, m(?:, v)?;",
    "c = \\$limit\\(r, l\\);",
    "l = \\$within\\(r, c, l\\);",
    "m = g \\|\\| new v1\\.\\1\\(\\);",
    "while \\(r\\.pos < c\\) \\{",
    "var s = r\\.pos;",
    "var t = r\\.tag\\(\\);",
    "((?:switch [^]*?)?)r\\.skipType\\(t & 7, q, t(?: >>> 3)?\\);",
    "\\$keep\\(m, r, s\\);",
    "\\}",
    "return \\$done\\(m, r, c, l\\);",
    "\\};",
  ].join("\\s+"),
  "g",
);

/** What is around the fields is the same in every message. */
function byField(code: string): string {
  const text = code.replace(DECODE, (_, message: string, fields: string) => {
    const known = fields.trim().replace(/\bcontinue;/g, "return true;");
    return `${message}.decode = $decoder(${message}, (m, r, t, q) => {\n                ${known}\n            });`;
  });
  if (text === code || text.includes("var t = r.tag()")) throw new Error("the generated code decodes in another way");
  return text;
}
