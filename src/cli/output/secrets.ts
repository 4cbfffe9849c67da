import { UsageError } from "../exit.ts";

const secrets = new Set<string>();

/** Remembers a secret, so that no output shows it. */
export function keepSecret(secret: string): string {
  // Shorter ones would blot out ordinary words, and protect nothing.
  if (secret.length >= 6) secrets.add(secret);
  return secret;
}

/** A text without the secrets that are known; servers like to repeat the key that they refuse. */
export function redact(text: string): string {
  let redacted = text;
  for (const secret of secrets) redacted = redacted.replaceAll(secret, "REDACTED");
  return redacted;
}

const secretOption =
  /^--?(?:upstream[-_]?key|api[-_]?key|key|keys|token|credential|password|secret|authorization)(?:=|$)/i;

/**
 * Refuses keys among the arguments.
 *
 * @throws {UsageError} that does not repeat the key.
 */
export function refuseSecretArguments(args: readonly string[]): void {
  const end = args.indexOf("--");
  const option = args.slice(0, end === -1 ? undefined : end).find((arg) => secretOption.test(arg));
  if (option === undefined) return;
  const name = option.replace(/=.*$/s, "");
  const places = name.includes("upstream")
    ? "Set MODEL_INFERENCE_UPSTREAM_KEY, or use --upstream-key-file."
    : "Set AZURE_INFERENCE_CREDENTIAL, or use --key-file or --key-stdin.";
  throw new UsageError(
    `${name}: a key is not taken from an argument, where every user of this machine can read it ` +
      `in the process list and the shell keeps it in its history. ${places} Replace the key if it is real: it has been seen.`,
  );
}
