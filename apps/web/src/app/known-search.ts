import { redirect } from '@tanstack/react-router';

interface Entering {
  matches: readonly { _strictSearch: unknown }[];
  location: { search: object };
}

/**
 * The router lays what a page's `validateSearch` knows over the raw address, so that what it does not know would reach the page
 * all the same: such an address leads to the one without it.
 */
export function knownOnly(entering: object): void {
  // What the router names it by would need the type of the route that asks this.
  const { matches, location } = entering as Entering;
  const known = (matches.at(-1)?._strictSearch ?? {}) as Record<string, unknown>;
  if (Object.keys(location.search).every((key) => key in known)) return;
  // oxlint-disable-next-line typescript/only-throw-error -- so the router asks for it
  throw redirect({ to: '.', search: known as never, hash: true, replace: true });
}
