import { createPrivateKey, X509Certificate } from "node:crypto";
import { checkNames, checkOption, isObject, isText } from "../check.ts";
import { type KeyPair, throwAwayPair } from "./certificate.ts";

/**
 * `true` for a key pair to throw away, or a certificate (with its chain) and its private key, as PEM.
 *
 * @example
 * const tls: Tls = true; // a certificate that is made for this run
 * const emulator = await startEmulator({ tls });
 * console.log(emulator.url); // https://127.0.0.1:<port>
 */
export type Tls = boolean | KeyPair;

/** @throws {RangeError} that shows nothing of the key. */
export function resolveTls(tls: Tls | undefined, names: readonly string[], now: () => number): KeyPair | undefined {
  if (tls === undefined || tls === false) return undefined;
  if (tls === true) {
    const own = ["localhost", "127.0.0.1", "::1", ...names.filter((name) => name !== "0.0.0.0" && name !== "::")];
    return throwAwayPair([...new Set(own)], now());
  }
  checkOption(isObject(tls as unknown), "tls", "true or an object of cert, key", typeof tls);
  checkNames("tls", tls, ["cert", "key"]);
  const { cert, key } = tls;
  if (!isText(cert) || !isText(key)) throw new RangeError("tls: must have cert and key, both as PEM");
  if (!belong(cert, key)) throw new RangeError("tls: cert and key must be PEM, not encrypted, and belong together");
  return { cert, key };
}

function belong(cert: string, key: string): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}
