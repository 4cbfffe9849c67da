export type { ContentFilterRule } from "./content-filter.ts";
export { defaultContentFilter } from "./content-filter.ts";
export type { Emulator } from "./emulator.ts";
export { startEmulator } from "./emulator.ts";
export type { ModelProfile } from "./models.ts";
export { defaultModels } from "./models.ts";
export type { EmulatorOptions } from "./options.ts";
