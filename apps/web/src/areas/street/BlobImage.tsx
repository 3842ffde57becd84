import { type ComponentProps, useEffect, useState } from 'react';

/** A picture that lies on this phone. */
export function BlobImage({ blob, ...image }: { blob: Blob } & ComponentProps<'img'>) {
  const address = useAddress(blob);
  return address ? <img {...image} src={address} /> : null;
}

/** The blob's address for as long as it is shown. */
export function useAddress(blob: Blob | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!blob) return undefined;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => {
      URL.revokeObjectURL(made);
      setAddress(undefined);
    };
  }, [blob]);
  return address;
}
