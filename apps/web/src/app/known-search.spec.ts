import { createMemoryHistory, createRootRoute, createRoute, createRouter, isRedirect } from '@tanstack/react-router';
import { boardSearch } from '../areas/leader/search';
import { knownOnly } from './known-search';

/** Where an address leads to; null where it is left alone. */
function ledTo(address: string): string | null {
  const root = createRootRoute();
  const frame = createRoute({ getParentRoute: () => root, id: 'frame' });
  const board = createRoute({ getParentRoute: () => frame, path: '/board', validateSearch: boardSearch });
  const wall = createRoute({ getParentRoute: () => frame, path: '/wall/$id' });
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createRouter({ routeTree: root.addChildren([frame.addChildren([board, wall])]), history });
  const location = router.latestLocation;
  try {
    knownOnly({ matches: router.matchRoutes(location), location });
    return null;
  } catch (thrown) {
    if (!isRedirect(thrown)) throw thrown;
    return router.buildLocation({ ...thrown.options, _fromLocation: location }).href;
  }
}

it.each([
  ['/board?trend=hour&from=yesterday', '/board'],
  ['/board?trend=hour&from=2026-10-01&elsewhere=1', '/board?from=2026-10-01'],
  ['/wall/7?trend=hour#top', '/wall/7#top'],
])('leads from %s to %s', (given, address) => expect(ledTo(given)).toBe(address));

it.each(['/board', '/board?from=2026-10-01&trend=week', '/wall/7#top'])('leaves %s alone', (address) =>
  expect(ledTo(address)).toBeNull(),
);
