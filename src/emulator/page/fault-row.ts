import type { Fault, FaultKind, faultKinds } from "../fault.ts";
import { make } from "./dom.ts";

export type Kinds = typeof faultKinds;
type Members = Kinds[FaultKind]["members"];
type Value = string | number;

/** What a kind is switched on with, where it needs members or is hardly seen without. */
const presets: Partial<Record<FaultKind, Readonly<Record<string, Value>>>> = {
  status: { status: 503 },
  delay: { ms: 500 },
  stall: { afterChunks: 2, ms: 3000 },
  cut: { afterChunks: 2 },
  "content-type": { value: "text/html" },
  "line-endings": { ending: "crlf" },
};

/** A fault as the header writes it. */
export function textOf(fault: object, { short }: Kinds[FaultKind]): string {
  const { kind, ...members } = fault as Fault & Record<string, Value>;
  const main = short !== undefined && short in members ? `${kind}=${members[short]}` : kind;
  const others = Object.entries(members).filter(([name]) => name !== short);
  return [main, ...others.map(([name, value]) => `${name}=${value}`)].join(";");
}

export const presetOf = (kind: FaultKind): Fault => ({ kind, ...presets[kind] }) as Fault;

/** A kind of fault with a switch and its members. */
export class FaultRow {
  readonly kind: FaultKind;
  readonly element: HTMLLIElement;
  readonly #switch: HTMLInputElement;
  readonly #about = make("span", { class: "about" });
  readonly #fields = new Map<string, HTMLInputElement | HTMLSelectElement>();
  readonly #of: Kinds[FaultKind];

  /** @param changed - called when what holds for all is to be another. */
  constructor(kind: FaultKind, of: Kinds[FaultKind], changed: () => void) {
    this.kind = kind;
    this.#of = of;
    this.#switch = make("input", { type: "checkbox", role: "switch", id: `fault-${kind}` });
    const members: Members = { ...of.members, probability: { least: 0, most: 1, whole: false } };
    for (const [name, check] of Object.entries(members)) this.#fields.set(name, fieldOf(check));
    const labels = [...this.#fields].map(([name, field]) => make("label", {}, name, " ", field));
    const label = make("label", { class: "switch" }, this.#switch, " ", make("code", {}, kind));
    const hidden = make("span", { class: "hidden" }, ` of ${kind}`);
    const details = make("details", {}, make("summary", {}, "Members", hidden));
    details.append(make("div", { class: "fields" }, ...labels));
    this.element = make("li", { class: "row" }, label, this.#about, details);
    this.#fill(presetOf(kind));
    this.#switch.addEventListener("change", changed);
    details.addEventListener("change", () => {
      this.#tell();
      if (this.on) changed();
    });
  }

  get on(): boolean {
    return this.#switch.checked;
  }

  get fault(): Fault {
    const given = [...this.#fields].filter(([, field]) => field.value !== "");
    const members = given.map(([name, field]) => [
      name,
      field.getAttribute("type") === "number" ? Number(field.value) : field.value,
    ]);
    return { kind: this.kind, ...Object.fromEntries(members) } as Fault;
  }

  /** Takes over what the emulator says; `undefined`: the kind is off. */
  update(fault: Fault | undefined): void {
    this.#switch.checked = fault !== undefined;
    const isEdited = this.element.querySelector("details")?.contains(document.activeElement) ?? false;
    if (fault !== undefined && !isEdited) this.#fill(fault);
  }

  #fill(fault: Fault): void {
    const members: Readonly<Record<string, unknown>> = { ...fault };
    for (const [name, field] of this.#fields) field.value = String(members[name] ?? "");
    this.#tell();
  }

  #tell(): void {
    const text = textOf(this.fault, this.#of);
    this.#about.textContent = text === this.kind ? "" : text;
  }
}

function fieldOf(check: Members[string]): HTMLInputElement | HTMLSelectElement {
  if (check === "text" || check === "header") return make("input", { type: "text", spellcheck: "false" });
  if ("least" in check) {
    const { least, most, whole = true } = check;
    return make("input", { type: "number", min: `${least}`, max: `${most}`, step: whole ? "1" : "any" });
  }
  return make("select", {}, ...["", ...check].map((value) => make("option", { value }, value || "as usual")));
}
