/** A format: how its texts look, and one text for each turn. */
interface Format {
  pattern: RegExp;
  text: (turn: number) => string;
}

const two = (number: number): string => String(number).padStart(2, "0");
const date = (turn: number): string => new Date(Date.UTC(2025, 0, 1 + (turn % 36_500))).toISOString().slice(0, 10);
const time = (turn: number): string => `${two(Math.floor(turn / 60) % 24)}:${two(turn % 60)}:00Z`;

const day = "\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])";
const clock = "(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)";
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const byte = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const uri: Format = {
  pattern: /^[a-z][a-z0-9+.-]*:[^\s<>"\\^`{|}]+$/i,
  text: (turn) => (turn === 0 ? "https://example.com/" : `https://example.com/${turn}`),
};

/** The formats that are known; of others any text will do. */
export const formats: Readonly<Record<string, Format>> = {
  date: { pattern: new RegExp(`^${day}$`), text: date },
  "date-time": { pattern: new RegExp(`^${day}T${clock}$`, "i"), text: (turn) => `${date(turn)}T00:00:00Z` },
  time: { pattern: new RegExp(`^${clock}$`, "i"), text: time },
  duration: { pattern: /^P(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?$/, text: (turn) => `P${turn + 1}D` },
  email: {
    pattern: new RegExp(`^[\\w.!#$%&'*+/=?^\`{|}~-]+@${label}(?:\\.${label})*$`, "i"),
    text: (turn) => (turn === 0 ? "user@example.com" : `user${turn}@example.com`),
  },
  hostname: {
    pattern: new RegExp(`^${label}(?:\\.${label})*$`, "i"),
    text: (turn) => (turn === 0 ? "example.com" : `host${turn}.example.com`),
  },
  ipv4: {
    pattern: new RegExp(`^${byte}(?:\\.${byte}){3}$`),
    text: (turn) => `192.0.${2 + Math.floor(turn / 254)}.${1 + (turn % 254)}`,
  },
  ipv6: { pattern: /^(?=.*:.*:)[0-9a-f:]{2,39}$/i, text: (turn) => `2001:db8::${(turn + 1).toString(16)}` },
  uri,
  url: uri,
  uuid: {
    pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    text: (turn) => `00000000-0000-4000-8000-${turn.toString(16).padStart(12, "0")}`,
  },
};
