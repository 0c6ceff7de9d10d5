// The draft: its places, what can be undone, and what somebody else changed meanwhile.

const TOGETHER_MS = 1000;
const MOST_STEPS = 200;

export class Draft extends EventTarget {
  constructor(fields) {
    super();
    this.fields = fields;
    this.past = [];
    this.future = [];
    this.tag = "";
    this.at = 0;
  }

  field(id) {
    return this.fields.find((field) => field.id === id);
  }

  // One step to undo. Steps of one tag that follow closely are one: a key held down.
  change(fields, tag = "") {
    if (same(fields, this.fields)) return;
    const goesOn = tag && tag === this.tag && Date.now() - this.at < TOGETHER_MS;
    if (!goesOn) this.past = [...this.past, this.fields].slice(-MOST_STEPS);
    this.future = [];
    this.tag = tag;
    this.at = Date.now();
    this.show(fields);
  }

  update(id, changes, tag = "") {
    this.change(this.fields.map((one) => (one.id === id ? { ...one, ...changes } : one)), tag);
  }

  add(...fields) {
    this.change([...this.fields, ...fields]);
  }

  remove(id) {
    this.change(this.fields.filter((field) => field.id !== id));
  }

  undo() {
    return this.turn(this.past, this.future);
  }

  redo() {
    return this.turn(this.future, this.past);
  }

  turn(from, to) {
    while (from.length && same(from.at(-1), this.fields)) from.pop();
    if (!from.length) return false;
    to.push(this.fields);
    this.tag = "";
    this.show(from.pop());
    return true;
  }

  // Others made `theirs` of `base`: every step of ours is as if it had been made on that.
  rebase(base, theirs) {
    const onto = (fields) => merged(base, fields, theirs);
    this.past = this.past.map(onto);
    this.future = this.future.map(onto);
    this.show(onto(this.fields));
  }

  show(fields) {
    this.fields = fields;
    this.dispatchEvent(new Event("changed"));
  }
}

// What was changed here stays, what was changed only there is taken over; a place that
// one has changed and the other removed is kept.
export function merged(base, mine, theirs) {
  const [was, here, there] = [base, mine, theirs].map(byId);
  const both = [];
  for (const field of theirs) {
    const [own, old] = [here.get(field.id), was.get(field.id)];
    const removedHere = !own && old && same(old, field);
    if (removedHere) continue;
    both.push(own && old ? joined(old, own, field) : field);
    // Two new places of one name are two places.
    if (own && !old && !same(own, field)) both.push({ ...own, id: freeId(own, [...mine, ...theirs]) });
  }
  for (const own of mine) {
    const old = was.get(own.id);
    if (!there.has(own.id) && !(old && same(old, own))) both.push(own);
  }
  return both;
}

function joined(old, own, field) {
  const entries = Object.keys(field).map((key) => [key, same(own[key], old[key]) ? field[key] : own[key]]);
  return Object.fromEntries(entries);
}

// A name as the service would give it: customer-signature, customer-signature-2.
export function freeId({ role, kind }, fields) {
  const taken = new Set(fields.map((field) => field.id));
  for (let number = 1; ; number += 1) {
    const id = `${role}-${kind}${number > 1 ? `-${number}` : ""}`;
    if (!taken.has(id)) return id;
  }
}

export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function byId(fields) {
  return new Map(fields.map((field) => [field.id, field]));
}
