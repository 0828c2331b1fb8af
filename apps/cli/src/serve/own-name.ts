import { isIP } from 'node:net';

/**
 * Whether a request's `Host` header names this server: the name that it was started with, `localhost`, or an address in
 * numbers. Any other name was made to point here by somebody else, whose page could then read what is served as if it were
 * its own (DNS rebinding).
 */
export function isOwnName(header: string | undefined, host: string): boolean {
  let name: string;
  try {
    name = new URL(`http://${header}`).hostname.replace(/^\[(.*)\]$/, '$1');
  } catch {
    return false;
  }
  return name === 'localhost' || name === host.toLowerCase() || isIP(name) !== 0;
}
