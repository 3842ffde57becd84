import { useMe } from '../../../app/session';
import { UnitDesk } from './UnitDesk';

/** 本单位: the caller's own. */
export const OwnUnitPage = () => <UnitDesk id={useMe().unitId} own />;
