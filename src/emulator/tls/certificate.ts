import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";

/**
 * A certificate and its private key, as PEM.
 *
 * @example
 * const tls: KeyPair = { cert: await readFile("cert.pem", "utf8"), key: await readFile("key.pem", "utf8") };
 * await startEmulator({ tls });
 */
export interface KeyPair {
  cert: string;
  key: string;
}

const days = 30;

/**
 * A key pair to throw away, and a certificate that it signs itself, good for 30 days.
 *
 * @param names - host names and addresses that it is for.
 * @param now - in Unix milliseconds.
 */
export function throwAwayPair(names: readonly string[], now: number): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  // A name of its own, so that certificates of several emulators can be trusted together.
  const serial = randomBytes(15);
  const text = Buffer.from(`model-inference emulator ${serial.toString("hex")}`);
  const name = sequence(der(0x31, sequence(oid(2, 5, 4, 3), der(0x0c, text))));
  const algorithm = sequence(oid(1, 2, 840, 10045, 4, 3, 2));
  const extensions = [
    extension(oid(2, 5, 29, 19), sequence(), true),
    extension(oid(2, 5, 29, 15), der(0x03, Buffer.from([7, 0x80])), true),
    extension(oid(2, 5, 29, 37), sequence(oid(1, 3, 6, 1, 5, 5, 7, 3, 1)), false),
    extension(oid(2, 5, 29, 17), sequence(...names.map(alternative)), false),
  ];
  const toSign = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    algorithm,
    name,
    // Clocks differ a little.
    sequence(time(now - 3_600_000), time(now + days * 86_400_000)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign("sha256", toSign, privateKey);
  const whole = sequence(toSign, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
}

/** X.690: a tag, a length and what it holds. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);

/** The first bit is that of the sign. */
const integer = (bytes: Buffer): Buffer =>
  der(0x02, Buffer.concat([Buffer.from([1]), bytes].slice(bytes.length > 1 ? 0 : 1)));

function oid(first: number, second: number, ...rest: readonly number[]): Buffer {
  const bytes = rest.flatMap((arc) => {
    const groups = [arc & 127];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 127) | 128);
    return groups;
  });
  return der(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

const extension = (id: Buffer, value: Buffer, critical: boolean): Buffer =>
  sequence(id, ...(critical ? [der(0x01, Buffer.from([255]))] : []), der(0x04, value));

/** `YYYYMMDDhhmmssZ`, in two digits of the year before 2050, as RFC 5280 wants it. */
function time(ms: number): Buffer {
  const text = `${new Date(ms).toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`;
  return text < "2050" ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}

const alternative = (name: string): Buffer =>
  isIP(name) === 0 ? der(0x82, Buffer.from(name)) : der(0x87, addressOf(name));

function addressOf(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  // The URL parser writes an address in one form, without a part in decimals.
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const groups = (text = ""): number[] =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  const [before, after] = [groups(head), groups(tail)];
  const all = [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 255]));
}
