import './design.css';

import type { ReactNode } from 'react';

/** Nothing to show: says why, and offers the next step as children. */
export const EmptyState = ({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) => (
  <div className="empty">
    <b>{title}</b>
    {hint && <span>{hint}</span>}
    {children}
  </div>
);
