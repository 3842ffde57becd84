import { getRouteApi } from '@tanstack/react-router';

import { UnitDesk } from './UnitDesk';

const route = getRouteApi('/desk/units/$id');

/** A unit's page as those see it who supervise it. */
export const UnitPage = () => <UnitDesk id={route.useParams().id} own={false} />;
