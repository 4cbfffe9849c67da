import { checkOption } from "../check.ts";
import { sameName } from "../models/models.ts";
import type { Rule, RuleCondition, RuleRequest } from "./rule.ts";
import { checkRule, checkRules } from "./rule-check.ts";

/**
 * The rules of an emulator, in order: the first that matches counts.
 *
 * @example
 * const [id] = emulator.rules.add({ answer: "Hello" });
 * if (id) emulator.rules.enable(id, false);
 */
export interface Rules {
  /**
   * Adds rules behind those that are there.
   *
   * @returns their ids.
   * @throws {RangeError} for a rule that cannot be, or an id that is taken; then none is added.
   */
  add(...rules: Rule[]): string[];
  /** All of them, with their ids and how often each was used. */
  list(): (Rule & { id: string; used: number })[];
  /** Switches a rule on or off, where it stands. @returns whether there is one. */
  enable(id: string, enabled: boolean): boolean;
  /** @returns whether there was one. */
  remove(id: string): boolean;
  /** Removes all rules. */
  clear(): void;
}

interface Kept {
  rule: Rule & { id: string };
  /** How often all conditions but `nth` were met. */
  met: number;
  used: number;
}

export class RuleBook implements Rules {
  #kept: Kept[] = [];
  #named = 0;

  constructor(rules: readonly Rule[]) {
    this.add(...checkRules("rules", rules));
  }

  add(...rules: Rule[]): string[] {
    const added: Kept[] = [];
    for (const [index, rule] of rules.entries()) {
      checkRule(`rules[${index}]`, rule);
      const id = rule.id ?? this.#nextName();
      const isNew = [...this.#kept, ...added].every((kept) => kept.rule.id !== id);
      checkOption(isNew, `rules[${index}].id`, "unlike that of any other rule", id);
      added.push({ rule: { ...rule, id }, met: 0, used: 0 });
    }
    this.#kept.push(...added);
    return added.map(({ rule }) => rule.id);
  }

  list(): (Rule & { id: string; used: number })[] {
    return this.#kept.map(({ rule, used }) => ({ ...rule, used }));
  }

  enable(id: string, enabled: boolean): boolean {
    const kept = this.#kept.find(({ rule }) => rule.id === id);
    if (kept !== undefined) kept.rule = { ...kept.rule, enabled };
    return kept !== undefined;
  }

  remove(id: string): boolean {
    const before = this.#kept.length;
    this.#kept = this.#kept.filter(({ rule }) => rule.id !== id);
    return this.#kept.length < before;
  }

  clear(): void {
    this.#kept = [];
    this.#named = 0;
  }

  /** The first rule that matches. Every rule whose other conditions are met counts the request for `nth`. */
  match(request: RuleRequest): (Rule & { id: string }) | undefined {
    const met = this.#kept.filter(({ rule }) => isMet(rule, request));
    for (const kept of met) kept.met += 1;
    const first = met.find(({ rule, met }) => rule.when?.nth === undefined || rule.when.nth === met);
    if (first !== undefined) first.used += 1;
    return first?.rule;
  }

  #nextName(): string {
    this.#named += 1;
    return `rule-${this.#named}`;
  }
}

function isMet({ enabled = true, when = {}, body, script }: Rule, request: RuleRequest): boolean {
  if (!enabled) return false;
  const streams = request.body["stream"] === true;
  if ((body !== undefined && streams) || (script !== undefined && !streams)) return false;
  const { operation, model, flavour, lastMessage, bodySha256, predicate } = when;
  return (
    (operation === undefined || operation === request.operation) &&
    (model === undefined || sameName(model, request.model)) &&
    (flavour === undefined || flavour === request.flavour) &&
    (bodySha256 === undefined || bodySha256 === request.bodySha256) &&
    (lastMessage === undefined || holds(request.lastMessage, lastMessage)) &&
    (predicate === undefined || predicate(request))
  );
}

function holds(text: string, match: NonNullable<RuleCondition["lastMessage"]>): boolean {
  if (typeof match === "string") return text.includes(match);
  const pattern = match instanceof RegExp ? match : new RegExp(match.pattern, match.flags);
  return text.search(pattern) >= 0;
}
