import { createRouter } from '@tanstack/react-router';

import { Waiting } from '../design/Waiting';
import { AREAS } from './areas';
import type { Area } from './area';
import { queries, whenSessionEnds } from './queries';
import { deskRoute, phoneRoute, rootRoute } from './shells';

type Frame = 'desk' | 'phone' | 'bare';
type RouteOf<One, F extends Frame> = One extends Record<F, readonly (infer Route)[]> ? Route : never;

/** Each area keeps the exact types of its routes, so that a link to a page that is not there does not compile. */
const routesOf = <F extends Frame>(frame: F) =>
  AREAS.flatMap((area: Area) => area[frame] ?? []) as RouteOf<(typeof AREAS)[number], F>[];

const tree = rootRoute.addChildren([
  deskRoute.addChildren(routesOf('desk')),
  phoneRoute.addChildren(routesOf('phone')),
  ...routesOf('bare'),
]);

export const router = createRouter({
  routeTree: tree,
  context: { queries, areas: AREAS },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: Waiting,
  scrollRestoration: true,
});

whenSessionEnds(() => void router.invalidate());

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
