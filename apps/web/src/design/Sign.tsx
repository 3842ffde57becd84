/** A sign drawn by its outline on a grid of 24; what it means is said by the words beside it. */
export const Sign = ({ path, size = '1.25em' }: { path: string; size?: string }) => (
  <svg
    viewBox="0 0 24 24"
    width={size}
    height={size}
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={path} />
  </svg>
);
