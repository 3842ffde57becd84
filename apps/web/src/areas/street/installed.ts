const MANIFEST = '/manifest.webmanifest';

/** 装到主屏幕: only where the district wants it; where it does not any more, nothing of an earlier one stays behind. */
export async function install(wanted: boolean): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  if (!wanted) return uninstall();
  if (!document.querySelector('link[rel=manifest]')) {
    const link = document.createElement('link');
    link.rel = 'manifest';
    link.href = MANIFEST;
    document.head.append(link);
  }
  await navigator.serviceWorker.register('/sw.js', { scope: '/m' });
}

/** A worker that goes still serves the page it found open, and may fill its cache once more: the next opening empties it. */
async function uninstall(): Promise<void> {
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}
