/**
 * A local server that implements the API, for tests.
 *
 * @module model-inference/emulator
 */
export type { ContentFilterRule } from "./api/content-filter.ts";
export { defaultContentFilter } from "./api/content-filter.ts";
export type { AuthMode, EmulatedKey } from "./auth/auth-options.ts";
export { controlHeader, controlPrefix } from "./control/control.ts";
export type { ExtrasDecision, Journal, JournalEntry, JournalOptions } from "./control/journal.ts";
export type { Emulator } from "./emulator.ts";
export { startEmulator } from "./emulator.ts";
export type { ErrorForm } from "./endpoints/error-body.ts";
export type { Flavour } from "./endpoints/flavour.ts";
export { flavourNames } from "./endpoints/flavour.ts";
export type { Fault, FaultKind, Faults, RetryHint } from "./faults/fault.ts";
export { faultHeader, parseFaults } from "./faults/fault-header.ts";
export type { Latency } from "./faults/latency.ts";
export { latencyHeader, parseLatency } from "./faults/latency.ts";
export type { EmulatorLimits } from "./http/limits.ts";
export { readModels } from "./models/model-file.ts";
export type { ModelProfile } from "./models/models.ts";
export { defaultModels } from "./models/models.ts";
export type { EmulatorOptions } from "./options.ts";
export type { GivenReply, Rule, RuleCondition, RuleError, RuleRequest } from "./rules/rule.ts";
export type { Rules } from "./rules/rule-book.ts";
export { readRules } from "./rules/rule-check.ts";
export type { TestHooks } from "./test-helper.ts";
export { useEmulator } from "./test-helper.ts";
export type { KeyPair } from "./tls/certificate.ts";
export type { Tls } from "./tls/tls-option.ts";
export type { Upstream } from "./upstream/upstream-option.ts";
