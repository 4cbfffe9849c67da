/** Whether a host name, or an address with or without brackets, is always this machine: RFC 6761 says so of all of `.localhost`. */
export const isLoopback = (host: string): boolean =>
  /^(?:(?:[\w-]+\.)*localhost\.?|127(?:\.\d{1,3}){3}|\[?::1\]?|\[?::ffff:(?:7f[\da-f]{2}:[\da-f]{1,4}|127(?:\.\d{1,3}){3})\]?)$/i.test(
    host,
  );
