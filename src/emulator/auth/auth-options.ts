/**
 * A key that is accepted, and the models that it is for.
 *
 * @example
 * const limited: EmulatedKey = { key: "small", models: ["emulated-chat-small"] };
 * await startEmulator({ keys: ["admin", limited] });
 */
export interface EmulatedKey {
  key: string;
  /** Names of models; asking for another is a 403. Default: all. */
  models?: readonly string[];
}

/**
 * How callers prove who they are. `key`: by a key; `token`: by a JWT as a bearer; `none`: not at all.
 *
 * @example
 * const auth: AuthMode = "key-or-token";
 * await startEmulator({ auth });
 */
export type AuthMode = "key" | "token" | "key-or-token" | "none";
export const authModes: readonly AuthMode[] = ["key", "token", "key-or-token", "none"];
