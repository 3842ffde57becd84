import '../design/phone.css';

import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';

import { Waiting } from '../design/Waiting';
import { SecrecyNote } from './Notices';

/** Nothing of the desk's components may be imported here: the first load must be small (test/web/phone-weight.spec.ts). */
export function PhoneShell() {
  return (
    <div className="phone">
      <SecrecyNote />
      <main className="phone-page">
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
